import { addDays, type Day } from './calendar.ts'
import { dayIn, NOTICE_DAYS, type TimeZone } from './clocks.ts'

/**
 * How much a version changes. `significant` and `minor` are changes and need notice; a `corrigendum` changes no substance and a
 * `legal-duty` leaves no choice: these two may apply earlier, with the reason on record.
 */
export type Significance = 'significant' | 'minor' | 'corrigendum' | 'legal-duty'
export type VersionStatus = 'past' | 'in-force' | 'upcoming'

/** The least that the version rules need to know. */
export type Effective = { readonly effectiveOn: Day }

export type Publication = {
  publishedAt: Date
  effectiveOn: Day
  significance: Significance
  reason: string | null
  /** The versions of this notice that are published already. */
  existing: readonly Effective[]
}

export type PublicationVerdict =
  | { allowed: true }
  | { allowed: false; code: 'notice/too-soon'; earliestOn: Day }
  | { allowed: false; code: 'notice/reason-missing' | 'notice/date-taken' | 'notice/in-the-past'; earliestOn?: Day }

/**
 * The first day on which a change published now may apply: 30 calendar days after the day of publication in the operator's zone.
 * Published 31 August 2018, effective 30 September 2018, in every zone. Source: the operator's promise; WP260.
 */
export function earliestEffectiveOn(publishedAt: Date, zone: TimeZone): Day {
  return addDays(dayIn(publishedAt, zone), NOTICE_DAYS)
}

/**
 * Whether a version may be published. The first version of a notice changes nothing, so it may apply from the day of publication.
 * @throws {RangeError} if the zone is unknown or `effectiveOn` is no calendar day
 */
export function mayPublish(publication: Publication, zone: TimeZone): PublicationVerdict {
  const { publishedAt, significance, reason, existing } = publication
  const effectiveOn = addDays(publication.effectiveOn, 0)
  if (effectiveOn < dayIn(publishedAt, zone)) return { allowed: false, code: 'notice/in-the-past' }
  if (existing.some((version) => version.effectiveOn === effectiveOn)) return { allowed: false, code: 'notice/date-taken' }
  if (significance === 'corrigendum' || significance === 'legal-duty') {
    return reason?.trim() ? { allowed: true } : { allowed: false, code: 'notice/reason-missing' }
  }
  const earliestOn = earliestEffectiveOn(publishedAt, zone)
  if (existing.length > 0 && effectiveOn < earliestOn) return { allowed: false, code: 'notice/too-soon', earliestOn }
  return { allowed: true }
}

/** The version that applies on a day: the newest that took effect by then; `undefined` before the first. */
export function versionInForce<Version extends Effective>(versions: readonly Version[], on: Day): Version | undefined {
  let inForce: Version | undefined
  for (const version of versions) {
    if (version.effectiveOn <= on && (!inForce || version.effectiveOn > inForce.effectiveOn)) inForce = version
  }
  return inForce
}

/** Each version with what it is on a day, in the order given. */
export function versionStatus<Version extends Effective>(
  versions: readonly Version[],
  on: Day,
): { version: Version; status: VersionStatus }[] {
  const inForce = versionInForce(versions, on)
  return versions.map((version) => {
    if (version.effectiveOn > on) return { version, status: 'upcoming' }
    return { version, status: version === inForce ? 'in-force' : 'past' }
  })
}

/** Whether a person may still object to a version: on every day before it takes effect. */
export function mayObject(version: Effective, today: Day): boolean {
  return today < version.effectiveOn
}
