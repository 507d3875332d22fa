import { Localized } from '#contract/shared.ts'

/** Written beside what a source has done, so that it can be told in any language when the source is long gone. */
export function titleColumn(title: Localized): string {
  return JSON.stringify(title)
}

/** The title as written; rows from before there were languages hold one text. */
export function titleIn(column: string): Localized {
  return column.startsWith('{') ? Localized.parse(JSON.parse(column)) : { en: column }
}
