import type { ExpressionBuilder, Selectable } from 'kysely'
import type { Queries } from '#server/ports/database.ts'
import type { Schema } from '#server/ports/schema.ts'

export type ObligationRow = Selectable<Schema['obligations']>
/** A leased row with the address its account has proven; `null` when the account is closed. */
export type LeasedObligation = ObligationRow & { email: string | null }

const OPEN = ['queued', 'sent', 'breached'] as const

/** What is still owed to a person on one purpose and channel. */
export async function findOpen(
  queries: Queries,
  { accountId, purpose, channel }: { accountId: string; purpose: string; channel: string },
): Promise<ObligationRow[]> {
  return queries
    .selectFrom('obligations')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('purpose', '=', purpose)
    .where('channel', '=', channel)
    .where('status', 'in', OPEN)
    .orderBy('source_id')
    .execute()
}

export async function findByDecisions(queries: Queries, decisionIds: readonly string[]): Promise<ObligationRow[]> {
  if (decisionIds.length === 0) return []
  return queries.selectFrom('obligations').selectAll().where('decision_id', 'in', decisionIds).orderBy('source_id').execute()
}

/** An obligation that this decision already has towards a source is left as it is. */
export async function insertObligations(queries: Queries, rows: readonly ObligationRow[]): Promise<void> {
  if (rows.length === 0) return
  await queries
    .insertInto('obligations')
    .values([...rows])
    .onConflict((conflict) => conflict.columns(['decision_id', 'source_id']).doNothing())
    .execute()
}

export async function deleteObligations(queries: Queries, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await queries.deleteFrom('obligations').where('id', 'in', ids).execute()
}

/** Ids of the sources that have something due now. */
export async function findDueSources(queries: Queries, now: number): Promise<string[]> {
  const rows = await queries.selectFrom('obligations').select('source_id').distinct().where(isDue(now)).orderBy('source_id').execute()
  return rows.map((row) => row.source_id)
}

/**
 * Takes up to `limit` due rows of one source for `owner`, those least often tried first, so that rows that always fail cannot hold up the others.
 * Two processes never take the same row: the update looks at the lease again.
 */
export async function lease(
  queries: Queries,
  { sourceId, owner, now, until, limit }: { sourceId: string; owner: string; now: number; until: number; limit: number },
): Promise<LeasedObligation[]> {
  await queries
    .updateTable('obligations')
    .set({ lease_owner: owner, lease_until: until })
    .where('id', 'in', (inner) =>
      inner
        .selectFrom('obligations')
        .select('id')
        .where('source_id', '=', sourceId)
        .where(isDue(now))
        .orderBy('attempts')
        .orderBy('due_at')
        .orderBy('id')
        .limit(limit),
    )
    .where(isDue(now))
    .execute()
  return queries
    .selectFrom('obligations')
    .leftJoin('accounts', (join) => join.onRef('accounts.id', '=', 'obligations.account_id').on('accounts.closed_at', 'is', null))
    .selectAll('obligations')
    .select('accounts.email')
    .where('lease_owner', '=', owner)
    .orderBy('attempts')
    .orderBy('due_at')
    .orderBy('obligations.id')
    .execute()
}

/** Gives back what this owner did not get to. */
export async function releaseLeases(queries: Queries, owner: string): Promise<void> {
  await queries.updateTable('obligations').set({ lease_owner: null, lease_until: null }).where('lease_owner', '=', owner).execute()
}

/** Makes everything due at one source wait: it was asked a few times and did not answer. */
export async function postponeSource(
  queries: Queries,
  { sourceId, now, until, error }: { sourceId: string; now: number; until: number; error: string },
): Promise<void> {
  await queries
    .updateTable('obligations')
    .set((set) => ({ next_attempt_at: until, attempts: set('attempts', '+', 1), last_error: error }))
    .where('source_id', '=', sourceId)
    .where(isDue(now))
    .execute()
}

/**
 * Changes a row if nobody else has moved it since it was read.
 * @returns whether it was changed
 */
export async function move(
  queries: Queries,
  row: Pick<ObligationRow, 'id' | 'status' | 'lease_owner'>,
  change: Partial<ObligationRow>,
): Promise<boolean> {
  const { numUpdatedRows } = await queries
    .updateTable('obligations')
    .set(change)
    .where('id', '=', row.id)
    .where('status', '=', row.status)
    .where((where) => (row.lease_owner === null ? where.lit(true) : where('lease_owner', '=', row.lease_owner)))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Rows whose next alarm (50, 80 or 100 % of their time) has been reached and not been raised. */
export async function findAlarming(queries: Queries, now: number, limit: number): Promise<ObligationRow[]> {
  return queries
    .selectFrom('obligations')
    .selectAll()
    .where('status', 'in', ['queued', 'sent'])
    .where('alarm_at', '<=', now)
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** @returns whether this call raised it: two processes never both do */
export async function raiseAlarm(
  queries: Queries,
  row: Pick<ObligationRow, 'id' | 'alarm' | 'status'>,
  change: Partial<ObligationRow> & { alarm: number },
): Promise<boolean> {
  const { numUpdatedRows } = await queries
    .updateTable('obligations')
    .set(change)
    .where('id', '=', row.id)
    .where('alarm', '=', row.alarm)
    .where('status', '=', row.status)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

function isDue(now: number) {
  return (where: ExpressionBuilder<Schema, 'obligations'>) =>
    where.and([
      where('status', 'in', OPEN),
      where('next_attempt_at', '<=', now),
      where.or([where('lease_until', 'is', null), where('lease_until', '<=', now)]),
    ])
}
