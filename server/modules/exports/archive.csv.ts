import type { ExportLine, SpooledCollection } from './spool.ts'

const FIXED = ['source', 'collection', 'id', 'recordedAt', 'title'] as const

/** The columns of a category: what every record has, then each field that one of its collections knows. */
export function csvColumns(collections: readonly Pick<SpooledCollection, 'fields'>[]): string[] {
  const fields = collections.flatMap((collection) => collection.fields.map(({ name }) => name))
  return [...new Set(fields)]
}

export function csvHead(columns: readonly string[]): string {
  return csvRow([...FIXED, ...columns.map((name) => `values.${name}`)])
}

export function csvLine(line: ExportLine, columns: readonly string[]): string {
  const values = columns.map((name) => (Object.hasOwn(line.values, name) ? (line.values[name] ?? '') : ''))
  return csvRow([line.source, line.collection, line.id, line.recordedAt ?? '', line.title, ...values])
}

// RFC 4180: every cell quoted, lines end in CR LF.
function csvRow(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${neutral(cell).replaceAll('"', '""')}"`).join(',')}\r\n`
}

/**
 * A cell that a table program would run as a formula gets an apostrophe in front. The JSON Lines keep the exact value.
 * Source: OWASP, CSV injection.
 */
export function neutral(cell: string): string {
  return /^[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell
}
