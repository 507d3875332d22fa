import { ImportedDecision, type ImportReport } from '#contract/decisions.ts'

const COLUMNS = ['subject', 'purpose', 'channel', 'state', 'decidedAt'] as const
const FAULTS_SHOWN = 100

/**
 * Reads `subject,purpose,channel,state[,decidedAt]` with a heading line (RFC 4180: quotes where a cell holds a comma, a quote or a line break).
 * A line that cannot be read is named and left out; the others are read.
 */
export function readImportCsv(text: string): { rows: { row: ImportedDecision; line: number }[]; faults: ImportReport['faults'] } {
  const [heading, ...lines] = cells(text.replace(/^\uFEFF/, ''))
  const names = heading?.cells.map((name) => name.trim()) ?? []
  const missing = COLUMNS.slice(0, 4).find((column) => !names.includes(column))
  const unknown = names.find((name) => !(COLUMNS as readonly string[]).includes(name))
  if (missing) return { rows: [], faults: [{ line: 1, reason: `the column ${missing} is missing` }] }
  if (unknown !== undefined) return { rows: [], faults: [{ line: 1, reason: 'a column has an unknown name' }] }
  const rows: { row: ImportedDecision; line: number }[] = []
  const faults: ImportReport['faults'] = []
  for (const { line, cells: values } of lines) {
    const entries = names.flatMap((name, at) => (values[at]?.trim() ? [[name, values[at]?.trim()]] : []))
    const read = values.length > names.length ? null : ImportedDecision.safeParse(Object.fromEntries(entries))
    if (read?.success) rows.push({ row: read.data, line })
    else if (faults.length < FAULTS_SHOWN) faults.push({ line, reason: reasonOf(read?.error?.issues[0]?.path[0]) })
  }
  return { rows, faults }
}

/** Names the column and never repeats the value: it may be an address. */
function reasonOf(column: PropertyKey | undefined): string {
  return column === undefined ? 'the line has too many cells' : `the cell ${String(column)} cannot be read`
}

/** Lines with their cells; the number is that of the line on which a record begins. Empty lines are left out. */
function cells(text: string): { line: number; cells: string[] }[] {
  const records: { line: number; cells: string[] }[] = []
  let [cell, quoted, line, begun] = ['', false, 1, 1]
  let record: string[] = []
  const end = () => {
    record.push(cell)
    if (record.some((value) => value.trim() !== '')) records.push({ line: begun, cells: record })
    ;[record, cell, begun] = [[], '', line + 1]
  }
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (quoted && character === '"' && text[at + 1] === '"') cell += text[++at]
    else if (character === '"') quoted = !quoted
    else if (!quoted && character === ',') [record, cell] = [[...record, cell], '']
    else if (!quoted && character === '\n') {
      end()
      line++
    } else if (character !== '\r' || quoted) {
      cell += character
      if (character === '\n') line++
    }
  }
  if (cell !== '' || record.length > 0) end()
  return records
}
