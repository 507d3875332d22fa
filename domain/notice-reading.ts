import type { Day } from './calendar.ts'
import type { Localized } from './localized.ts'

/** What a reader of versions needs to know of each. */
export interface ReadableVersion {
  readonly effectiveOn: Day
  readonly status: 'past' | 'in-force' | 'upcoming' | 'withdrawn'
}

/** The version that came before another one; one that was withdrawn never came. */
export function versionBefore<Version extends ReadableVersion>(versions: readonly Version[], effectiveOn: Day): Version | undefined {
  return versions.filter((version) => version.effectiveOn < effectiveOn && version.status !== 'withdrawn').at(-1)
}

/** As many versions as fit on a line: the newest, the one in force, what is to come, and the one that is read. */
export function versionsOnRail<Version extends ReadableVersion>(versions: readonly Version[], shown: Day, room = 6): Version[] {
  const newest = new Set(versions.slice(-room))
  return versions.filter((version) => newest.has(version) || version.effectiveOn === shown || version.status === 'in-force')
}

/** What became of a clause, seen from one version. */
export type ClauseFate<Version> =
  | { readonly fate: 'here' }
  /** It left with `since`; `last` is the newest version before that has it. */
  | { readonly fate: 'gone'; readonly last: Version; readonly since: Version }
  /** It came later, with `first`. */
  | { readonly fate: 'later'; readonly first: Version }
  | { readonly fate: 'unknown' }

/**
 * Where a link to a clause leads from a version that may not have it.
 * @param holders days of the versions that have the clause
 */
export function clauseFate<Version extends ReadableVersion>(
  versions: readonly Version[],
  holders: readonly Day[],
  shown: Day,
): ClauseFate<Version> {
  const standing = versions.filter(({ status }) => status !== 'withdrawn')
  if (holders.includes(shown)) return { fate: 'here' }
  const last = standing.filter(({ effectiveOn }) => effectiveOn < shown && holders.includes(effectiveOn)).at(-1)
  const since = last && standing.find(({ effectiveOn }) => effectiveOn > last.effectiveOn)
  if (last && since) return { fate: 'gone', last, since }
  const first = standing.find(({ effectiveOn }) => holders.includes(effectiveOn))
  return first ? { fate: 'later', first } : { fate: 'unknown' }
}

/**
 * The title above a text, and its language: the text's own; where a text stands in for a missing one, the notice's in the reader's language.
 * @param fallbackFrom the language that was asked for and does not exist, or null
 */
export function titleAbove<Language extends string>(
  { title }: { readonly title: Localized },
  text: { readonly title: string; readonly language: Language; readonly fallbackFrom: Language | null },
): { title: string; language: Language } {
  const own = text.fallbackFrom === null ? undefined : title[text.fallbackFrom]
  return own === undefined || text.fallbackFrom === null
    ? { title: text.title, language: text.language }
    : { title: own, language: text.fallbackFrom }
}
