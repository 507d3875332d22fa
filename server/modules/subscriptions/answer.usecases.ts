import { Locale, type Localized } from '#contract/shared.ts'
import { commit } from '#server/modules/audit/index.ts'
import { readNotice } from '#server/modules/notices/index.ts'
import { forgetMails } from '#server/modules/outbox/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { publishedBetween } from './news.repository.ts'
import { newsMail, queueNews } from './news-mail.ts'
import { linkOf } from './subscription-link.ts'
import { confirmRequest, deleteSubscription, findSubscription, type SubscriptionRow } from './subscriptions.repository.ts'

type AnswerPorts = Pick<Ports, 'clock' | 'random' | 'hasher' | 'database' | 'settings' | 'content'>

/** The templates of this module: what is kept of their mails goes with the subscription. */
export const subscriptionMails = [
  'subscription-confirm',
  'subscription-standing',
  'notice-published',
  'notice-withdrawn',
  'notice-in-force',
] as const

/** What a link in a mail opens. Whose it is, is not told. */
export interface SubscriptionStanding {
  slug: string
  title: Localized
  language: Locale
  /** When an unconfirmed request ends; null once it is confirmed. */
  endsAt: Date | null
}

/** What stands behind a token, changing nothing; null for one that opens nothing (any more). */
export async function readSubscription(token: string, ports: AnswerPorts): Promise<SubscriptionStanding | null> {
  const row = await findSubscription(ports.database, await ports.hasher.sha256(token), ports.clock.now().getTime())
  if (!row) return null
  const { title } = await readNotice(ports, row.slug)
  const endsAt = row.expires_at === null ? null : new Date(row.expires_at)
  return { slug: row.slug, title, language: Locale.catch('en').parse(row.language), endsAt }
}

/**
 * Confirms a request, once; said again, it changes nothing. What was published since the request was made is told now: the round of mails went
 * by while it waited.
 * @returns what stands afterwards; null for a token that opens nothing, and for a request that has ended
 */
export async function confirmSubscription(token: string, ports: AnswerPorts): Promise<SubscriptionStanding | null> {
  const now = ports.clock.now().getTime()
  const tokenHash = await ports.hasher.sha256(token)
  await commit(ports, async (trx, record) => {
    const row = await confirmRequest(trx, tokenHash, now)
    if (!row) return
    record({
      kind: 'subscription/confirmed',
      subject: `subscription:${row.id}`,
      about: `notice:${row.slug}`,
      facts: { language: row.language },
    })
    for (const { effective_on } of await publishedBetween(trx, row.slug, { from: row.asked_at, to: now })) {
      await queueNews(trx, ports, row, await newsMail(trx, { slug: row.slug, effective_on, kind: 'published' }))
    }
  })
  return readSubscription(token, ports)
}

/** Stops the mails and deletes the address, with every mail to it that waits. Said again, there is nothing left to stop. */
export async function endSubscription(token: string, ports: AnswerPorts): Promise<void> {
  const tokenHash = await ports.hasher.sha256(token)
  await commit(ports, async (trx, record) => {
    const row = await deleteSubscription(trx, tokenHash)
    if (!row) return
    await forgetMails(trx, { to: row.email, templates: subscriptionMails, unsubscribe: (await linkOf(row.id, ports)).url })
    record({ kind: 'subscription/ended', subject: `subscription:${row.id}`, about: `notice:${row.slug}` })
  })
}

/** Deletes a request that nobody confirmed, with its address. @returns whether it was still there */
export async function expireRequest(row: SubscriptionRow, ports: AnswerPorts): Promise<boolean> {
  return commit(ports, async (trx, record) => {
    const now = ports.clock.now().getTime()
    const { numDeletedRows } = await trx
      .deleteFrom('notice_subscriptions')
      .where('id', '=', row.id)
      .where('expires_at', '<=', now)
      .executeTakeFirst()
    if (numDeletedRows !== 1n) return false
    await forgetMails(trx, { to: row.email, templates: subscriptionMails, unsubscribe: (await linkOf(row.id, ports)).url })
    record({ kind: 'subscription/expired', subject: `subscription:${row.id}`, about: `notice:${row.slug}` })
    return true
  })
}
