import { sql } from 'kysely'
import type { Queries } from '#server/ports/database.ts'
import type { Schema } from '#server/ports/schema.ts'

export type SubscriptionRow = Schema['notice_subscriptions']
export type SubscriptionKey = Pick<SubscriptionRow, 'email_key' | 'slug' | 'language'>

/** Keeps a request. One that waits already starts again with its own id; a confirmed subscription stays as it is. */
export async function keepRequest(queries: Queries, row: SubscriptionRow): Promise<SubscriptionRow> {
  const { email, email_key, slug, language, asked_at, expires_at } = row
  await queries
    .insertInto('notice_subscriptions')
    .values(row)
    .onConflict((conflict) => conflict.columns(['email_key', 'slug', 'language']).doNothing())
    .execute()
  await queries
    .updateTable('notice_subscriptions')
    .set({ email, asked_at, expires_at })
    .where('email_key', '=', email_key)
    .where('slug', '=', slug)
    .where('language', '=', language)
    .where('confirmed_at', 'is', null)
    .execute()
  return queries
    .selectFrom('notice_subscriptions')
    .selectAll()
    .where('email_key', '=', email_key)
    .where('slug', '=', slug)
    .where('language', '=', language)
    .executeTakeFirstOrThrow()
}

/** Confirms a request that has not ended. @returns the subscription, or undefined if there was nothing to confirm */
export async function confirmRequest(queries: Queries, tokenHash: string, now: number): Promise<SubscriptionRow | undefined> {
  const { numUpdatedRows } = await queries
    .updateTable('notice_subscriptions')
    .set({ confirmed_at: now, expires_at: null })
    .where('token_hash', '=', tokenHash)
    .where('confirmed_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return numUpdatedRows === 1n ? findSubscription(queries, tokenHash, now) : undefined
}

/** What a token opens: a subscription, or a request that has not ended. */
export async function findSubscription(queries: Queries, tokenHash: string, now: number): Promise<SubscriptionRow | undefined> {
  return queries
    .selectFrom('notice_subscriptions')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .where((e) => e.or([e('confirmed_at', 'is not', null), e('expires_at', '>', now)]))
    .executeTakeFirst()
}

/** @returns the row that was deleted; undefined if another was faster */
export async function deleteSubscription(queries: Queries, tokenHash: string): Promise<SubscriptionRow | undefined> {
  const row = await queries.selectFrom('notice_subscriptions').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst()
  if (!row) return undefined
  const { numDeletedRows } = await queries.deleteFrom('notice_subscriptions').where('id', '=', row.id).executeTakeFirst()
  return numDeletedRows === 1n ? row : undefined
}

export async function endedRequests(queries: Queries, now: number, limit: number): Promise<readonly SubscriptionRow[]> {
  return queries
    .selectFrom('notice_subscriptions')
    .selectAll()
    .where('expires_at', '<=', now)
    .orderBy('expires_at')
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** Counts one request, atomically across processes, and returns the new count. */
export async function countAsk(queries: Queries, key: string, until: number): Promise<number> {
  await queries
    .insertInto('subscription_asks')
    .values({ key, asks: 1, until })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ asks: sql`subscription_asks.asks + 1` }))
    .execute()
  const row = await queries.selectFrom('subscription_asks').select('asks').where('key', '=', key).executeTakeFirstOrThrow()
  return row.asks
}

export async function removeEndedCounts(queries: Queries, now: number): Promise<void> {
  await queries.deleteFrom('subscription_asks').where('until', '<=', now).execute()
}
