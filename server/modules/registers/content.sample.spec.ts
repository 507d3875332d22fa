import { describe, expect, it } from 'vitest'
import { BACKUP_DAYS, GRACE_DAYS, SIGN_IN_LOG_DAYS } from '#domain/clocks.ts'
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

  it.each(versions)('has lettered clauses, a table and 1,200 to 1,900 binding words in version %s', (version) => {
    const english = read(version, 'en')
    const words = english.replaceAll(/^> In short: .*$/gm, '').split(/\s+/).length

    expect(english).toMatch(/^\(a\) /m)
    expect(english).toMatch(/^\| Message bodies \| 7 days/m)
    expect(words).toBeGreaterThanOrEqual(1200)
    expect(words).toBeLessThanOrEqual(1900)
  })

  it.each(versions)('says every section in short, in German as in English, in version %s', (version) => {
    const [english, german] = [read(version, 'en'), read(version, 'de')]

    expect(english.match(/^> In short: /gm)?.length).toBe(english.match(/^## /gm)?.length)
    expect(german.match(/^> Kurz gesagt: /gm)?.length).toBe(german.match(/^## /gm)?.length)
  })

  it('keeps every section id of the version in force in the upcoming one, renumbered or not', () => {
    const ids = (text: string) => [...text.matchAll(/\{#([a-z-]+)\}/g)].map(([, id]) => id)

    expect(ids(read('upcoming', 'en'))).toEqual(expect.arrayContaining(ids(read('2026-03-01', 'en'))))
    expect(read('upcoming', 'en')).toContain('## 9. How we protect it {#protection}')
  })
})

const every = [...sample.keys()].flatMap((name) => {
  const [, slug, version] = /^notices\/([^/]+)\/([^/]+)\/en\.md$/.exec(name) ?? []
  return slug && version ? [{ slug, version }] : []
})

describe.each(every)('the sample notice $slug, version $version,', ({ slug, version }) => {
  const textIn = (language: string) => sample.get(`notices/${slug}/${version}/${language}.md`) ?? ''
  const addressesOf = (text: string) => [...text.matchAll(/\{#([a-z0-9-]+)\}/g)].map(([, id]) => id)
  const clausesOf = (text: string) => text.match(/^(?:#+ )?(?:\([a-z]+\)|\d+(?:\.\d+)*\.?(?: \([a-z]+\))?)(?= )/gm) ?? []
  const linksOf = (text: string) => [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, address]) => address).toSorted()

  it('has the same sections and clauses with the same addresses in German as in English, each once', () => {
    const english = addressesOf(textIn('en'))

    expect(addressesOf(textIn('de'))).toEqual(english)
    expect(new Set(english).size).toBe(english.length)
    expect(clausesOf(textIn('de'))).toEqual(clausesOf(textIn('en')))
  })

  it('promises the same numbers, and leads to the same places, in German as in English', () => {
    expect(numbersBySection(textIn('de'))).toEqual(numbersBySection(textIn('en')))
    expect(linksOf(textIn('de'))).toEqual(linksOf(textIn('en')))
  })

  it('leads only to notices that exist', () => {
    const named = linksOf(textIn('en')).flatMap((address) => /^\/notices\/([a-z-]+)/.exec(address ?? '')?.[1] ?? [])

    expect(named.filter((name) => !every.some((one) => one.slug === name))).toEqual([])
  })
})

describe('what the sample operator says it keeps after a deletion', () => {
  it.each(['2026-03-01', 'upcoming'])('is what this privacy center keeps, in version %s', (version) => {
    const section = /^## \d+\. How it leaves[\s\S]*?(?=^## )/m.exec(read(version, 'en'))?.[0] ?? ''

    expect(section).toContain(`nothing is destroyed for ${GRACE_DAYS} days`)
    expect(section).toContain(`The sign-in log stays for ${SIGN_IN_LOG_DAYS} days`)
    expect(section).toContain('the proof of your decisions for 36 months')
    expect(section).toContain(`from our backups ${version === 'upcoming' ? '**' : ''}within ${BACKUP_DAYS} days`)
  })
})
