import type { Notice, NoticeVersion } from '#contract/notices.ts'
import { isDay } from '#domain/calendar.ts'
import { versionBefore as before } from '#domain/notice-reading.ts'
import { versionInForce } from '#domain/notices.ts'

/** The version that a date in the address asks for; without one the version in force, else the first to come; none on a day that does not exist. */
export function versionFor({ versions }: Notice, date: string | undefined): NoticeVersion | undefined {
  const standing = versions.filter(({ status }) => status !== 'withdrawn')
  if (date === undefined) return inForceOf({ versions }) ?? standing[0] ?? versions[0]
  if (!isDay(date)) return undefined
  return versions.find(({ effectiveOn, status }) => effectiveOn === date && status === 'withdrawn') ?? versionInForce(standing, date)
}

export function inForceOf({ versions }: Pick<Notice, 'versions'>): NoticeVersion | undefined {
  return versions.find(({ status }) => status === 'in-force')
}

/** Every version that is to come, the nearest first. */
export function upcomingOf({ versions }: Pick<Notice, 'versions'>): NoticeVersion[] {
  return versions.filter(({ status }) => status === 'upcoming')
}

/** The version that came before another one; one that was withdrawn never came. */
export function versionBefore({ versions }: Notice, { effectiveOn }: NoticeVersion): NoticeVersion | undefined {
  return before(versions, effectiveOn)
}

export function rangeOf(older: NoticeVersion, newer: NoticeVersion): string {
  return `${older.effectiveOn}..${newer.effectiveOn}`
}
