import { dayIn, startOfDay } from '#domain/clocks.ts'
import { commit } from '#server/modules/audit/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import {
  advanceNews,
  hasSubscribers,
  insertNews,
  leaseNews,
  type NewsKind,
  type NewsRow,
  nextSubscribers,
  openNews,
  unnotedNews,
  unnotedStarts,
} from './news.repository.ts'
import { newsMail, queueNews } from './news-mail.ts'

type TellPorts = Pick<Ports, 'clock' | 'random' | 'hasher' | 'database' | 'settings' | 'content'>

const MAILS_PER_BATCH = 50
const LEASE_MS = 60_000

/**
 * Puts a batch of mails into the outbox for everything that happened to a version: it was published, taken back, or took effect. What happened
 * follows from the stored versions, so nothing is missed while no server runs. The place reached is stored with the mails.
 * @returns how many mails were queued
 */
export async function tellSubscribers(ports: TellPorts): Promise<number> {
  if (!(await hasSubscribers(ports.database))) return 0
  await noteNews(ports)
  let queued = 0
  for (const news of await openNews(ports.database, ports.clock.now().getTime())) {
    const now = ports.clock.now().getTime()
    const isMine = await leaseNews(ports.database, news, { owner: ports.settings.process, now, until: now + LEASE_MS })
    if (isMine) queued += await tellBatch(news, ports)
  }
  return queued
}

async function noteNews({ clock, database, content }: TellPorts): Promise<void> {
  const { zone } = content.organisation
  const starts = await unnotedStarts(database, dayIn(clock.now(), zone))
  // A version that applied from its publication on is told once, as published.
  const late = starts.filter(({ effective_on, published_at }) => dayIn(new Date(published_at), zone) < effective_on)
  await insertNews(database, [
    ...(await unnotedNews(database)),
    ...late.map(({ slug, effective_on }) => ({
      slug,
      effective_on,
      kind: 'in-force' as const,
      happened_at: startOfDay(effective_on, zone).getTime(),
    })),
  ])
}

async function tellBatch(news: NewsRow, ports: TellPorts): Promise<number> {
  const { slug, effective_on, kind } = news
  return commit(ports, async (trx, record) => {
    const mail = await newsMail(trx, { slug, effective_on, kind: kind as NewsKind })
    const subscribers = mail ? await nextSubscribers(trx, news, MAILS_PER_BATCH) : []
    for (const subscriber of subscribers) await queueNews(trx, ports, subscriber, mail)
    const mails = news.mails + subscribers.length
    const isAtEnd = subscribers.length < MAILS_PER_BATCH
    const endedAt = isAtEnd ? ports.clock.now().getTime() : null
    await advanceNews(trx, news, { after: subscribers.at(-1)?.id ?? news.after_subscription, mails, endedAt })
    const facts = { kind, mails }
    if (isAtEnd && mails > 0) record({ kind: 'subscription/told', subject: 'operator', about: `notice:${slug}@${effective_on}`, facts })
    return subscribers.length
  })
}
