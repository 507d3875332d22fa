import type { Queries } from '#server/ports/database.ts'
import type { SubjectKeys } from '#server/ports/source.ts'

/** How a source knows an account, as found earlier; `null` when it was never found there. */
export async function findLink(queries: Queries, accountId: string, sourceId: string): Promise<SubjectKeys | null> {
  const row = await queries
    .selectFrom('account_links')
    .select('keys')
    .where('account_id', '=', accountId)
    .where('source_id', '=', sourceId)
    .executeTakeFirst()
  return row ? (JSON.parse(row.keys) as SubjectKeys) : null
}

/** Keeps the keys. Whoever finds them second keeps the first ones: a key never changes while the account lives. */
export async function insertLink(
  queries: Queries,
  link: { accountId: string; sourceId: string; keys: SubjectKeys; linkedAt: Date },
): Promise<void> {
  await queries
    .insertInto('account_links')
    .values({
      account_id: link.accountId,
      source_id: link.sourceId,
      keys: JSON.stringify(link.keys),
      linked_at: link.linkedAt.getTime(),
    })
    .onConflict((conflict) => conflict.columns(['account_id', 'source_id']).doNothing())
    .execute()
}
