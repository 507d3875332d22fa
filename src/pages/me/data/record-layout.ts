import type { DataRecord } from '#contract/records.ts'

type Field = DataRecord['fields'][number]

/** `columns`: every record has the same few short fields, so each gets its column. `labels`: each value carries its own label. */
export type RecordLayout = { kind: 'columns'; heading: string | null; fields: Omit<Field, 'value'>[] } | { kind: 'labels' }

/** More columns than this do not fit beside the two dates. */
const COLUMNS_AT_MOST = 6
/** A value longer than this, in characters, bursts a column. */
const SHORT = 90

/** How a page of records is best laid out. `heading` is the field that says the same as the title, which then need not be repeated. */
export function layoutOf(records: readonly DataRecord[]): RecordLayout {
  const [first] = records
  if (!first || first.fields.length > COLUMNS_AT_MOST) return { kind: 'labels' }
  const names = namesOf(first)
  const isTabular = records.every((record) => namesOf(record) === names && record.fields.every(({ value }) => value.length <= SHORT))
  if (!isTabular) return { kind: 'labels' }
  const heading = first.fields.find(({ name }) => records.every((record) => fieldValue(record, name) === record.title))
  return { kind: 'columns', heading: heading?.name ?? null, fields: first.fields.map(({ value: _, ...field }) => field) }
}

/** The value of a field, empty where a record does not have it. */
export function fieldValue({ fields }: DataRecord, name: string): string {
  return fields.find((field) => field.name === name)?.value ?? ''
}

function namesOf({ fields }: DataRecord): string {
  return fields.map(({ name }) => name).join(' ')
}
