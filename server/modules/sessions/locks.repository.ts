import { sql } from 'kysely'
import type { Queries } from '#server/ports/database.ts'

export async function readLock(queries: Queries, key: string): Promise<{ failures: number; lockedUntil: number }> {
  const row = await queries.selectFrom('sign_in_locks').selectAll().where('key', '=', key).executeTakeFirst()
  return { failures: row?.failures ?? 0, lockedUntil: row?.locked_until ?? 0 }
}

/** Counts one failure, atomically across processes, and returns the new count. */
export async function countFailure(queries: Queries, key: string, at: number): Promise<number> {
  await queries
    .insertInto('sign_in_locks')
    .values({ key, failures: 1, locked_until: 0, updated_at: at })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ failures: sql`sign_in_locks.failures + 1`, updated_at: at }))
    .execute()
  return (await readLock(queries, key)).failures
}

/** A longer wait is never shortened by an attempt that counted earlier and writes later. */
export async function lockUntil(queries: Queries, key: string, until: number): Promise<void> {
  await queries.updateTable('sign_in_locks').set({ locked_until: until }).where('key', '=', key).where('locked_until', '<', until).execute()
}

export async function clearLock(queries: Queries, key: string): Promise<void> {
  await queries.deleteFrom('sign_in_locks').where('key', '=', key).execute()
}
