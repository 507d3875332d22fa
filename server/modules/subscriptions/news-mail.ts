import { Locale, type Localized } from '#contract/shared.ts'
import { findStanding } from '#server/modules/notices/index.ts'
import { queueMail } from '#server/modules/outbox/index.ts'
import type { Queries } from '#server/ports/database.ts'
import type { Ports } from '#server/ports/ports.ts'
import type { News } from './news.repository.ts'
import { linkOf } from './subscription-link.ts'
import type { SubscriptionRow } from './subscriptions.repository.ts'

/** One piece of news before it is in anybody's language. */
export interface NewsMail {
  template: 'notice-published' | 'notice-withdrawn' | 'notice-in-force'
  title: Localized
  effectiveOn: string
  /** Where the mail leads, without the language. */
  path: string
}

/**
 * What a mail about a version says, and where it leads: a publication to what changes, a start to the text.
 * @returns null where there is nothing (any more) to be told: the version was taken back before its publication was told
 */
export async function newsMail(
  queries: Queries,
  { slug, effective_on: effectiveOn, kind }: Omit<News, 'happened_at'>,
): Promise<NewsMail | null> {
  const { all, standing } = await findStanding(queries, slug)
  const version = (kind === 'withdrawn' ? all : standing).find((row) => row.effective_on === effectiveOn)
  if (!version) return null
  const about = { title: JSON.parse(version.title) as Localized, effectiveOn }
  const own = `/notices/${slug}/${effectiveOn}`
  if (kind === 'withdrawn') return { ...about, template: 'notice-withdrawn', path: own }
  if (kind === 'in-force') return { ...about, template: 'notice-in-force', path: own }
  const before = standing.filter((row) => row.effective_on < effectiveOn).at(-1)
  return { ...about, template: 'notice-published', path: before ? `/notices/${slug}/compare/${before.effective_on}..${effectiveOn}` : own }
}

/** Puts one mail to one subscriber into the outbox, in the subscription's language. */
export async function queueNews(
  trx: Queries,
  ports: Pick<Ports, 'clock' | 'random' | 'content' | 'hasher' | 'settings'>,
  subscription: SubscriptionRow,
  mail: NewsMail | null,
): Promise<void> {
  if (!mail) return
  const locale = Locale.catch('en').parse(subscription.language)
  const facts = {
    link: `${ports.settings.baseUrl}/${locale}${mail.path}`,
    notice: mail.title[locale] ?? mail.title.en,
    effectiveOn: { on: mail.effectiveOn },
    unsubscribe: (await linkOf(subscription.id, ports)).url,
  }
  await queueMail(trx, ports, { accountId: null, to: subscription.email, template: mail.template, locale, facts })
}
