import type { Queries } from '#server/ports/database.ts'
import type { Schema } from '#server/ports/schema.ts'

export type MailTokenRow = Schema['mail_tokens']

export async function insertMailTokens(queries: Queries, rows: readonly MailTokenRow[]): Promise<void> {
  if (rows.length === 0) return
  await queries
    .insertInto('mail_tokens')
    .values([...rows])
    .onConflict((conflict) => conflict.column('token_hash').doNothing())
    .execute()
}

/** What a token opens, with the language of its account; nothing for a closed account. */
export async function findMailToken(queries: Queries, tokenHash: string) {
  return queries
    .selectFrom('mail_tokens')
    .innerJoin('accounts', 'accounts.id', 'mail_tokens.account_id')
    .selectAll('mail_tokens')
    .select('accounts.locale')
    .where('token_hash', '=', tokenHash)
    .where('accounts.closed_at', 'is', null)
    .executeTakeFirst()
}

/** Ids of open accounts among these. */
export async function openAccounts(queries: Queries, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const rows = await queries.selectFrom('accounts').select('id').where('id', 'in', ids).where('closed_at', 'is', null).execute()
  return new Set(rows.map(({ id }) => id))
}
