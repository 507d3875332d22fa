import type { Queries } from '#server/ports/database.ts'

/** Notes that the account holder opened the records of a category. */
export async function appendLook(
  queries: Queries,
  look: { id: string; accountId: string; category: string; occurredAt: Date },
): Promise<void> {
  await queries
    .insertInto('access_log')
    .values({
      id: look.id,
      account_id: look.accountId,
      actor: 'holder',
      action: 'records/viewed',
      about: look.category,
      occurred_at: look.occurredAt.getTime(),
    })
    .execute()
}
