import type { Queries } from '#server/ports/database.ts'
import type { Schema } from '#server/ports/schema.ts'

export type SessionRow = Schema['sessions']

/** A session that has not ended, with the account it belongs to. */
export async function findSession(queries: Queries, tokenHash: string) {
  return queries
    .selectFrom('sessions')
    .innerJoin('accounts', 'accounts.id', 'sessions.account_id')
    .selectAll('sessions')
    .select(['accounts.email', 'accounts.name', 'accounts.locale', 'accounts.password_hash'])
    .where('sessions.token_hash', '=', tokenHash)
    .where('sessions.ended_at', 'is', null)
    .where('accounts.closed_at', 'is', null)
    .executeTakeFirst()
}

export type FoundSession = NonNullable<Awaited<ReturnType<typeof findSession>>>

export async function insertSession(queries: Queries, row: SessionRow): Promise<void> {
  await queries.insertInto('sessions').values(row).execute()
}

export async function touchSession(queries: Queries, id: string, at: number): Promise<void> {
  await queries.updateTable('sessions').set({ seen_at: at }).where('id', '=', id).where('locked_at', 'is', null).execute()
}

export async function lockSessionRow(queries: Queries, id: string, at: number): Promise<void> {
  await queries.updateTable('sessions').set({ locked_at: at }).where('id', '=', id).where('locked_at', 'is', null).execute()
}

export async function endSession(queries: Queries, id: string, at: number): Promise<void> {
  await queries.updateTable('sessions').set({ ended_at: at }).where('id', '=', id).where('ended_at', 'is', null).execute()
}

/** Ends every session of an account at once, e.g. when its data have been erased. */
export async function endSessionsOf(queries: Queries, accountId: string, at: number): Promise<void> {
  await queries.updateTable('sessions').set({ ended_at: at }).where('account_id', '=', accountId).where('ended_at', 'is', null).execute()
}

/** Ends every session of an account but one. */
export async function endOtherSessions(
  queries: Queries,
  { accountId, sessionId, at }: { accountId: string; sessionId: string; at: number },
): Promise<void> {
  await queries
    .updateTable('sessions')
    .set({ ended_at: at })
    .where('account_id', '=', accountId)
    .where('id', '!=', sessionId)
    .where('ended_at', 'is', null)
    .execute()
}

export async function renewSession(queries: Queries, id: string, { tokenHash, at }: { tokenHash: string; at: number }): Promise<void> {
  await queries
    .updateTable('sessions')
    .set({ token_hash: tokenHash, authenticated_at: at, seen_at: at, locked_at: null })
    .where('id', '=', id)
    .execute()
}
