import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Block } from '../../domain/blocks.ts'
import { readMarkdown } from '../../server/modules/notices/markdown.ts'
import { createAuthor, madeUpHistories } from '../../tests/support/notice-histories.ts'
import { type NoticeTongue, noticeWords } from '../../tests/support/notice-words.ts'

/** Two texts of one notice, as blocks. */
export interface Pair {
  name: string
  language: string
  before: Block[]
  after: Block[]
}

export interface History {
  name: string
  language: string
  versions: Block[][]
}

const folder = process.env.CORPUS_DIR ?? path.resolve(import.meta.dirname, '../../../shared/corpus/notices')

/** Real histories where the folder exists, else the made-up ones. */
export function histories(): { source: string; histories: History[] } {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.md')) : []
  const real = Object.entries(Object.groupBy(names.toSorted(), (name) => name.split('-')[0] ?? '')).map(([name, list = []]) => ({
    name,
    language: 'en',
    versions: list.map((file) => readMarkdown(readFileSync(path.join(folder, file), 'utf8'))),
  }))
  if (real.length > 0) return { source: 'the corpus of real histories', histories: real }
  const made = madeUpHistories().map((history) => ({ ...history, versions: history.versions.map((text) => readMarkdown(text)) }))
  return { source: 'histories made up by the project', histories: made }
}

export function consecutivePairs(list: readonly History[]): Pair[] {
  return list.flatMap(({ name, language, versions }) =>
    versions.slice(1).map((after, at) => ({ name: `${name} ${at + 1}→${at + 2}`, language, before: versions[at] ?? [], after })),
  )
}

const SEEDS = 30

/** Pairs in which sentences were reworded and nothing moved: a tenth, a third or more than half of them. */
export function madeUpRewrites(): Pair[] {
  return tongues().flatMap((language) =>
    seeds().map((seed) => {
      const author = createAuthor(seed + 500, language)
      const older = author.draft(10)
      const draft = author.rewrite(older, [0.1, 0.33, 0.6][seed % 3] ?? 0.1)
      const [before, after] = [older, draft].map((one) => readMarkdown(author.markdown(one)))
      return { name: `rewrites ${language} ${seed}`, language, before: before ?? [], after: after ?? [] }
    }),
  )
}

export function seeds(): number[] {
  return Array.from({ length: SEEDS }, (_, seed) => seed)
}

export function tongues(): NoticeTongue[] {
  return Object.keys(noticeWords) as NoticeTongue[]
}

export function textOf({ inline }: Block): string {
  return inline.map(({ text }) => text).join('')
}
