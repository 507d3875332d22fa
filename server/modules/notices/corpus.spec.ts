import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { acceptAll, compareBlocks, rejectAll } from '#domain/comparison.ts'
import { outlineOf } from '#domain/comparison-outline.ts'
import { htmlFaults } from '#tests/support/html-faults.ts'
import { articleHtml } from './article.html.ts'
import { articleWords } from './article.words.ts'
import { comparisonHtml } from './comparison.html.ts'
import { comparisonWords } from './comparison.words.ts'
import { readMarkdown } from './markdown.ts'

const folder = process.env.CORPUS_DIR ?? path.resolve(import.meta.dirname, '../../../../shared/corpus/notices')

/** A history of the project's own, for machines without the corpus: every version changes something else. */
const ownHistory = [
  '# Notice\n\n## 1. Kept {#kept}\n\nWe keep **texts** for [7 days](/old).\n\n- one\n- two\n\n| Kind | Days |\n| --- | --- |\n| Texts | 7 |',
  '# Notice\n\n## 1. Kept {#kept}\n\nWe keep texts for [7 days](/new).\n\n- one\n- two\n- three\n\n| Kind | Days |\n| --- | --- |\n| Texts | 7 |\n| Events | 30 |',
  '# Notice\n\n## 1. Who {#who}\n\nAcme Mail answers to you for the data of your account.\n\n## 2. Kept {#kept}\n\n- one\n- two\n- three\n\nWe keep texts for [5 days](/new).\n\n| Kind | Days | Where |\n| --- | --- | --- |\n| Texts | 5 | here |',
  '# Notice\n\n## 1. Kept {#kept}\n\n1. one\n2. two\n\n> We keep texts for 5 days.\n\n## 2. Who {#who}\n\nAcme Mail answers to you for the data of your account.\n\n```\ncode\tx\n```',
]

/** Consecutive pairs of every history, and each history's first and last. */
function pairs(): [name: string, before: string, after: string][] {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.md')) : []
  const histories = Object.values(Object.groupBy(names.toSorted(), (name) => name.split('-')[0] ?? '')).map((list = []) =>
    list.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')] as const),
  )
  return [...histories, ownHistory.map((text, at) => [`own-${at + 1}`, text] as const)].flatMap((history) => {
    const [first, last] = [history[0], history.at(-1)]
    const steps = history
      .slice(1)
      .map((next, at) => [`${history[at]?.[0]} to ${next[0]}`, history[at]?.[1] ?? '', next[1]] as [string, string, string])
    return first && last ? [...steps, [`${first[0]} to ${last[0]}`, first[1], last[1]] as [string, string, string]] : steps
  })
}

describe('a real history of notices', () => {
  it.each(pairs())('survives the comparison: %s', (_name, older, newer) => {
    const [before, after] = [readMarkdown(older), readMarkdown(newer)]

    const comparison = compareBlocks(before, after, 'en')

    expect(acceptAll(comparison)).toEqual(after)
    expect(rejectAll(comparison)).toEqual(before)
    expect(htmlFaults(comparisonHtml(outlineOf(comparison), comparisonWords.en))).toEqual([])
    expect(htmlFaults(articleHtml(after, { words: articleWords.en }))).toEqual([])
  })
})
