import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Locale } from '#contract/shared.ts'
import { acceptAll, compareBlocks, rejectAll } from '#domain/comparison.ts'
import { outlineOf } from '#domain/comparison-outline.ts'
import { htmlFaults } from '#tests/support/html-faults.ts'
import { madeUpHistories } from '#tests/support/notice-histories.ts'
import { articleHtml } from './article.html.ts'
import { articleWords } from './article.words.ts'
import { comparisonHtml } from './comparison.html.ts'
import { comparisonWords } from './comparison.words.ts'
import { readMarkdown } from './markdown.ts'

const folder = process.env.CORPUS_DIR ?? path.resolve(import.meta.dirname, '../../../../shared/corpus/notices')

interface History {
  name: string
  language: string
  versions: string[]
}

/** Real histories where the folder exists; the made-up ones are always there. */
function histories(): History[] {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.md')) : []
  const real = Object.entries(Object.groupBy(names.toSorted(), (name) => name.split('-')[0] ?? '')).map(([name, list = []]) => ({
    name,
    language: 'en',
    versions: list.map((file) => readFileSync(path.join(folder, file), 'utf8')),
  }))
  return [...real, ...madeUpHistories()]
}

/** Consecutive pairs of every history, and its first and last version in both directions. */
function pairs(): [name: string, language: string, before: string, after: string][] {
  return histories().flatMap(({ name, language, versions }) => {
    const steps = versions
      .slice(1)
      .map((next, at): [string, string, string, string] => [`${name} ${at + 1} to ${at + 2}`, language, versions[at] ?? '', next])
    const [first = '', last = ''] = [versions[0], versions.at(-1)]
    return [...steps, [`${name} first to last`, language, first, last], [`${name} last to first`, language, last, first]]
  })
}

describe('a history of notices', () => {
  it.each(pairs())('survives the comparison: %s', (_name, language, older, newer) => {
    const [before, after] = [readMarkdown(older), readMarkdown(newer)]
    const words = comparisonWords[language as Locale] ?? comparisonWords.en

    const comparison = compareBlocks(before, after, language)
    const html = comparisonHtml(outlineOf(comparison), words)

    expect(acceptAll(comparison)).toEqual(after)
    expect(rejectAll(comparison)).toEqual(before)
    expect(htmlFaults(html)).toEqual([])
    expect(html).not.toMatch(/<(?:ins|del)><span class="vh">[^<]*<\/span><\/(?:ins|del)>/)
    expect(htmlFaults(articleHtml(after, { words: articleWords.en }))).toEqual([])
  })
})
