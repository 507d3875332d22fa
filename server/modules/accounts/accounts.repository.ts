import type { Queries } from '#server/ports/database.ts'
import type { Schema } from '#server/ports/schema.ts'

export type AccountRow = Schema['accounts']

/** Open accounts only: a closed one is as good as unknown. */
export function findAccountByEmailKey(queries: Queries, emailKey: string): Promise<AccountRow | undefined> {
  return queries.selectFrom('accounts').selectAll().where('email_key', '=', emailKey).where('closed_at', 'is', null).executeTakeFirst()
}

export function findAccount(queries: Queries, id: string): Promise<AccountRow | undefined> {
  return queries.selectFrom('accounts').selectAll().where('id', '=', id).where('closed_at', 'is', null).executeTakeFirst()
}

/** Two proofs of the same address at once make one account: the second insert does nothing. */
export async function insertAccount(queries: Queries, row: AccountRow): Promise<void> {
  await queries
    .insertInto('accounts')
    .values(row)
    .onConflict((conflict) => conflict.column('email_key').doNothing())
    .execute()
}

export async function setPasswordHash(queries: Queries, id: string, hash: string): Promise<void> {
  await queries.updateTable('accounts').set({ password_hash: hash }).where('id', '=', id).where('closed_at', 'is', null).execute()
}

/** @returns whether the account now speaks another language than before */
export async function updateLanguage(queries: Queries, id: string, locale: string): Promise<boolean> {
  const { numUpdatedRows } = await queries
    .updateTable('accounts')
    .set({ locale })
    .where('id', '=', id)
    .where('locale', '!=', locale)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
