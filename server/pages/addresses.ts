import type { Notice, NoticeVersion } from '#contract/notices.ts'
import { versionBefore as before } from '#domain/notice-reading.ts'

/** Paths without their language; every page lives below one. */
export const noticesPath = '/notices'

export function noticePath(slug: string): string {
  return `${noticesPath}/${slug}`
}

export function versionPath(slug: string, effectiveOn: string): string {
  return `${noticePath(slug)}/${effectiveOn}`
}

export function versionsPath(slug: string): string {
  return `${noticePath(slug)}/versions`
}

export function comparisonPath(slug: string, from: string, to: string): string {
  return `${noticePath(slug)}/compare/${from}..${to}`
}

/** The form that asks for mails about a notice. */
export function subscriptionPath(slug: string): string {
  return `${noticePath(slug)}/subscription`
}

/** The feed of one notice, or of all. */
export function feedPath(slug?: string): string {
  return `${slug === undefined ? noticesPath : noticePath(slug)}/feed.atom`
}

/** The version that came before another one; one that was withdrawn never came. */
export function versionBefore({ versions }: Notice, { effectiveOn }: NoticeVersion): NoticeVersion | undefined {
  return before(versions, effectiveOn)
}
