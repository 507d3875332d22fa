import type { ExpressionBuilder } from 'kysely'
import type { Queries } from '#server/ports/database.ts'
import type { Schema } from '#server/ports/schema.ts'
import type { LeasedObligation, ObligationRow } from './obligations.repository.ts'

/** Takes confirmed obligations of standing decisions that were not checked since `before`, those longest unchecked first. */
export async function leaseConfirmed(
  queries: Queries,
  { owner, now, until, before, limit }: { owner: string; now: number; until: number; before: number; limit: number },
): Promise<LeasedObligation[]> {
  const isUnchecked = (where: ExpressionBuilder<Schema, 'obligations'>) =>
    where.and([
      where('obligations.status', '=', 'confirmed'),
      where.or([where('checked_at', '<=', before), where.and([where('checked_at', 'is', null), where('changed_at', '<=', before)])]),
      where.or([where('lease_until', 'is', null), where('lease_until', '<=', now)]),
    ])
  await queries
    .updateTable('obligations')
    .set({ lease_owner: owner, lease_until: until })
    .where('id', 'in', (inner) =>
      inner
        .selectFrom('obligations')
        .innerJoin('choices', 'choices.decision_id', 'obligations.decision_id')
        .select('obligations.id')
        .where(isUnchecked)
        .orderBy('obligations.changed_at')
        .orderBy('obligations.id')
        .limit(limit),
    )
    .where(isUnchecked)
    .execute()
  return queries
    .selectFrom('obligations')
    .leftJoin('accounts', (join) => join.onRef('accounts.id', '=', 'obligations.account_id').on('accounts.closed_at', 'is', null))
    .selectAll('obligations')
    .select('accounts.email')
    .where('lease_owner', '=', owner)
    .orderBy('obligations.id')
    .execute()
}

export async function markChecked(
  queries: Queries,
  { id, lease_owner }: Pick<ObligationRow, 'id' | 'lease_owner'>,
  change: { checked_at: number; last_error: string | null },
): Promise<void> {
  await queries
    .updateTable('obligations')
    .set({ ...change, lease_owner: null, lease_until: null })
    .where('id', '=', id)
    .where('lease_owner', '=', lease_owner)
    .execute()
}
