import { describe, expect, it } from 'vitest'
import { readContentFolder } from '#server/adapters/content-folder.ts'

const sample = await readContentFolder('content')
const read = (version: string, language: string) => sample.get(`notices/privacy/${version}/${language}.md`) ?? ''

/** The numbers of each section in order: periods, articles, decisions, addresses. A list of three stays in the order of its language. */
function numbersBySection(text: string): string[][] {
  return text.split(/^## /m).map((section) => (section.match(/\d+/g) ?? []).toSorted())
}

const versions = [['2025-03-01'], ['2026-03-01'], ['upcoming']]

describe('the privacy notice of the sample operator', () => {
  it.each(versions)('promises the same numbers in German as in English in version %s', (version) => {
    const german = numbersBySection(read(version, 'de'))

    expect(german).toEqual(numbersBySection(read(version, 'en')))
  })

  it.each(versions)('has lettered clauses, a table and 1,200 to 1,800 words in version %s', (version) => {
    const english = read(version, 'en')
    const words = english.split(/\s+/).length

    expect(english).toMatch(/^\(a\) /m)
    expect(english).toMatch(/^\| Message bodies \| 7 days/m)
    expect(words).toBeGreaterThanOrEqual(1200)
    expect(words).toBeLessThanOrEqual(1800)
  })

  it('keeps every section id of the version in force in the upcoming one, renumbered or not', () => {
    const ids = (text: string) => [...text.matchAll(/\{#([a-z-]+)\}/g)].map(([, id]) => id)

    expect(ids(read('upcoming', 'en'))).toEqual(expect.arrayContaining(ids(read('2026-03-01', 'en'))))
    expect(read('upcoming', 'en')).toContain('## 9. How we protect it {#protection}')
  })
})
