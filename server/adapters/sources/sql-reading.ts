import { sql } from 'kysely'
import { type CollectionCount, type RecordQuery, SourceError, type SourceRecord, type SubjectKeys } from '#server/ports/source.ts'
import { cursorOf, positionOf } from './cursor.ts'
import type { SqlCollection, SqlDeclaration } from './declaration.ts'
import type { SqlConnection } from './sql-connection.ts'
import { belongsTo, contains, epochMs, recordedWithin, textOf, timeOf } from './sql-parts.ts'

type Database = SqlConnection['database']
type Row = Record<string, unknown>

const DAY_MS = 86_400_000

/** The person's keys, or null when nobody has this address. Two people with one address are nobody: guessing would show a stranger's data. */
export async function identify(
  database: Database,
  { table, email, keys }: SqlDeclaration['identify'],
  address: string,
): Promise<SubjectKeys | null> {
  const columns = Object.entries(keys).map(([name, column]) => sql`${sql.ref(column)} as ${sql.ref(name)}`)
  const { rows } = await sql<Row>`
    select ${sql.join(columns)} from ${sql.table(table)} where lower(${sql.ref(email)}) = lower(${address}) limit 2
  `.execute(database)
  if (rows.length > 1) throw new SourceError('several people have this address')
  const [row] = rows
  return row ? Object.fromEntries(Object.keys(keys).map((name) => [name, textOf(row[name])])) : null
}

export async function countCollection(database: Database, collection: SqlCollection, subject: SubjectKeys): Promise<CollectionCount> {
  const mine = belongsTo(collection.subject, subject)
  const time = timeOf(collection)
  if (!time) {
    const { rows } = await sql<Row>`select count(*) as records from ${sql.table(collection.table)} where ${mine}`.execute(database)
    return { collection: collection.name, total: Number(rows[0]?.records), days: [] }
  }
  // Whole numbers divide to whole numbers on both engines; days are those of UTC.
  const { rows } = await sql<Row>`
    select ${epochMs(time)} / ${sql.lit(DAY_MS)} as day, count(*) as records from ${sql.table(collection.table)} where ${mine} group by 1 order by 1
  `.execute(database)
  const days = rows.map(({ day, records }) => ({ on: new Date(Number(day) * DAY_MS).toISOString().slice(0, 10), records: Number(records) }))
  return { collection: collection.name, total: days.reduce((sum, { records }) => sum + records, 0), days }
}

/** A page, newest first, then by key downwards. New records never shift it, so that walking the pages meets each record once. */
export async function readPage(
  database: Database,
  collection: SqlCollection,
  subject: SubjectKeys,
  { search, cursor, limit, ...within }: RecordQuery,
): Promise<{ records: readonly SourceRecord[]; total: number; nextCursor: string | null }> {
  const time = timeOf(collection)
  const key = sql.ref(collection.key)
  const wanted = [
    belongsTo(collection.subject, subject),
    ...(search ? [contains(collection.search, search)] : []),
    ...recordedWithin(collection, within),
  ]
  const matching = sql`from ${sql.table(collection.table)} where ${sql.join(wanted, sql` and `)}`
  const from = cursor === undefined ? sql`` : sql`and ${after(collection, cursor)}`
  const order = time ? sql`${sql.ref(time.column)} desc, ${key} desc` : sql`${key} desc`
  const times = time ? sql`, ${epochMs(time)} as recorded_ms, cast(${sql.ref(time.column)} as text) as recorded_text` : sql``
  const columns = columnsOf(collection).map((column, index) => sql`${sql.ref(column)} as ${sql.ref(`c${index}`)}`)

  const page = await sql<Row>`
    select cast(${key} as text) as record_key ${times}, ${sql.join(columns)} ${matching} ${from} order by ${order} limit ${sql.lit(limit + 1)}
  `.execute(database)
  const total = await sql<Row>`select count(*) as records ${matching}`.execute(database)

  const rows = page.rows.slice(0, limit)
  const last = page.rows.length > limit ? rows.at(-1) : undefined
  return {
    records: rows.map((row) => recordOf(collection, row)),
    total: Number(total.rows[0]?.records),
    nextCursor: last
      ? cursorOf({ collection: collection.name, recordedAt: textOf(last.recorded_text), key: textOf(last.record_key) })
      : null,
  }
}

function after(collection: SqlCollection, cursor: string) {
  const time = timeOf(collection)
  const position = positionOf(cursor, collection.name, time ? (time.isTimestamp ? 'timestamp' : 'milliseconds') : 'none')
  const key = sql.ref(collection.key)
  if (!time) return sql`${key} < ${position.key}`
  const at = sql.ref(time.column)
  // The first part is implied by the second; it lets both engines walk the index.
  return sql`${at} <= ${position.recordedAt} and (${at} < ${position.recordedAt} or (${at} = ${position.recordedAt} and ${key} < ${position.key}))`
}

function columnsOf({ fields, recordTitle }: SqlCollection): string[] {
  const inTitle = [...recordTitle.matchAll(/\{(\w+)\}/g)].map(([, column]) => String(column))
  return [...new Set([...fields.map(({ name }) => name), ...inTitle])]
}

function recordOf(collection: SqlCollection, row: Row): SourceRecord {
  const values = new Map(columnsOf(collection).map((column, index) => [column, textOf(row[`c${index}`])]))
  return {
    id: textOf(row.record_key),
    recordedAt: row.recorded_ms === undefined ? null : new Date(Number(row.recorded_ms)),
    title: collection.recordTitle.replaceAll(/\{(\w+)\}/g, (_, column: string) => values.get(column) ?? ''),
    values: Object.fromEntries(collection.fields.map(({ name }) => [name, values.get(name) ?? ''])),
  }
}
