import type { NoticeComparison } from '#contract/notices.ts'
import { problem } from '#contract/problems.ts'
import type { Locale } from '#contract/shared.ts'
import type { Database } from '#server/ports/database.ts'
import { type Compared, compareTexts, findComparison } from './comparison-store.ts'
import { findText } from './notices.repository.ts'
import { withOwnLinks } from './own-links.ts'
import { type ReadPorts, readNotice, shownLanguage, versionOn } from './read.usecases.ts'

/**
 * What differs between the versions in force on two days, in a language that both exist in.
 * Neighbours were compared when they were published; others are compared now and remembered for a while.
 * @throws {ProblemError} request/not-found for unknown notices, days before the first version, and versions without a common language
 */
export async function readComparison(
  ports: ReadPorts,
  slug: string,
  days: { from: string; to: string },
  asked: Locale,
): Promise<NoticeComparison> {
  const notice = await readNotice(ports, slug)
  const [older, newer] = [versionOn(notice, days.from), versionOn(notice, days.to)]
  const languages = newer.languages.filter((language) => older.languages.includes(language))
  const language = shownLanguage({ languages, prevailing: newer.prevailing }, asked)
  const [from, to] = [older.effectiveOn, newer.effectiveOn]
  const compared =
    (await findComparison(ports.database, slug, from, to, language)) ?? (await compareNow(ports.database, slug, from, to, language))
  return { slug, from, to, language, ...compared, html: withOwnLinks(compared.html, language) }
}

/** So many comparisons of far versions are remembered per database; each is a few hundred kilobytes at most. */
const REMEMBERED = 16

// A published text never changes, so what was compared once stays true.
const memories = new WeakMap<Database, Map<string, Compared>>()

async function compareNow(database: Database, slug: string, from: string, to: string, language: Locale): Promise<Compared> {
  const memory = memories.get(database) ?? new Map<string, Compared>()
  memories.set(database, memory)
  const key = [slug, from, to, language].join(' ')
  const known = memory.get(key)
  const compared = known ?? (await compareStored(database, slug, from, to, language))
  memory.delete(key)
  memory.set(key, compared)
  for (const oldest of [...memory.keys()].slice(0, -REMEMBERED)) memory.delete(oldest)
  return compared
}

async function compareStored(database: Database, slug: string, from: string, to: string, language: Locale): Promise<Compared> {
  const [before, after] = await Promise.all([findText(database, slug, from, language), findText(database, slug, to, language)])
  if (!before || !after) throw problem('request/not-found')
  return compareTexts(before, after)
}
