import { type RawBuilder, sql } from 'kysely'
import { problem } from '#contract/problems.ts'
import { type RecordQuery, SourceError, type SubjectKeys } from '#server/ports/source.ts'
import type { SqlCollection } from './declaration.ts'

type Part = RawBuilder<unknown>

/** `account_id = $1 and …`: only this person's rows. */
export function belongsTo(subject: SqlCollection['subject'], keys: SubjectKeys): Part {
  const parts = Object.entries(subject).map(([column, key]) => sql`${sql.ref(column)} = ${keyOf(keys, key)}`)
  if (parts.length === 0) throw new SourceError('the declaration does not say whose a record is')
  return sql`(${sql.join(parts, sql` and `)})`
}

/** The person's key of that name. Missing, it must never widen a query to everybody. */
export function keyOf(keys: SubjectKeys, name: string): string {
  const value = Object.hasOwn(keys, name) ? keys[name] : undefined
  if (value === undefined || value === '') throw new SourceError(`the key ${name} of the person is missing`)
  return value
}

/** Rows in which one of the columns contains the text, letter case aside; `%` and `_` mean themselves. */
export function contains(columns: readonly string[], search: string): Part {
  if (search.includes('\0') || !search.isWellFormed())
    throw problem('request/invalid', { faults: [{ path: '/query/search', message: 'is no text' }] })
  if (columns.length === 0) return sql`(1 = 0)`
  const pattern = `%${search.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const parts = columns.map((column) => sql`lower(cast(${sql.ref(column)} as text)) like lower(${pattern}) escape '\\'`)
  return sql`(${sql.join(parts, sql` or `)})`
}

/** The column with the record's own time, if it has one. */
export function timeOf({ recordedAt }: SqlCollection): { column: string; isTimestamp: boolean } | null {
  if (recordedAt === undefined) return null
  return typeof recordedAt === 'string' ? { column: recordedAt, isTimestamp: false } : { column: recordedAt.column, isTimestamp: true }
}

/** Milliseconds since 1970, whatever the column holds. */
export function epochMs(time: { column: string; isTimestamp: boolean }): Part {
  const column = sql.ref(time.column)
  return time.isTimestamp ? sql`cast(floor(extract(epoch from ${column}) * 1000) as bigint)` : sql`${column}`
}

/** Rows recorded within an interval, the end exclusive. Rows that carry no time are in none. */
export function recordedWithin(
  collection: SqlCollection,
  { recordedFrom, recordedBefore }: Pick<RecordQuery, 'recordedFrom' | 'recordedBefore'>,
): Part[] {
  if (!recordedFrom && !recordedBefore) return []
  const time = timeOf(collection)
  if (!time) return [sql`(1 = 0)`]
  const from = recordedFrom ? [sql`${epochMs(time)} >= ${recordedFrom.getTime()}`] : []
  const before = recordedBefore ? [sql`${epochMs(time)} < ${recordedBefore.getTime()}`] : []
  return [...from, ...before]
}

/** A value as the person reads it: exactly as held, nothing where nothing is held. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return [...value].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
