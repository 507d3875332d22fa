import { sql } from 'kysely'
import type { Queries } from '#server/ports/database.ts'

export interface OwnCounts {
  accounts: number
  copies: number
  sessions: number
  decisions: number
  signIns: number
}

/** @param endedSince copies that ended from then on count too: they are the ones this deletion destroyed before it was interrupted */
export async function countOwn(queries: Queries, accountId: string, endedSince: number): Promise<OwnCounts> {
  const count = sql<number>`count(*)`.as('rows')
  const [accounts, copies, sessions, devices, decisions, answers, signIns] = await Promise.all([
    queries.selectFrom('accounts').select(count).where('id', '=', accountId).where('closed_at', 'is', null).executeTakeFirstOrThrow(),
    queries
      .selectFrom('exports')
      .select(count)
      .where('account_id', '=', accountId)
      .where((is) =>
        is.or([
          is('status', 'in', ['queued', 'collecting', 'ready']),
          is.and([is('status', '=', 'expired'), is('expires_at', '>=', endedSince)]),
        ]),
      )
      .executeTakeFirstOrThrow(),
    queries.selectFrom('sessions').select(count).where('account_id', '=', accountId).executeTakeFirstOrThrow(),
    queries.selectFrom('known_devices').select(count).where('account_id', '=', accountId).executeTakeFirstOrThrow(),
    queries.selectFrom('decisions').select(count).where('subject', '=', `account:${accountId}`).executeTakeFirstOrThrow(),
    queries.selectFrom('notice_decisions').select(count).where('account_id', '=', accountId).executeTakeFirstOrThrow(),
    queries.selectFrom('sign_ins').select(count).where('account_id', '=', accountId).executeTakeFirstOrThrow(),
  ])
  return {
    accounts: Number(accounts.rows),
    copies: Number(copies.rows),
    sessions: Number(sessions.rows) + Number(devices.rows),
    decisions: Number(decisions.rows) + Number(answers.rows),
    signIns: Number(signIns.rows),
  }
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
