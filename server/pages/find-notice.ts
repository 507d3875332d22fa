import { ProblemError } from '#contract/problems.ts'
import { Day, Locale, Slug } from '#contract/shared.ts'
import {
  currentVersion,
  feedTag,
  findText,
  readClause,
  readComparison,
  readNotice,
  readNotices,
  readNoticeText,
  versionOn,
} from '#server/modules/notices/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { comparisonPath, versionPath } from './addresses.ts'
import { comparePage } from './compare.page.ts'
import { atomFeed } from './feed.atom.ts'
import { type Format, jsonOf, markdownOf, splitFormat } from './formats.ts'
import type { Page } from './layout.html.ts'
import { missingPage } from './missing.page.ts'
import { noticePage } from './notice.page.ts'
import { noticesPage, versionsPage } from './notices.page.ts'
import type { Representation } from './responses.ts'
import type { Wording } from './wording.ts'

/** A page, another form of it, or where to go instead. */
export type Found = { page: Page } | { representation: Representation } | { location: string }

interface Asked {
  ports: Ports
  wording: Wording
  query: URLSearchParams
  /** The network address that asks. */
  client: string
}

/** What stands at an address below `/{locale}/notices`. */
export async function findNoticePage(parts: readonly string[], asked: Asked): Promise<Found> {
  try {
    return await findPage(parts.at(-1) === '' ? parts.slice(0, -1) : parts, asked)
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'request/not-found') return { page: missingPage(asked.wording) }
    throw error
  }
}

async function findPage([slug, part, range, ...more]: readonly string[], asked: Asked): Promise<Found> {
  const { ports, wording } = asked
  if (slug === undefined) return { page: noticesPage(await readNotices(ports), wording) }
  if (slug === 'feed.atom' && part === undefined) return feed(asked)
  const form = part === undefined ? splitFormat(slug) : null
  if (form && Slug.safeParse(form.name).success) return otherForm(form.name, undefined, form.format, asked)
  if (!Slug.safeParse(slug).success || more.length > 0) return { page: missingPage(wording) }
  if (part === 'compare' && range !== undefined) return findComparison(slug, range, asked)
  if (range !== undefined) return { page: missingPage(wording) }
  if (part === 'versions') return { page: versionsPage(await readNotice(ports, slug), wording) }
  if (part === 'feed.atom') return feed(asked, slug)
  const dated = part === undefined ? null : splitFormat(part)
  if (dated) return otherForm(slug, dated.name, dated.format, asked)
  return findNotice(slug, part, asked)
}

async function findNotice(slug: string, date: string | undefined, { ports, wording, query }: Asked): Promise<Found> {
  const { locale } = wording
  const found = await findVersion(slug, date, ports)
  if (!found) return { page: missingPage(wording) }
  const { notice, version } = found
  if (date !== undefined && date !== version.effectiveOn) {
    const search = query.size > 0 ? `?${query}` : ''
    return { location: `/${locale}${versionPath(slug, version.effectiveOn)}${search}` }
  }
  const beside = Locale.safeParse(query.get('beside')).data
  const [text, all] = await Promise.all([readNoticeText(ports, slug, version.effectiveOn, locale, { beside }), readNotices(ports)])
  const id = query.get('clause')
  const asked = id === null || id === '' ? null : { id, clause: await clauseOrNull(ports, slug, id, text.language) }
  const related = all.filter((other) => notice.related.includes(other.slug))
  const publisher = {
    baseUrl: ports.settings.baseUrl,
    operator: ports.content.organisation.legalName,
    contactEmail: ports.content.organisation.contactEmail,
  }
  return { page: noticePage({ notice, version, text, isDated: date !== undefined, asked, related, publisher }, wording) }
}

async function findVersion(slug: string, date: string | undefined, ports: Ports) {
  if (date !== undefined && !Day.safeParse(date).success) return null
  const notice = await readNotice(ports, slug)
  const version = date === undefined ? currentVersion(notice) : versionOn(notice, date)
  return version ? { notice, version } : null
}

async function clauseOrNull(ports: Ports, slug: string, id: string, language: Locale) {
  try {
    return await readClause(ports, slug, id, language)
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'request/not-found') return null
    throw error
  }
}

async function otherForm(slug: string, date: string | undefined, format: Format, { ports, wording }: Asked): Promise<Found> {
  const found = await findVersion(slug, date, ports)
  if (!found) return { page: missingPage(wording) }
  const { notice, version } = found
  if (date !== undefined && date !== version.effectiveOn) {
    return { location: `/${wording.locale}${versionPath(slug, version.effectiveOn)}.${format}` }
  }
  const text = await readNoticeText(ports, slug, version.effectiveOn, wording.locale, { isPlain: true })
  if (format === 'json') return { representation: jsonOf(notice, version, text) }
  const row = await findText(ports.database, slug, version.effectiveOn, text.language)
  return { representation: markdownOf(notice, version, text, row?.source ?? '') }
}

async function feed({ ports, wording }: Asked, slug?: string): Promise<Found> {
  const notices = slug === undefined ? await readNotices(ports) : [await readNotice(ports, slug)]
  const { baseUrl } = ports.settings
  const { name: operator } = ports.content.organisation
  const options = { baseUrl, operator, tag: await feedTag(ports), ...(slug === undefined ? {} : { slug }) }
  const { body, changedAt } = atomFeed(notices, wording, options)
  return {
    representation: { body, changedAt, type: 'application/atom+xml; charset=utf-8', headers: { 'content-language': wording.locale } },
  }
}

async function findComparison(slug: string, range: string, { ports, wording, client }: Asked): Promise<Found> {
  const { locale } = wording
  const [from, to, ...more] = range.split('..')
  if (!Day.safeParse(from).success || !Day.safeParse(to).success || more.length > 0 || !from || !to) return { page: missingPage(wording) }
  const notice = await readNotice(ports, slug)
  const [older, newer] = [versionOn(notice, from), versionOn(notice, to)].toSorted((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : 1))
  if (!older || !newer) return { page: missingPage(wording) }
  if (older.effectiveOn === newer.effectiveOn) return { location: `/${locale}${versionPath(slug, newer.effectiveOn)}` }
  if (older.effectiveOn !== from || newer.effectiveOn !== to) {
    return { location: `/${locale}${comparisonPath(slug, older.effectiveOn, newer.effectiveOn)}` }
  }
  const comparison = await readComparison(ports, slug, { from, to }, locale, client)
  return { page: comparePage(notice, { older, newer }, comparison, { contactEmail: ports.content.organisation.contactEmail }, wording) }
}
