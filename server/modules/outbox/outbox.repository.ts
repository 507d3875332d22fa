import type { Queries } from '#server/ports/database.ts'
import type { Schema } from '#server/ports/schema.ts'

export type OutboxRow = Schema['outbox']

export async function insertMail(queries: Queries, row: OutboxRow): Promise<void> {
  await queries.insertInto('outbox').values(row).execute()
}

/** Ids of unsent mails whose time has come and that nobody works on, the longest waiting first. */
export async function dueMails(queries: Queries, now: number, limit: number): Promise<readonly string[]> {
  const rows = await queries
    .selectFrom('outbox')
    .select('id')
    .where('sent_at', 'is', null)
    .where('next_attempt_at', '<=', now)
    .where((e) => e.or([e('lease_until', 'is', null), e('lease_until', '<=', now)]))
    .orderBy('next_attempt_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** Takes a mail for one worker. @returns the mail, or undefined if another worker was faster */
export async function leaseMail(
  queries: Queries,
  id: string,
  { owner, now, until }: { owner: string; now: number; until: number },
): Promise<OutboxRow | undefined> {
  const taken = await queries
    .updateTable('outbox')
    .set({ lease_owner: owner, lease_until: until })
    .where('id', '=', id)
    .where('sent_at', 'is', null)
    .where('next_attempt_at', '<=', now)
    .where((e) => e.or([e('lease_until', 'is', null), e('lease_until', '<=', now)]))
    .executeTakeFirst()
  if (taken.numUpdatedRows === 0n) return undefined
  return queries.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Marks a mail as sent and forgets what was in it: a sign-in link is a key. */
export async function markSent(queries: Queries, id: string, now: number): Promise<void> {
  await queries
    .updateTable('outbox')
    .set({ sent_at: now, facts: '{}', last_error: null, lease_owner: null, lease_until: null })
    .where('id', '=', id)
    .execute()
}

export async function postpone(queries: Queries, id: string, next: { at: number; attempts: number; error: string }): Promise<void> {
  await queries
    .updateTable('outbox')
    .set({ next_attempt_at: next.at, attempts: next.attempts, last_error: next.error, lease_owner: null, lease_until: null })
    .where('id', '=', id)
    .execute()
}

export async function removeMail(queries: Queries, id: string): Promise<void> {
  await queries.deleteFrom('outbox').where('id', '=', id).execute()
}

export async function mailsTo(queries: Queries, to: string, templates: readonly string[]): Promise<readonly OutboxRow[]> {
  return queries.selectFrom('outbox').selectAll().where('to_address', '=', to).where('template', 'in', templates).execute()
}

/** @returns how many sent mails were removed */
export async function removeSentBefore(queries: Queries, before: number): Promise<number> {
  const { numDeletedRows } = await queries.deleteFrom('outbox').where('sent_at', '<', before).executeTakeFirst()
  return Number(numDeletedRows)
}

export async function newestDemoMails(queries: Queries, limit: number): Promise<readonly Schema['demo_mails'][]> {
  return queries.selectFrom('demo_mails').selectAll().orderBy('sent_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}
