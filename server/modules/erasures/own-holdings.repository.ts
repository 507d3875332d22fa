import type { Queries } from '#server/ports/database.ts'

/** Copies that were destroyed from then on: a deletion that was interrupted has destroyed them before it is counted. */
export async function copiesEndedSince(queries: Queries, accountId: string, since: number): Promise<number> {
  const { ended } = await queries
    .selectFrom('exports')
    .select(({ fn }) => fn.countAll<number>().as('ended'))
    .where('account_id', '=', accountId)
    .where('status', '=', 'expired')
    .where('expires_at', '>=', since)
    .executeTakeFirstOrThrow()
  return Number(ended)
}

/**
 * Masks the account and deletes what we ourselves hold about the person. The account's row stays, closed: decisions and the ledger refer to
 * its id, and its address may be used for a new account.
 */
export async function closeAccount(queries: Queries, account: { id: string; email: string; email_key: string }, at: number): Promise<void> {
  const { id, email, email_key } = account
  const pseudonym = `erased:${id}`
  await queries.deleteFrom('sessions').where('account_id', '=', id).execute()
  await queries.deleteFrom('known_devices').where('account_id', '=', id).execute()
  await queries.deleteFrom('account_links').where('account_id', '=', id).execute()
  await queries.deleteFrom('joined_devices').where('account_id', '=', id).execute()
  await queries.deleteFrom('mail_tokens').where('account_id', '=', id).execute()
  await queries.deleteFrom('choices').where('subject', '=', `account:${id}`).execute()
  await queries.deleteFrom('access_log').where('account_id', '=', id).execute()
  await queries.deleteFrom('notice_subscriptions').where('email_key', '=', email_key).execute()
  await queries.deleteFrom('sign_in_links').where('email_key', '=', email_key).execute()
  await queries
    .deleteFrom('outbox')
    .where((is) => is.or([is('account_id', '=', id), is('to_address', '=', email)]))
    .execute()
  await queries.updateTable('sign_ins').set({ email_key: pseudonym }).where('email_key', '=', email_key).execute()
  await queries
    .updateTable('accounts')
    .set({ email: pseudonym, email_key: pseudonym, name: null, password_hash: null, closed_at: at })
    .where('id', '=', id)
    .execute()
}
