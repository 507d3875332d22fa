import type { Queries } from '#server/ports/database.ts'
import type { Schema } from '#server/ports/schema.ts'

export type ErasureRow = Schema['erasures']
export type StepRow = Schema['erasure_steps']

const UNDER_WAY = ['grace', 'executing', 'partly-done']

export async function insertErasure(queries: Queries, row: ErasureRow, steps: readonly StepRow[]): Promise<void> {
  await queries.insertInto('erasures').values(row).execute()
  await queries
    .insertInto('erasure_steps')
    .values([...steps])
    .execute()
}

/** Puts a deletion back as the ledger knows it, over whatever an older database says. */
export async function recallErasure(queries: Queries, row: ErasureRow, steps: readonly StepRow[]): Promise<void> {
  await queries.deleteFrom('erasure_steps').where('erasure_id', '=', row.id).execute()
  await queries.deleteFrom('erasures').where('id', '=', row.id).execute()
  await insertErasure(queries, row, steps)
}

interface ToTellAgain {
  /** Ids of sources. */
  sources: readonly string[]
  /** The deletion after which the page begins. */
  after: string
  limit: number
}

/** Deletions that one of these sources has carried out, in the order of their ids. */
export async function idsCarriedOutAt(queries: Queries, { sources, after, limit }: ToTellAgain): Promise<string[]> {
  const rows = await queries
    .selectFrom('erasure_steps')
    .innerJoin('erasures', 'erasures.id', 'erasure_steps.erasure_id')
    .select('erasures.id')
    .distinct()
    .where('erasures.status', 'in', ['executing', 'partly-done', 'done'])
    .where('erasure_steps.status', '=', 'done')
    .where('erasure_steps.source_id', 'in', [...sources])
    .where('erasures.id', '>', after)
    .orderBy('erasures.id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** Lets a deletion be carried out again. @returns false while somebody is at work on it */
export async function reopenErasure(queries: Queries, id: string, now: number): Promise<boolean> {
  const updated = await queries
    .updateTable('erasures')
    .set({ status: 'executing', next_attempt_at: now, lease_owner: null, lease_until: null })
    .where('id', '=', id)
    .where('status', 'in', ['executing', 'partly-done', 'done'])
    .where((is) => is.or([is('lease_until', 'is', null), is('lease_until', '<=', now)]))
    .executeTakeFirst()
  return updated.numUpdatedRows === 1n
}

/** Lets sources be told again of a deletion. @returns the sources that will be */
export async function reopenSteps(queries: Queries, erasureId: string, sources: readonly string[]): Promise<string[]> {
  const rows = await queries
    .updateTable('erasure_steps')
    .set((set) => ({ status: 'waiting', attempts: 0, next_attempt_at: null, told_again: set('told_again', '+', 1) }))
    .where('erasure_id', '=', erasureId)
    .where('status', '=', 'done')
    .where('source_id', 'in', [...sources])
    .returning('source_id')
    .execute()
  return rows.map(({ source_id }) => source_id).sort()
}

export async function idsOfDone(queries: Queries): Promise<string[]> {
  const rows = await queries.selectFrom('erasures').select('id').where('status', '=', 'done').execute()
  return rows.map(({ id }) => id)
}

/** Holds the account's row until the end of the transaction, so that two requests of one person take turns. False when it is closed. */
export async function holdAccount(queries: Queries, accountId: string): Promise<boolean> {
  const held = await queries
    .updateTable('accounts')
    .set({ closed_at: null })
    .where('id', '=', accountId)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return held.numUpdatedRows === 1n
}

export function findErasure(queries: Queries, id: string): Promise<ErasureRow | undefined> {
  return queries.selectFrom('erasures').selectAll().where('id', '=', id).executeTakeFirst()
}

export function findUnderWay(queries: Queries, accountId: string): Promise<ErasureRow | undefined> {
  return queries.selectFrom('erasures').selectAll().where('account_id', '=', accountId).where('status', 'in', UNDER_WAY).executeTakeFirst()
}

export function stepsOf(queries: Queries, erasureId: string): Promise<StepRow[]> {
  return queries.selectFrom('erasure_steps').selectAll().where('erasure_id', '=', erasureId).orderBy('source_id').execute()
}

export async function updateStep(
  queries: Queries,
  step: Pick<StepRow, 'erasure_id' | 'source_id'>,
  change: Partial<StepRow>,
): Promise<void> {
  await queries
    .updateTable('erasure_steps')
    .set(change)
    .where('erasure_id', '=', step.erasure_id)
    .where('source_id', '=', step.source_id)
    .execute()
}

/** @returns false when the grace period is over or it was called off before */
export async function markCancelled(queries: Queries, id: string, now: number): Promise<boolean> {
  const updated = await queries
    .updateTable('erasures')
    .set({ status: 'cancelled', ended_at: now, next_attempt_at: null })
    .where('id', '=', id)
    .where('status', '=', 'grace')
    .where('executes_at', '>', now)
    .executeTakeFirst()
  return updated.numUpdatedRows === 1n
}

/** Takes the deletion that has been due longest. Two processes never take the same row: the update looks at the lease again. */
export async function leaseNext(
  queries: Queries,
  { owner, now, until }: { owner: string; now: number; until: number },
): Promise<ErasureRow | undefined> {
  const due = await queries
    .selectFrom('erasures')
    .select('id')
    .where('status', 'in', UNDER_WAY)
    .where('next_attempt_at', '<=', now)
    .where((is) => is.or([is('lease_until', 'is', null), is('lease_until', '<=', now)]))
    .orderBy('next_attempt_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  if (!due) return undefined
  const taken = await queries
    .updateTable('erasures')
    .set({ lease_owner: owner, lease_until: until })
    .where('id', '=', due.id)
    .where('status', 'in', UNDER_WAY)
    .where((is) => is.or([is('lease_until', 'is', null), is('lease_until', '<=', now)]))
    .executeTakeFirst()
  if (taken.numUpdatedRows !== 1n) return undefined
  return findErasure(queries, due.id)
}

/** Writes only while the lease is still ours. @returns whether it was */
export async function updateLeased(
  queries: Queries,
  { id, lease_owner }: Pick<ErasureRow, 'id' | 'lease_owner'>,
  change: Partial<ErasureRow>,
): Promise<boolean> {
  const updated = await queries
    .updateTable('erasures')
    .set(change)
    .where('id', '=', id)
    .where('lease_owner', '=', lease_owner)
    .executeTakeFirst()
  return updated.numUpdatedRows === 1n
}

/** A person must look at a deletion that some source keeps refusing. One open task per deletion. */
export async function openTask(queries: Queries, task: { id: string; erasureId: string; openedAt: number; dueAt: number }): Promise<void> {
  const open = await queries
    .selectFrom('tasks')
    .select('id')
    .where('about', '=', task.erasureId)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  if (open) return
  await queries
    .insertInto('tasks')
    .values({
      id: task.id,
      kind: 'erasure/partly-done',
      about: task.erasureId,
      opened_at: task.openedAt,
      due_at: task.dueAt,
      closed_at: null,
    })
    .execute()
}

export async function closeTasks(queries: Queries, erasureId: string, at: number): Promise<void> {
  await queries.updateTable('tasks').set({ closed_at: at }).where('about', '=', erasureId).where('closed_at', 'is', null).execute()
}
