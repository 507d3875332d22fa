import { Locale, type Localized } from '#contract/shared.ts'
import { commit } from '#server/modules/audit/index.ts'
import { queueMail } from '#server/modules/outbox/index.ts'
import type { Queries } from '#server/ports/database.ts'
import type { Ports } from '#server/ports/ports.ts'
import {
  type AnnouncementRow,
  advanceAnnouncement,
  holdAnnouncement,
  leaseAnnouncement,
  nextRecipients,
  openAnnouncements,
} from './announcements.repository.ts'
import { findStanding } from './publish.usecase.ts'

type AnnouncePorts = Pick<Ports, 'clock' | 'random' | 'hasher' | 'database' | 'settings' | 'content'>

const MAILS_PER_BATCH = 50
const LEASE_MS = 60_000

/**
 * Puts a batch of mails about announced changes into the outbox: one per account and change, in the account's language. The place reached is
 * stored with the mails, so a crash neither repeats nor forgets anybody.
 * @returns how many mails were queued, and announcements ended
 */
export async function announceChanges(ports: AnnouncePorts): Promise<number> {
  let worked = 0
  for (const announcement of await openAnnouncements(ports.database, ports.clock.now().getTime())) {
    const now = ports.clock.now().getTime()
    const isMine = await leaseAnnouncement(ports.database, announcement, { owner: ports.settings.process, now, until: now + LEASE_MS })
    if (isMine) worked += await announceBatch(ports, announcement)
  }
  return worked
}

async function announceBatch(ports: AnnouncePorts, announcement: AnnouncementRow): Promise<number> {
  const { slug, effective_on: effectiveOn } = announcement
  return commit(ports, async (trx, record) => {
    // Withdrawn since it was found: nobody else is told.
    if (!(await holdAnnouncement(trx, announcement))) return 0
    const recipients = await nextRecipients(trx, announcement, MAILS_PER_BATCH)
    const change = await findChange(trx, slug, effectiveOn)
    for (const { id, email, locale: spoken } of recipients) {
      const locale = Locale.catch('en').parse(spoken)
      const facts = {
        link: `${ports.settings.baseUrl}/${locale}${change.path}`,
        effectiveOn: { on: effectiveOn },
        notice: change.title[locale] ?? change.title.en,
      }
      await queueMail(trx, ports, { accountId: id, to: email, template: 'notice-change', locale, facts })
    }
    const mails = announcement.mails + recipients.length
    const isAtEnd = recipients.length < MAILS_PER_BATCH
    const endedAt = isAtEnd ? ports.clock.now().getTime() : null
    await advanceAnnouncement(trx, announcement, { after: recipients.at(-1)?.id ?? announcement.after_account, mails, endedAt })
    if (isAtEnd) record({ kind: 'notice/announced', subject: 'operator', about: `notice:${slug}@${effectiveOn}`, facts: { mails } })
    return recipients.length + (isAtEnd ? 1 : 0)
  })
}

/** Where a mail leads: the comparison with the version before. */
async function findChange(queries: Queries, slug: string, effectiveOn: string): Promise<{ path: string; title: Localized }> {
  const { standing } = await findStanding(queries, slug)
  const version = standing.find((row) => row.effective_on === effectiveOn)
  const before = standing.filter((row) => row.effective_on < effectiveOn).at(-1)
  const path = before ? `/notices/${slug}/compare/${before.effective_on}..${effectiveOn}` : `/notices/${slug}/${effectiveOn}`
  return { path, title: JSON.parse(version?.title ?? '{"en":""}') as Localized }
}
