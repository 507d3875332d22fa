import type { Queries } from '#server/ports/database.ts'
import type { ExportRow } from './exports.repository.ts'

/** Epoch milliseconds. */
export interface Lease {
  owner: string
  now: number
  until: number
}

/**
 * Takes the copy that has waited longest and is due: new ones, those taken up again after a stop, and finished ones with a gap to close.
 * Two processes never take the same row: the update looks at the lease again.
 */
export async function leaseNext(queries: Queries, { owner, now, until }: Lease): Promise<ExportRow | undefined> {
  const due = await queries
    .selectFrom('exports')
    .select('id')
    .where('status', 'in', ['queued', 'collecting', 'ready'])
    .where('next_attempt_at', '<=', now)
    .where((is) => is.or([is('lease_until', 'is', null), is('lease_until', '<=', now)]))
    .where((is) => is.or([is('expires_at', 'is', null), is('expires_at', '>', now)]))
    .orderBy('next_attempt_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  if (!due) return undefined
  const taken = await queries
    .updateTable('exports')
    .set({ lease_owner: owner, lease_until: until })
    .where('id', '=', due.id)
    .where((is) => is.or([is('lease_until', 'is', null), is('lease_until', '<=', now)]))
    .executeTakeFirst()
  if (taken.numUpdatedRows !== 1n) return undefined
  return queries.selectFrom('exports').selectAll().where('id', '=', due.id).executeTakeFirst()
}

/** Writes only while the lease is still ours and the copy is still wanted. @returns whether it was */
export async function updateLeased(
  queries: Queries,
  { id, lease_owner }: Pick<ExportRow, 'id' | 'lease_owner'>,
  change: Partial<ExportRow>,
): Promise<boolean> {
  const updated = await queries
    .updateTable('exports')
    .set(change)
    .where('id', '=', id)
    .where('lease_owner', '=', lease_owner)
    .where('status', 'in', ['queued', 'collecting', 'ready'])
    .executeTakeFirst()
  return updated.numUpdatedRows === 1n
}

/** Copies whose time is over: from now on they cannot be downloaded. */
export async function expireExports(queries: Queries, now: number): Promise<void> {
  await queries.updateTable('exports').set({ status: 'expired' }).where('status', '=', 'ready').where('expires_at', '<=', now).execute()
}

/** All copies of an account end now, whatever they had come to. */
export async function expireExportsOf(queries: Queries, accountId: string, now: number): Promise<void> {
  await queries
    .updateTable('exports')
    .set({ status: 'expired', expires_at: now })
    .where('account_id', '=', accountId)
    .where('status', 'in', ['queued', 'collecting', 'ready'])
    .execute()
}

/** Ended copies that may still have files. Where a lease runs, someone may still be writing: those wait for its end. */
export function findRemovable(queries: Queries, { now, limit, accountId }: { now: number; limit: number; accountId?: string }) {
  let query = queries
    .selectFrom('exports')
    .select(['id'])
    .where('status', 'in', ['expired', 'failed'])
    .where('blob_key', 'is not', null)
    .where((is) => is.or([is('lease_until', 'is', null), is('lease_until', '<=', now)]))
  if (accountId !== undefined) query = query.where('account_id', '=', accountId)
  return query.limit(limit).execute()
}

export async function markRemoved(queries: Queries, id: string): Promise<void> {
  await queries
    .updateTable('exports')
    .set({ blob_key: null, next_attempt_at: null, lease_owner: null, lease_until: null })
    .where('id', '=', id)
    .execute()
}
