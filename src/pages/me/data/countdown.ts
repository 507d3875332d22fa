import { daysBetween } from '#domain/calendar.ts'
import { dayIn, type TimeZone } from '#domain/clocks.ts'

const HOUR_MS = 3_600_000
/** Below this, hours say more than days. */
const HOURS_SHOWN = 48

/** How long a record is still there. `over`: its time has ended and the system's next clearing takes it. */
export type Countdown = { unit: 'days' | 'hours'; count: number } | { unit: 'over' }

/**
 * The time until a record leaves: whole calendar days in the zone, below 48 hours whole hours, rounded up.
 * @throws {RangeError} if the zone is unknown
 */
export function countdown(leavesAt: Date, now: Date, zone: TimeZone): Countdown {
  const leftMs = leavesAt.getTime() - now.getTime()
  if (leftMs <= 0) return { unit: 'over' }
  if (leftMs < HOURS_SHOWN * HOUR_MS) return { unit: 'hours', count: Math.ceil(leftMs / HOUR_MS) }
  return { unit: 'days', count: daysBetween(dayIn(now, zone), dayIn(leavesAt, zone)) }
}
