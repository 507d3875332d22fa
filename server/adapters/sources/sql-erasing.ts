import { sql } from 'kysely'
import { leavesAt } from '#domain/retention.ts'
import { type CollectionPlan, SourceError, type SubjectKeys } from '#server/ports/source.ts'
import type { SqlCollection } from './declaration.ts'
import type { SqlConnection } from './sql-connection.ts'
import { belongsTo, epochMs, timeOf } from './sql-parts.ts'

type Database = SqlConnection['database']
type Row = Record<string, unknown>

/** What an erasure would do to a collection, counted now. */
export async function planCollection(database: Database, collection: SqlCollection, subject: SubjectKeys): Promise<CollectionPlan> {
  const time = timeOf(collection)
  const newest = time ? sql`, max(${epochMs(time)}) as newest` : sql``
  const { rows } = await sql<Row>`
    select count(*) as records ${newest} from ${sql.table(collection.table)} where ${belongsTo(collection.subject, subject)}
  `.execute(database)
  const newestAt = rows[0]?.newest
  return planned(collection, Number(rows[0]?.records), newestAt === null || newestAt === undefined ? null : new Date(Number(newestAt)))
}

/**
 * Erases in one transaction: all of it or nothing, children first, masking last. The report is kept in a table of the source's own,
 * written in the same transaction, so that whoever asks twice with one key gets the first report and nothing happens twice.
 * @param at when this happens
 * @throws {SourceError} if the key was used for another plan
 */
export async function eraseCollections(
  { database, engine }: SqlConnection,
  collections: readonly SqlCollection[],
  subject: SubjectKeys,
  { planHash, key, at }: { planHash: string; key: string; at: Date },
): Promise<readonly CollectionPlan[]> {
  await sql`
    create table if not exists vitrine_erasures (erasure_key text primary key, plan_hash text not null, report text not null, erased_at bigint not null)
  `.execute(database)
  return database.transaction().execute(async (transaction) => {
    if (engine === 'postgres') await sql`set local lock_timeout = '5s'`.execute(transaction)
    // Writing before reading takes the lock at once: a second request with this key waits here for the first one's report.
    const entered = await sql`
      insert into vitrine_erasures (erasure_key, plan_hash, report, erased_at) values (${key}, ${planHash}, '[]', ${at.getTime()})
      on conflict (erasure_key) do nothing
    `.execute(transaction)
    if (entered.numAffectedRows === 0n) return reportOf(transaction, key, planHash)

    const reports = new Map<string, CollectionPlan>()
    for (const collection of [...collections.filter(isNotMasked), ...collections.filter(isMasked)])
      reports.set(collection.name, await carryOut(transaction, collection, subject))
    const report = collections.flatMap(({ name }) => reports.get(name) ?? [])
    await sql`update vitrine_erasures set report = ${JSON.stringify(report)} where erasure_key = ${key}`.execute(transaction)
    return report
  })
}

async function reportOf(database: Database, key: string, planHash: string): Promise<readonly CollectionPlan[]> {
  const { rows } = await sql<Row>`select plan_hash, report from vitrine_erasures where erasure_key = ${key}`.execute(database)
  if (rows[0]?.plan_hash !== planHash) throw new SourceError('this key erased by another plan')
  return JSON.parse(String(rows[0].report)) as CollectionPlan[]
}

async function carryOut(database: Database, collection: SqlCollection, subject: SubjectKeys): Promise<CollectionPlan> {
  const table = sql.table(collection.table)
  const mine = belongsTo(collection.subject, subject)
  switch (collection.erase.mode) {
    case 'keep':
      return planCollection(database, collection, subject)
    case 'erase': {
      const { numAffectedRows } = await sql`delete from ${table} where ${mine}`.execute(database)
      return planned(collection, Number(numAffectedRows), null)
    }
    case 'mask': {
      const masks = Object.entries(collection.erase.columns).map(
        ([column, text]) => sql`${sql.ref(column)} = ${masked(text, collection.key)}`,
      )
      const { numAffectedRows } = await sql`update ${table} set ${sql.join(masks)} where ${mine}`.execute(database)
      return planned(collection, Number(numAffectedRows), null)
    }
    default:
      return collection.erase satisfies never
  }
}

/** `erased-{key}` with the record's own key, so that what must differ still differs. */
function masked(text: string | null, key: string) {
  if (text === null) return sql`null`
  const [before, ...after] = text.split('{key}')
  if (after.length === 0) return sql`${text}`
  return sql`cast(${before} as text) || cast(${sql.ref(key)} as text) || cast(${after.join('{key}')} as text)`
}

const isMasked = ({ erase }: SqlCollection) => erase.mode === 'mask'
const isNotMasked = (collection: SqlCollection) => !isMasked(collection)

function planned({ name, category, erase, retention }: SqlCollection, count: number, newest: Date | null): CollectionPlan {
  if (erase.mode !== 'keep') return { name, category, mode: erase.mode, count, ground: null, until: null }
  const last = newest && leavesAt(newest, retention)
  return { name, category, mode: 'keep', count, ground: erase.ground, until: last && lastDay(last) }
}

/** What leaves at midnight is kept until the day before. */
const lastDay = (leaves: Date) => new Date(leaves.getTime() - 1).toISOString().slice(0, 10)
