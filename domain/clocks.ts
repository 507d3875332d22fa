import { addDays, type Day, daysBetween } from './calendar.ts'

export { addDays }

/** An IANA time zone name, e.g. `Europe/Berlin`. */
export type TimeZone = string

/** Calendar days the operator has to honour an opt-out or a withdrawn consent in every system. Source: the privacy notice's promise, stricter than CAN-SPAM's 10 business days. */
export const OPT_OUT_DAYS = 10
/** Hours in which we aim to honour an opt-out. Source: the bulk-sender rules of the large mailbox providers (48 hours). */
export const OPT_OUT_TARGET_HOURS = 48
/** Calendar days between publishing a notice change and the first day it may apply. Source: the operator's promise; WP260 asks for "well in advance". */
export const NOTICE_DAYS = 30
/** Calendar days to pass a request on to the customer it belongs to. Source: the processing agreement's promise (processor role). */
export const FORWARD_DAYS = 7
/** Days of 24 hours that message texts are kept. Source: the retention schedule. */
export const BODY_DAYS = 7
/** Days of 24 hours that message metadata is kept. Source: the retention schedule. */
export const METADATA_DAYS = 30
/** Days of 24 hours after which a deleted record has left the last backup. Source: the retention schedule. */
export const BACKUP_DAYS = 30
/** Days of 24 hours that sign-ins, successful and failed, are kept at least. Source: the technical and organisational measures. */
export const SIGN_IN_LOG_DAYS = 180
/** Minutes without activity after which a session locks. Source: the technical and organisational measures. */
export const IDLE_MINUTES = 15
/** Minutes for which a fresh sign-in counts as proof for exports and deletion. Source: the project's security rules (at most 5 minutes old). */
export const STEP_UP_MINUTES = 5
/** Calendar days in which a requested deletion can be cancelled. Source: the operator's promise. */
export const GRACE_DAYS = 14
/** Days of 24 hours that a finished copy can be downloaded. Source: the operator's promise. */
export const EXPORT_DAYS = 14
/** Hours in which a request for mails about a notice must be confirmed; then its address is deleted. Source: the operator's promise: long enough for a weekend's mail, short enough for a stranger's typing error. */
export const SUBSCRIPTION_HOURS = 48
/** Calendar days that a pause of a purpose lasts. Source: the operator's promise ("pause 30 days"). */
export const PAUSE_DAYS = 30
/** Calendar months before a visitor is asked about cookies again, after a yes and a no alike. Source: the French authority's recommendation of 2020. */
export const CONSENT_MONTHS = 6

/**
 * The instant by which a request must be honoured: the end of the last day, in the operator's time zone.
 * The end is exclusive: it is the first instant of the following day.
 * @param receivedAt when the request reached us
 * @param days whole calendar days; the day of receipt is day 0
 * @throws {RangeError} if `days` is negative or not whole, `receivedAt` is no date, or the zone is unknown
 */
export function dueAt(receivedAt: Date, days: number, zone: TimeZone): Date {
  if (!Number.isSafeInteger(days) || days < 0) throw new RangeError(`days must be whole and not negative: ${days}`)
  return startOfDay(addDays(dayIn(receivedAt, zone), days + 1), zone)
}

/** When a clock raises its alarms: at 50, 80 and 100 % of the time between receipt and due date. */
export type Alarms = { half: Date; most: Date; due: Date }

/**
 * The instants at which 50, 80 and 100 % of the time are over, to the millisecond, rounded down.
 * @throws {RangeError} if the due date lies before the receipt
 */
export function alarmsAt(receivedAt: Date, dueAt: Date): Alarms {
  const start = receivedAt.getTime()
  const length = dueAt.getTime() - start
  if (!(length >= 0)) throw new RangeError('the due date lies before the receipt')
  return {
    half: new Date(start + Math.floor(length / 2)),
    most: new Date(start + Math.floor((length * 4) / 5)),
    due: new Date(start + length),
  }
}

/**
 * Calendar days left until the last day of a clock, in the zone: 0 on the last day, negative once it is over.
 * An instant at midnight belongs to the day that ends there, as `dueAt` returns it.
 */
export function daysLeft(now: Date, due: Date, zone: TimeZone): number {
  return daysBetween(dayIn(now, zone), dayIn(new Date(due.getTime() - 1), zone))
}

/**
 * The calendar day that an instant falls on in a zone, `YYYY-MM-DD`.
 * Works without Temporal, as browsers count days too.
 * @throws {RangeError} if `at` is no date or the zone is unknown
 */
export function dayIn(at: Date, zone: TimeZone): Day {
  const parts = new Map(
    formatFor(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  return `${parts.get('year')?.padStart(4, '0')}-${parts.get('month')}-${parts.get('day')}`
}

// Building a format costs 90 µs, using it 2; zones are few, and the answers do not depend on what is kept here.
const formats = new Map<TimeZone, Intl.DateTimeFormat>()

function formatFor(zone: TimeZone): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  formats.set(zone, format)
  return format
}

/**
 * The first instant of a calendar day in a zone; where the clock skips midnight, the first instant after the gap.
 * @throws {RangeError} if `on` is no calendar day or the zone is unknown
 */
export function startOfDay(on: Day, zone: TimeZone): Date {
  return new Date(Temporal.PlainDate.from(on).toZonedDateTime(zone).epochMilliseconds)
}
