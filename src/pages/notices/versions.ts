import type { Notice, NoticeVersion } from '#contract/notices.ts'
import { versionInForce } from '#domain/notices.ts'

/** The version that a date in the address asks for; without one the version in force, else the first to come. */
export function versionFor({ versions }: Notice, date: string | undefined): NoticeVersion | undefined {
  if (date !== undefined) return versionInForce(versions, date)
  return inForceOf({ versions }) ?? versions[0]
}

export function inForceOf({ versions }: Pick<Notice, 'versions'>): NoticeVersion | undefined {
  return versions.find(({ status }) => status === 'in-force')
}

export function upcomingOf({ versions }: Pick<Notice, 'versions'>): NoticeVersion | undefined {
  return versions.find(({ status }) => status === 'upcoming')
}

/** The version that came before another one. */
export function versionBefore({ versions }: Notice, { effectiveOn }: NoticeVersion): NoticeVersion | undefined {
  return versions.filter((version) => version.effectiveOn < effectiveOn).at(-1)
}

export function rangeOf(older: NoticeVersion, newer: NoticeVersion): string {
  return `${older.effectiveOn}..${newer.effectiveOn}`
}
