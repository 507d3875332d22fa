import type { Retention } from '#domain/retention.ts'
import type { ContentFault } from './content.fault.ts'
import type { NoticeFolder } from './content.notices.ts'
import type { ContentParts } from './content.parts.ts'

/** Refuses a register and a privacy notice that promise different times. Rows of the notice's tables are matched by the category's title. */
export function checkRetentions({ processing, notices }: ContentParts, faults: ContentFault[]): void {
  // While a change is announced, the register may still follow the version before it.
  const newest = notices.filter(({ slug }) => slug === 'privacy').slice(-2)
  for (const [i, { title, retention }] of processing.value.categories.entries()) {
    const count = countOf(retention)
    if (count === null) continue
    const rows = newest.flatMap((notice) => rowsOf(notice, title))
    if (rows.length === 0 || rows.some(({ row }) => new RegExp(`\\b${count}\\b`).test(row))) continue
    const [{ file, line } = { file: '', line: 0 }] = rows.toReversed()
    const message = `retention is ${count} ${retention.kind}, but content/${file}:${line} says otherwise; make them agree`
    faults.push({ file: processing.file, line: processing.lineOf(['categories', i, 'retention']), message })
  }
}

function countOf(retention: Retention): number | null {
  switch (retention.kind) {
    case 'days':
      return retention.days
    case 'months':
      return retention.months
    case 'years':
      return retention.years
    case 'while-account-open':
    case 'until-removed':
      return null
    default:
      return retention satisfies never
  }
}

function rowsOf({ texts }: NoticeFolder, title: Readonly<Record<string, string>>): { file: string; line: number; row: string }[] {
  return Object.entries(texts).flatMap(([locale, { file, markdown }]) =>
    markdown
      .split('\n')
      .map((row, index) => ({ file, line: index + 1, row }))
      .filter(({ row }) => row.startsWith(`| ${title[locale]}`)),
  )
}
