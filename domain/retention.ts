import { addMonthsUtc } from './calendar.ts'
import type { Localized } from './localized.ts'

/**
 * How long a record stays. Days are exact days of 24 hours from the record's own timestamp, months are calendar ones in UTC.
 * `years` are kept because a law says so (the ground names it), and count from the end of the calendar year of the record, as bookkeeping
 * laws do: Swedish Bokföringslagen 7 kap. 2 §, German HGB § 257 (5).
 */
export type Retention =
  | { kind: 'days'; days: number }
  | { kind: 'months'; months: number }
  | { kind: 'years'; years: number; ground: Localized }
  | { kind: 'while-account-open' }
  | { kind: 'until-removed' }

/** When records leave, in the order a reader cares about it. */
export type WhenBand = 'within7' | 'within30' | 'within12Months' | 'later' | 'whenYouSay' | 'byLaw'

const DAY_MS = 86_400_000

/**
 * The instant at which a record leaves; `null` where the person decides. Source: the retention schedule.
 * @param recordedAt the record's own timestamp
 * @throws {RangeError} if the period is negative or not whole, or `recordedAt` is no date
 */
export function leavesAt(recordedAt: Date, retention: Retention): Date | null {
  if (Number.isNaN(recordedAt.getTime())) throw new RangeError('not a date')
  switch (retention.kind) {
    case 'days':
      return new Date(recordedAt.getTime() + period(retention.days) * DAY_MS)
    case 'months':
      return addMonthsUtc(recordedAt, period(retention.months))
    case 'years':
      return new Date(Date.UTC(recordedAt.getUTCFullYear() + 1 + period(retention.years), 0, 1))
    case 'while-account-open':
    case 'until-removed':
      return null
    default:
      return retention satisfies never
  }
}

/**
 * The band of the "what leaves when" chart. Bands include their end: a record that leaves in exactly 7 days is within 7.
 * A record that has passed its time and waits for the sweep is within 7 days too.
 */
export function whenBand(now: Date, leavesAt: Date | null, retention: Retention): WhenBand {
  if (retention.kind === 'years') return 'byLaw'
  if (leavesAt === null) return 'whenYouSay'
  const left = leavesAt.getTime() - now.getTime()
  if (left <= 7 * DAY_MS) return 'within7'
  if (left <= 30 * DAY_MS) return 'within30'
  if (leavesAt <= addMonthsUtc(now, 12)) return 'within12Months'
  return 'later'
}

function period(count: number): number {
  if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`a period must be whole and not negative: ${count}`)
  return count
}
