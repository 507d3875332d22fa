import type { NoticeComparison } from '#contract/notices.ts'
import { problem } from '#contract/problems.ts'
import type { Locale } from '#contract/shared.ts'
import type { Database } from '#server/ports/database.ts'
import { type Compared, compareTexts, findComparison } from './comparison-store.ts'
import { compareFar } from './far-comparisons.ts'
import { findText } from './notices.repository.ts'
import { withOwnLinks } from './own-links.ts'
import { type ReadPorts, readNotice, shownLanguage, versionOn } from './read.usecases.ts'

/**
 * What differs between the versions in force on two days, in a language that both exist in.
 * Neighbours were compared when they were published; others are compared now and remembered for a while.
 * @param client the network address that asks; only so many comparisons of far versions are made for one
 * @throws {ProblemError} request/not-found for unknown notices, days before the first version, and versions without a common language,
 * request/too-many for a client that has many made
 */
export async function readComparison(
  ports: ReadPorts,
  slug: string,
  days: { from: string; to: string },
  asked: Locale,
  client: string,
): Promise<NoticeComparison> {
  const notice = await readNotice(ports, slug)
  const [older, newer] = [versionOn(notice, days.from), versionOn(notice, days.to)]
  const languages = newer.languages.filter((language) => older.languages.includes(language))
  const language = shownLanguage({ languages, prevailing: newer.prevailing }, asked)
  const [from, to] = [older.effectiveOn, newer.effectiveOn]
  const { database, clock } = ports
  const far = () => {
    const make = () => compareStored(database, slug, from, to, language)
    return compareFar(database, { key: [slug, from, to, language].join(' '), client, now: clock.now().getTime(), make })
  }
  const compared = (await findComparison(database, slug, from, to, language)) ?? (await far())
  return { slug, from, to, language, ...compared, html: withOwnLinks(compared.html, language) }
}

async function compareStored(database: Database, slug: string, from: string, to: string, language: Locale): Promise<Compared> {
  const [before, after] = await Promise.all([findText(database, slug, from, language), findText(database, slug, to, language)])
  if (!before || !after) throw problem('request/not-found')
  return compareTexts(before, after)
}
