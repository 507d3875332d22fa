import { sql } from 'kysely'
import type { Queries } from '#server/ports/database.ts'
import type { Schema } from '#server/ports/schema.ts'
import type { SubscriptionRow } from './subscriptions.repository.ts'

/** What happens to a version that readers want to be told. */
export type NewsKind = 'published' | 'withdrawn' | 'in-force'
export type NewsRow = Schema['notice_news']
export type News = Pick<NewsRow, 'slug' | 'effective_on' | 'happened_at'> & { kind: NewsKind }

/** Whether anybody wants to be told of anything. */
export async function hasSubscribers(queries: Queries): Promise<boolean> {
  const row = await queries
    .selectFrom('notice_subscriptions')
    .select('id')
    .where('confirmed_at', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Publications and withdrawals that nobody has noted as news yet. */
export async function unnotedNews(queries: Queries): Promise<readonly News[]> {
  const published = await queries
    .selectFrom('notice_versions as about')
    .leftJoin('notice_news as news', (join) =>
      join.onRef('news.slug', '=', 'about.slug').onRef('news.effective_on', '=', 'about.effective_on').on('news.kind', '=', 'published'),
    )
    .select(['about.slug', 'about.effective_on', 'about.published_at as happened_at', sql<NewsKind>`'published'`.as('kind')])
    .where('news.slug', 'is', null)
    .execute()
  const withdrawn = await queries
    .selectFrom('notice_withdrawals as about')
    .leftJoin('notice_news as news', (join) =>
      join.onRef('news.slug', '=', 'about.slug').onRef('news.effective_on', '=', 'about.effective_on').on('news.kind', '=', 'withdrawn'),
    )
    .select(['about.slug', 'about.effective_on', 'about.withdrawn_at as happened_at', sql<NewsKind>`'withdrawn'`.as('kind')])
    .where('news.slug', 'is', null)
    .execute()
  return [...published, ...withdrawn]
}

/** Versions that took effect by a day, were never withdrawn, and are not noted as such. */
export async function unnotedStarts(
  queries: Queries,
  today: string,
): Promise<readonly Pick<Schema['notice_versions'], 'slug' | 'effective_on' | 'published_at'>[]> {
  return queries
    .selectFrom('notice_versions as about')
    .leftJoin('notice_news as news', (join) =>
      join.onRef('news.slug', '=', 'about.slug').onRef('news.effective_on', '=', 'about.effective_on').on('news.kind', '=', 'in-force'),
    )
    .leftJoin('notice_withdrawals as gone', (join) =>
      join.onRef('gone.slug', '=', 'about.slug').onRef('gone.effective_on', '=', 'about.effective_on'),
    )
    .select(['about.slug', 'about.effective_on', 'about.published_at'])
    .where('news.slug', 'is', null)
    .where('gone.slug', 'is', null)
    .where('about.effective_on', '<=', today)
    .execute()
}

export async function insertNews(queries: Queries, rows: readonly News[]): Promise<void> {
  if (rows.length === 0) return
  await queries
    .insertInto('notice_news')
    .values(rows.map((row) => ({ ...row, after_subscription: '', mails: 0, ended_at: null, lease_owner: null, lease_until: null })))
    .onConflict((conflict) => conflict.columns(['slug', 'effective_on', 'kind']).doNothing())
    .execute()
}

/** News that not everybody has been told and that nobody works on, the oldest first. */
export async function openNews(queries: Queries, now: number): Promise<NewsRow[]> {
  return queries
    .selectFrom('notice_news')
    .selectAll()
    .where('ended_at', 'is', null)
    .where('happened_at', '<=', now)
    .where((e) => e.or([e('lease_until', 'is', null), e('lease_until', '<=', now)]))
    .orderBy('happened_at')
    .execute()
}

/** Takes news for one worker. @returns false if another worker was faster */
export async function leaseNews(
  queries: Queries,
  { slug, effective_on, kind, after_subscription }: NewsRow,
  { owner, now, until }: { owner: string; now: number; until: number },
): Promise<boolean> {
  const { numUpdatedRows } = await queries
    .updateTable('notice_news')
    .set({ lease_owner: owner, lease_until: until })
    .where('slug', '=', slug)
    .where('effective_on', '=', effective_on)
    .where('kind', '=', kind)
    .where('after_subscription', '=', after_subscription)
    .where('ended_at', 'is', null)
    .where((e) => e.or([e('lease_until', 'is', null), e('lease_until', '<=', now)]))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** The next subscribers to be told: those who had confirmed when it happened. */
export async function nextSubscribers(
  queries: Queries,
  { slug, happened_at, after_subscription }: NewsRow,
  limit: number,
): Promise<SubscriptionRow[]> {
  return queries
    .selectFrom('notice_subscriptions')
    .selectAll()
    .where('slug', '=', slug)
    .where('id', '>', after_subscription)
    .where('confirmed_at', '<=', happened_at)
    .orderBy('id')
    .limit(limit)
    .execute()
}

export async function advanceNews(
  queries: Queries,
  { slug, effective_on, kind }: NewsRow,
  { after, mails, endedAt }: { after: string; mails: number; endedAt: number | null },
): Promise<void> {
  await queries
    .updateTable('notice_news')
    .set({ after_subscription: after, mails, ended_at: endedAt, lease_owner: null, lease_until: null })
    .where('slug', '=', slug)
    .where('effective_on', '=', effective_on)
    .where('kind', '=', kind)
    .execute()
}

/** Versions published after one instant and up to another, and not withdrawn since, the oldest first. */
export async function publishedBetween(
  queries: Queries,
  slug: string,
  { from, to }: { from: number; to: number },
): Promise<readonly Pick<Schema['notice_versions'], 'effective_on'>[]> {
  return queries
    .selectFrom('notice_versions as about')
    .leftJoin('notice_withdrawals as gone', (join) =>
      join.onRef('gone.slug', '=', 'about.slug').onRef('gone.effective_on', '=', 'about.effective_on'),
    )
    .select('about.effective_on')
    .where('gone.slug', 'is', null)
    .where('about.slug', '=', slug)
    .where('about.published_at', '>=', from)
    .where('about.published_at', '<', to)
    .orderBy('about.published_at')
    .execute()
}
