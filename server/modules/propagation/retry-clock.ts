import { nextAttemptAt } from '#domain/obligations.ts'

const FIRST_QUESTION_MS = 2_000
const LONGEST_PAUSE_MS = 3_600_000
const SHORTEST_PAUSE_MS = 30_000
// With an eighth of what is left as the longest pause, a source that comes back an hour before the end is asked about ten times until then.
const SHARE_OF_WHAT_IS_LEFT = 1 / 8

/**
 * When a source that failed is asked again: the pauses of `nextAttemptAt`, shortened as the due date comes closer. A wait that the source
 * itself asked for is never shortened.
 * @param attempt how many attempts were made so far, from 1
 * @param jitter a random number from 0 to 1
 */
export function retryAt(
  attempt: number,
  now: Date,
  { jitter, dueAt, retryAfterMs }: { jitter: number; dueAt: Date; retryAfterMs: number | null },
): Date {
  const planned = nextAttemptAt(attempt, now, jitter, retryAfterMs ?? 0)
  if (retryAfterMs || dueAt <= now) return planned
  const longest = Math.max(SHORTEST_PAUSE_MS, (dueAt.getTime() - now.getTime()) * SHARE_OF_WHAT_IS_LEFT)
  return new Date(Math.min(planned.getTime(), now.getTime() + longest))
}

/**
 * When a source that took a decision is asked whether it acts on it: after 2 seconds, doubling, plus jitter of up to the same again, at most
 * two hours; shortened as the due date comes closer.
 * @param asked how often it was asked so far, from 0
 * @param jitter a random number from 0 to 1
 */
export function askAgainAt(asked: number, now: Date, { jitter, dueAt }: { jitter: number; dueAt: Date }): Date {
  const pause = Math.min(FIRST_QUESTION_MS * 2 ** asked, LONGEST_PAUSE_MS) * (1 + jitter)
  const left = dueAt.getTime() - now.getTime()
  const longest = left > 0 ? Math.max(SHORTEST_PAUSE_MS, left * SHARE_OF_WHAT_IS_LEFT) : LONGEST_PAUSE_MS
  return new Date(now.getTime() + Math.round(Math.min(pause, longest)))
}
