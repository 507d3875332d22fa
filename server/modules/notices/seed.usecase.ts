import { addDays } from '#domain/calendar.ts'
import { dayIn, startOfDay } from '#domain/clocks.ts'
import type { NoticeDraft } from '#server/ports/content.ts'
import type { Log } from '#server/ports/log.ts'
import { fixFeedTag } from './feed-tag.ts'
import { findVersions } from './notices.repository.ts'
import type { Publishable } from './publication.ts'
import { draftOf, hashOfDraft } from './publication.ts'
import { type Dispatch, type Published, type PublishPorts, publishTogether } from './publish.usecase.ts'

/** Notices are published in the morning, so that the day is the same in the operator's zone and in its neighbours'. */
const MORNING_MS = 9 * 3_600_000

/**
 * Publishes the content's notices at the first start, each at its own time and through the same rules as every later one.
 * Relative days are counted from today in the operator's zone, once: what is stored stays. A notice that has any version is left alone;
 * what its folder holds beyond that is named in the log, and `vitrine notices publish` publishes it.
 */
export async function seedNotices(ports: PublishPorts & { log: Log }): Promise<Published[]> {
  const { content, database, log } = ports
  await fixFeedTag(ports)
  const versions = await findVersions(database)
  const known = new Set(versions.map(({ slug }) => slug))
  const published: Published[] = []
  for (const [slug, drafts] of bySlug(content.notices)) {
    if (!known.has(slug)) published.push(...(await publishTogether(ports, inOrder(ports, drafts))))
  }
  for (const draft of content.notices.filter(({ slug }) => known.has(slug))) {
    const hash = await hashOfDraft(draft, ports.hasher)
    const isPublished = versions.some((row) => row.slug === draft.slug && isSame(draft, row.effective_on, row.about, hash))
    if (!isPublished)
      log.warn('notices/not-published', { notice: draft.slug, folder: 'on' in draft.effective ? draft.effective.on : 'upcoming' })
  }
  return published
}

function isSame({ effective }: NoticeDraft, effectiveOn: string, about: string | null, hash: string): boolean {
  return ('on' in effective && effective.on === effectiveOn) || draftOf(about) === hash
}

function bySlug(drafts: readonly NoticeDraft[]): Map<string, NoticeDraft[]> {
  const slugs = new Map<string, NoticeDraft[]>()
  for (const draft of drafts) slugs.set(draft.slug, [...(slugs.get(draft.slug) ?? []), draft])
  return slugs
}

function inOrder({ clock, content }: PublishPorts, drafts: readonly NoticeDraft[]): Dispatch[] {
  const { zone } = content.organisation
  const today = dayIn(clock.now(), zone)
  return drafts
    .map(({ published, effective, ...rest }) => {
      const publishedOn = 'on' in published ? published.on : addDays(today, -published.daysAgo)
      const effectiveOn = 'on' in effective ? effective.on : addDays(today, effective.inDays)
      const draft: Publishable = { ...rest, effectiveOn }
      return { draft, publishedAt: new Date(startOfDay(publishedOn, zone).getTime() + MORNING_MS), isAnnounced: effectiveOn > today }
    })
    .toSorted((a, b) => a.publishedAt.getTime() - b.publishedAt.getTime() || (a.draft.effectiveOn < b.draft.effectiveOn ? -1 : 1))
}
