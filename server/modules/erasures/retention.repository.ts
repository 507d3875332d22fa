import { sql } from 'kysely'
import type { Queries } from '#server/ports/database.ts'

/** Rows whose time lies before that instant (epoch milliseconds), at most so many at once: the tables stay open to others. */
interface Bound {
  before: number
  limit: number
}

export async function deleteSignIns(queries: Queries, { before, limit }: Bound): Promise<number> {
  const old = queries.selectFrom('sign_ins').select('id').where('occurred_at', '<', before).limit(limit)
  return rows(await queries.deleteFrom('sign_ins').where('id', 'in', old).executeTakeFirst())
}

/** Used or ended links; an unused link has no meaning after its end. */
export async function deleteSignInLinks(queries: Queries, { before, limit }: Bound): Promise<number> {
  const old = queries.selectFrom('sign_in_links').select('id').where('expires_at', '<', before).limit(limit)
  return rows(await queries.deleteFrom('sign_in_links').where('id', 'in', old).executeTakeFirst())
}

/** Sessions that were ended, and those nobody has used since. */
export async function deleteSessions(queries: Queries, { before, limit }: Bound): Promise<number> {
  const old = queries
    .selectFrom('sessions')
    .select('id')
    .where('seen_at', '<', before)
    .where((is) => is.or([is('ended_at', 'is', null), is('ended_at', '<', before)]))
    .limit(limit)
  return rows(await queries.deleteFrom('sessions').where('id', 'in', old).executeTakeFirst())
}

/** The mail that ends a deletion holds the last copy of an address: it goes as soon as it is sent. */
export async function deleteSentMails(queries: Queries, { before, limit }: Bound): Promise<number> {
  const old = queries
    .selectFrom('outbox')
    .select('id')
    .where('sent_at', 'is not', null)
    .where((is) => is.or([is('sent_at', '<', before), is('template', '=', 'erasure-done')]))
    .limit(limit)
  return rows(await queries.deleteFrom('outbox').where('id', 'in', old).executeTakeFirst())
}

export async function deleteDemoMails(queries: Queries, { before, limit }: Bound): Promise<number> {
  const old = queries.selectFrom('demo_mails').select('id').where('sent_at', '<', before).limit(limit)
  return rows(await queries.deleteFrom('demo_mails').where('id', 'in', old).executeTakeFirst())
}

export function findClosedWithProof(queries: Queries, { closedBefore, limit }: { closedBefore: number; limit: number }) {
  return queries
    .selectFrom('accounts')
    .select('id')
    .where('closed_at', '<=', closedBefore)
    .where((is) =>
      is.or([
        is.exists(
          is.selectFrom('decisions').select('decisions.id').whereRef('decisions.subject', '=', sql<string>`'account:' || accounts.id`),
        ),
        is.exists(
          is.selectFrom('notice_decisions').select('notice_decisions.id').whereRef('notice_decisions.account_id', '=', 'accounts.id'),
        ),
      ]),
    )
    .limit(limit)
    .execute()
}

export async function deleteProofOf(queries: Queries, accountId: string): Promise<void> {
  await queries.deleteFrom('obligations').where('account_id', '=', accountId).execute()
  await queries.deleteFrom('choices').where('subject', '=', `account:${accountId}`).execute()
  await queries.deleteFrom('decisions').where('subject', '=', `account:${accountId}`).execute()
  await queries.deleteFrom('notice_decisions').where('account_id', '=', accountId).execute()
}

export async function readSetting(queries: Queries, name: string): Promise<string | undefined> {
  return (await queries.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst())?.value
}

export async function writeSetting(queries: Queries, name: string, value: string): Promise<void> {
  await queries
    .insertInto('settings')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}

function rows({ numDeletedRows }: { numDeletedRows: bigint }): number {
  return Number(numDeletedRows)
}
