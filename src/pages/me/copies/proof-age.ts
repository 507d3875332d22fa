import type { Session } from '#contract/sessions.ts'
import { STEP_UP_MINUTES } from '#domain/clocks.ts'

/** How much earlier than the server we ask, in milliseconds: its word on the time may be that old. */
const MARGIN_MS = 30_000

/**
 * Whether the server will want fresh proof before it hands out a file. Only the server's own instants are compared, so a clock that is
 * wrong in the browser changes nothing: `locksAt` lies the idle time after the person's last action.
 */
export function needsProof({
  authenticatedAt,
  locksAt,
  idleMinutes,
}: Pick<Session, 'authenticatedAt' | 'locksAt' | 'idleMinutes'>): boolean {
  if (authenticatedAt === null || locksAt === null) return true
  const seenAt = new Date(locksAt).getTime() - idleMinutes * 60_000
  return seenAt - new Date(authenticatedAt).getTime() > STEP_UP_MINUTES * 60_000 - MARGIN_MS
}
