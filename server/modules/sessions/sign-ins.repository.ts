import type { Queries } from '#server/ports/database.ts'
import type { Schema } from '#server/ports/schema.ts'

export async function logSignIn(queries: Queries, row: Schema['sign_ins']): Promise<void> {
  await queries.insertInto('sign_ins').values(row).execute()
}

/** Newest first; `before` is the last row of the page before. */
export function signInsOf(
  queries: Queries,
  { accountId, limit, before }: { accountId: string; limit: number; before: { at: number; id: string } | null },
) {
  let query = queries.selectFrom('sign_ins').selectAll().where('account_id', '=', accountId)
  if (before) {
    query = query.where((is) =>
      is.or([is('occurred_at', '<', before.at), is.and([is('occurred_at', '=', before.at), is('id', '<', before.id)])]),
    )
  }
  return query.orderBy('occurred_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}

export async function isKnownDevice(queries: Queries, accountId: string, deviceKey: string): Promise<boolean> {
  const row = await queries
    .selectFrom('known_devices')
    .select('account_id')
    .where('account_id', '=', accountId)
    .where('device_key', '=', deviceKey)
    .executeTakeFirst()
  return row !== undefined
}

export async function rememberDevice(queries: Queries, accountId: string, deviceKey: string, at: number): Promise<void> {
  await queries
    .insertInto('known_devices')
    .values({ account_id: accountId, device_key: deviceKey, first_at: at, last_at: at })
    .onConflict((conflict) => conflict.columns(['account_id', 'device_key']).doUpdateSet({ last_at: at }))
    .execute()
}
