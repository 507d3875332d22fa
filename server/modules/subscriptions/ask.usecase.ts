import { problem } from '#contract/problems.ts'
import type { Locale } from '#contract/shared.ts'
import { SUBSCRIPTION_HOURS } from '#domain/clocks.ts'
import type { Context } from '#server/http/context.ts'
import { emailKey } from '#server/modules/accounts/index.ts'
import { commit } from '#server/modules/audit/index.ts'
import { readNotice } from '#server/modules/notices/index.ts'
import { queueMail } from '#server/modules/outbox/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { linkOf } from './subscription-link.ts'
import { countAsk, keepRequest } from './subscriptions.repository.ts'

const HOUR_MS = 3_600_000
/** Mails to one address within a clock day; more are silently not sent, so that nobody's mailbox is flooded. All notices fit. */
const MAILS_PER_DAY = 20
/** Requests from one network address within a clock hour: a household or a small office, not a mailing. */
const ASKS_PER_PLACE = 30

export interface SubscriptionRequest {
  slug: string
  email: string
  language: Locale
}

/**
 * Asks for mails about a notice in one language. Nobody is subscribed before the link in a mail to that address was used. New, waiting and
 * subscribed addresses do the same work and get one mail each: only the mailbox's owner learns which it was.
 * @throws {ProblemError} request/not-found for a notice that does not exist, request/too-many for a client that asks too often
 */
export async function askForMails(
  { slug, email, language }: SubscriptionRequest,
  ports: Ports,
  { address }: Pick<Context, 'address'>,
): Promise<void> {
  const { clock, random, hasher } = ports
  const { title } = await readNotice(ports, slug)
  const key = await emailKey(ports, email)
  const now = clock.now().getTime()
  const hourEnds = endOf(HOUR_MS, now)
  const dayEnds = endOf(24 * HOUR_MS, now)
  const fromPlace = await hasher.keyed(`subscriptions-from:${address}:${hourEnds}`)
  const toAddress = await hasher.keyed(`subscriptions-to:${key}:${dayEnds}`)
  const until = new Date(now + SUBSCRIPTION_HOURS * HOUR_MS)
  await commit(ports, async (trx, record) => {
    if ((await countAsk(trx, fromPlace, hourEnds)) > ASKS_PER_PLACE)
      throw problem('request/too-many', { retryAfterSeconds: Math.ceil((hourEnds - now) / 1000) })
    if ((await countAsk(trx, toAddress, dayEnds)) > MAILS_PER_DAY) return
    const id = random.id()
    const { tokenHash } = await linkOf(id, ports)
    const row = await keepRequest(trx, {
      id,
      slug,
      language,
      email,
      email_key: key,
      token_hash: tokenHash,
      asked_at: now,
      expires_at: until.getTime(),
      confirmed_at: null,
    })
    const { url } = await linkOf(row.id, ports)
    await queueMail(trx, ports, {
      accountId: null,
      to: email,
      template: row.confirmed_at === null ? 'subscription-confirm' : 'subscription-standing',
      locale: language,
      facts: { link: url, unsubscribe: url, notice: title[language] ?? title.en, until },
    })
    record({ kind: 'subscription/requested', subject: `subscription:${row.id}`, about: `notice:${slug}`, facts: { language } })
  })
}

function endOf(lengthMs: number, now: number): number {
  return (Math.floor(now / lengthMs) + 1) * lengthMs
}
