import type { Selectable } from 'kysely'
import type { Queries } from '#server/ports/database.ts'
import type { Schema } from '#server/ports/schema.ts'

export type AnnouncementRow = Selectable<Schema['notice_announcements']>
export type Recipient = Pick<Selectable<Schema['accounts']>, 'id' | 'email' | 'locale'>

export async function insertAnnouncement(
  queries: Queries,
  { slug, effectiveOn, announcedAt }: { slug: string; effectiveOn: string; announcedAt: number },
): Promise<void> {
  await queries
    .insertInto('notice_announcements')
    .values({
      slug,
      effective_on: effectiveOn,
      announced_at: announcedAt,
      after_account: '',
      mails: 0,
      ended_at: null,
      lease_owner: null,
      lease_until: null,
    })
    .execute()
}

/** Announcements that are not at their end and that nobody works on, the oldest first. */
export async function openAnnouncements(queries: Queries, now: number): Promise<AnnouncementRow[]> {
  return queries
    .selectFrom('notice_announcements')
    .selectAll()
    .where('ended_at', 'is', null)
    .where((e) => e.or([e('lease_until', 'is', null), e('lease_until', '<=', now)]))
    .orderBy('announced_at')
    .execute()
}

/** Takes an announcement for one worker. @returns false if another worker was faster */
export async function leaseAnnouncement(
  queries: Queries,
  { slug, effective_on, after_account }: AnnouncementRow,
  { owner, now, until }: { owner: string; now: number; until: number },
): Promise<boolean> {
  const { numUpdatedRows } = await queries
    .updateTable('notice_announcements')
    .set({ lease_owner: owner, lease_until: until })
    .where('slug', '=', slug)
    .where('effective_on', '=', effective_on)
    .where('after_account', '=', after_account)
    .where('ended_at', 'is', null)
    .where((e) => e.or([e('lease_until', 'is', null), e('lease_until', '<=', now)]))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Holds an announcement until the end of the transaction. @returns false when it has ended or another worker went on with it */
export async function holdAnnouncement(queries: Queries, { slug, effective_on, after_account }: AnnouncementRow): Promise<boolean> {
  const { numUpdatedRows } = await queries
    .updateTable('notice_announcements')
    .set({ after_account })
    .where('slug', '=', slug)
    .where('effective_on', '=', effective_on)
    .where('after_account', '=', after_account)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** The next account holders to be told: open accounts that existed when the change was announced. */
export async function nextRecipients(
  queries: Queries,
  { after_account, announced_at }: AnnouncementRow,
  limit: number,
): Promise<Recipient[]> {
  return queries
    .selectFrom('accounts')
    .select(['id', 'email', 'locale'])
    .where('id', '>', after_account)
    .where('created_at', '<=', announced_at)
    .where('closed_at', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute()
}

export async function advanceAnnouncement(
  queries: Queries,
  { slug, effective_on }: AnnouncementRow,
  { after, mails, endedAt }: { after: string; mails: number; endedAt: number | null },
): Promise<void> {
  await queries
    .updateTable('notice_announcements')
    .set({ after_account: after, mails, ended_at: endedAt, lease_owner: null, lease_until: null })
    .where('slug', '=', slug)
    .where('effective_on', '=', effective_on)
    .execute()
}

/** Stops an announcement: nobody else is told. @returns the last account that was, empty for none */
export async function endAnnouncement(queries: Queries, slug: string, effectiveOn: string, endedAt: number): Promise<string> {
  await queries
    .updateTable('notice_announcements')
    .set({ ended_at: endedAt })
    .where('slug', '=', slug)
    .where('effective_on', '=', effectiveOn)
    .where('ended_at', 'is', null)
    .execute()
  const row = await queries
    .selectFrom('notice_announcements')
    .select('after_account')
    .where('slug', '=', slug)
    .where('effective_on', '=', effectiveOn)
    .executeTakeFirst()
  return row?.after_account ?? ''
}
