import type { Queries } from '#server/ports/database.ts'
import type { Schema } from '#server/ports/schema.ts'
import { insertAlike } from './insert-alike.ts'

export type Batch = Schema['batches']
export type EventRow = Schema['events']

export interface Head {
  process: string
  sequence: number
  root: string
}

export async function insertBatch(queries: Queries, batch: Batch, events: readonly EventRow[]): Promise<void> {
  await queries.insertInto('batches').values(batch).execute()
  await insertAlike(queries, 'events', events, (insert) => insert)
}

/** The newest batch that a process has written. */
export async function newestBatch(queries: Queries, process: string): Promise<Batch | undefined> {
  return queries.selectFrom('batches').selectAll().where('process', '=', process).orderBy('sequence', 'desc').limit(1).executeTakeFirst()
}

// A batch gets its time when its commit begins and is seen when that has ended; the clocks of two machines differ too.
const SEEN_LATE_MS = 600_000

/**
 * The newest chained root of every process that has ever written, by its name.
 * @param known heads at an earlier time; only what was written since is read, as reading all batches again every minute would grow without end
 */
export async function chainHeads(queries: Queries, known: { heads: readonly Head[]; at: number } | null): Promise<readonly Head[]> {
  const since = known === null ? 0 : known.at - SEEN_LATE_MS
  const newer = await queries
    .selectFrom('batches as b')
    .innerJoin(
      (inner) =>
        inner
          .selectFrom('batches')
          .select(['process', (e) => e.fn.max('sequence').as('newest')])
          .where('committed_at', '>=', since)
          .groupBy('process')
          .as('n'),
      (join) => join.onRef('n.process', '=', 'b.process').onRef('n.newest', '=', 'b.sequence'),
    )
    .select(['b.process as process', 'b.sequence as sequence', 'b.chained as root'])
    .execute()
  const heads = new Map((known?.heads ?? []).map((head) => [head.process, head]))
  for (const head of newer) if (head.sequence >= (heads.get(head.process)?.sequence ?? 0)) heads.set(head.process, head)
  return [...heads.values()].sort((one, other) => (one.process < other.process ? -1 : 1))
}

export async function processes(queries: Queries): Promise<readonly string[]> {
  const rows = await queries.selectFrom('batches').select('process').distinct().orderBy('process').execute()
  return rows.map((row) => row.process)
}

/** Batches of a process after a sequence number, in order. */
export async function batchesAfter(queries: Queries, process: string, sequence: number, limit: number): Promise<readonly Batch[]> {
  return queries
    .selectFrom('batches')
    .selectAll()
    .where('process', '=', process)
    .where('sequence', '>', sequence)
    .orderBy('sequence')
    .limit(limit)
    .execute()
}

/** All events of some batches, in the order of their hashes. */
export async function eventsOf(queries: Queries, batchIds: readonly string[]): Promise<readonly EventRow[]> {
  return queries.selectFrom('events').selectAll().where('batch_id', 'in', batchIds).orderBy('batch_id').orderBy('position').execute()
}

/** The chained root of a process at a sequence number. */
export async function rootAt(queries: Queries, process: string, sequence: number): Promise<string | undefined> {
  const row = await queries
    .selectFrom('batches')
    .select('chained')
    .where('process', '=', process)
    .where('sequence', '=', sequence)
    .executeTakeFirst()
  return row?.chained
}

/** Checkpoints after one, oldest first. */
export async function checkpointsAfter(
  queries: Queries,
  after: { at: number; id: string },
  limit: number,
): Promise<readonly Schema['checkpoints'][]> {
  return queries
    .selectFrom('checkpoints')
    .selectAll()
    .where((e) => e.or([e('at', '>', after.at), e.and([e('at', '=', after.at), e('id', '>', after.id)])]))
    .orderBy('at')
    .orderBy('id')
    .limit(limit)
    .execute()
}
