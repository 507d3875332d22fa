import type { NoticeFinding } from '#contract/notice-publication.ts'
import type { Category } from '#contract/registers.ts'
import type { Locale } from '#contract/shared.ts'
import type { Block } from '#domain/blocks.ts'

/** One language of a draft as the lint reads it. */
export interface Draft {
  language: Locale
  blocks: readonly Block[]
  /** Line of the source, counted from 1, on which each block begins. */
  lines: readonly number[]
  /** The source, line by line. */
  source: readonly string[]
}

export interface LintContext {
  /** The texts of the version before, by language. */
  before: Readonly<Partial<Record<string, readonly Block[]>>>
  /** Languages that the version before had. */
  languages: readonly Locale[]
  categories: readonly Pick<Category, 'id' | 'title' | 'role'>[]
  /** The day on which the draft would be published. */
  publishedOn: string
}

/** A finding without its language, as the rules for one text make them. */
export type Finding = Omit<NoticeFinding, 'language'>

/** The line of a match inside a block that begins on a line and may go on for several. */
export function lineOf({ lines, source }: Draft, at: number, match: string): number {
  const first = lines[at] ?? 1
  const last = lines[at + 1] ?? source.length + 1
  for (let line = first; line < Math.max(last, first + 1); line++) if (source[line - 1]?.includes(match)) return line
  return first
}
