import { alarmsAt } from './clocks.ts'
import { ImpossibleMove } from './impossible-move.ts'

/**
 * What one connected system owes a person after a decision.
 * A breach is final, so that a miss is shown and never hidden; the work goes on, and a late confirmation is kept beside it.
 */
export type Obligation =
  | { status: 'queued'; decidedAt: Date; dueAt: Date; nextAttemptAt: Date }
  | { status: 'sent'; decidedAt: Date; dueAt: Date; sentAt: Date }
  | { status: 'confirmed'; decidedAt: Date; confirmedAt: Date }
  | { status: 'breached'; decidedAt: Date; dueAt: Date; taskId: string; nextAttemptAt?: Date; confirmedAt?: Date }

export type Queued = Extract<Obligation, { status: 'queued' }>
export type Sent = Extract<Obligation, { status: 'sent' }>
export type Confirmed = Extract<Obligation, { status: 'confirmed' }>
export type Breached = Extract<Obligation, { status: 'breached' }>

const FIRST_PAUSE_MS = 30_000
// Jitter adds up to as much again, so half of the longest pause is where doubling ends.
const LONGEST_PAUSE_MS = 3_600_000
const LONGEST_RETRY_AFTER_MS = 86_400_000

/**
 * When a system is asked again: 30 seconds after the first failure, doubling, plus jitter of up to the same again, at most one hour.
 * A longer wait that the system itself asked for (Retry-After) is honoured up to one day.
 * @param attempt how many attempts were made so far, from 1
 * @param jitter a random number from 0 to 1; spreads systems that failed together
 * @param retryAfterMs the wait the system asked for, in milliseconds
 * @throws {RangeError} if `attempt` is below 1 or not whole, `jitter` outside 0 to 1, or `retryAfterMs` negative
 */
export function nextAttemptAt(attempt: number, now: Date, jitter: number, retryAfterMs = 0): Date {
  if (!Number.isSafeInteger(attempt) || attempt < 1) throw new RangeError(`attempt must be whole and at least 1: ${attempt}`)
  if (!(jitter >= 0 && jitter <= 1)) throw new RangeError(`jitter must lie between 0 and 1: ${jitter}`)
  if (!(retryAfterMs >= 0)) throw new RangeError(`retryAfterMs must not be negative: ${retryAfterMs}`)
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS / 2) * (1 + jitter)
  return new Date(now.getTime() + Math.max(Math.round(pause), Math.min(retryAfterMs, LONGEST_RETRY_AFTER_MS)))
}

/** A new obligation: queued at once. */
export function queue(decidedAt: Date, dueAt: Date): Queued {
  return { status: 'queued', decidedAt, dueAt, nextAttemptAt: decidedAt }
}

/**
 * The system took the decision. A breached obligation stays breached and waits for its late confirmation.
 * @throws {ImpossibleMove} if it was sent or confirmed before
 */
export function send(obligation: Obligation, sentAt: Date): Sent | Breached {
  if (obligation.status === 'breached' && !obligation.confirmedAt) return breachedWithout(obligation)
  if (obligation.status !== 'queued') throw new ImpossibleMove(obligation.status, 'be sent')
  return { status: 'sent', decidedAt: obligation.decidedAt, dueAt: obligation.dueAt, sentAt }
}

/**
 * The system said, when asked, that the decision holds there. A second confirmation changes nothing. An answer that was believed lost may
 * still arrive, so a queued obligation can be confirmed. Once the due date is reached, breach first: a late confirmation stands beside it.
 * @throws {ImpossibleMove} if it is confirmed before the decision, or after the due date without a breach on record
 */
export function confirm(obligation: Obligation, confirmedAt: Date): Confirmed | Breached {
  if (confirmedAt < obligation.decidedAt) throw new ImpossibleMove(obligation.status, 'be confirmed before the decision')
  switch (obligation.status) {
    case 'confirmed':
      return obligation
    case 'breached':
      return { ...breachedWithout(obligation), confirmedAt: obligation.confirmedAt ?? confirmedAt }
    case 'queued':
    case 'sent':
      if (confirmedAt >= obligation.dueAt) throw new ImpossibleMove(obligation.status, 'be confirmed late without a breach')
      return { status: 'confirmed', decidedAt: obligation.decidedAt, confirmedAt }
    default:
      return obligation satisfies never
  }
}

/**
 * The system refused, or did not answer: asked again at `nextAttemptAt`.
 * @throws {ImpossibleMove} if it was confirmed before
 */
export function fail(obligation: Obligation, nextAttemptAt: Date): Queued | Breached {
  if (obligation.status === 'breached' && !obligation.confirmedAt) return { ...obligation, nextAttemptAt }
  if (obligation.status !== 'queued' && obligation.status !== 'sent') throw new ImpossibleMove(obligation.status, 'fail')
  return { status: 'queued', decidedAt: obligation.decidedAt, dueAt: obligation.dueAt, nextAttemptAt }
}

/**
 * The due date is reached without a confirmation: a human task is opened, and the system is asked again at once.
 * @param taskId the human task
 * @throws {ImpossibleMove} before the due date, or if it was confirmed or breached before
 */
export function breach(obligation: Obligation, taskId: string, now: Date): Breached {
  if (obligation.status !== 'queued' && obligation.status !== 'sent') throw new ImpossibleMove(obligation.status, 'be breached')
  if (now < obligation.dueAt) throw new ImpossibleMove(obligation.status, 'be breached before the due date')
  return { status: 'breached', decidedAt: obligation.decidedAt, dueAt: obligation.dueAt, taskId, nextAttemptAt: now }
}

/** The instant at which the last system confirmed; `null` while one has not. "Honoured" means all confirmed, however late. */
export function honouredAt(obligations: readonly Obligation[]): Date | null {
  let last: Date | null = null
  for (const obligation of obligations) {
    const at = obligation.status === 'confirmed' || obligation.status === 'breached' ? obligation.confirmedAt : undefined
    if (!at) return null
    if (last === null || at > last) last = at
  }
  return last
}

/** How much of the time is over, in per cent: the highest alarm that has been reached. */
export function alarmLevel(decidedAt: Date, dueAt: Date, now: Date): 0 | 50 | 80 | 100 {
  const { half, most, due } = alarmsAt(decidedAt, dueAt)
  if (now >= due) return 100
  if (now >= most) return 80
  return now >= half ? 50 : 0
}

function breachedWithout(obligation: Breached): Breached {
  const { nextAttemptAt: _, ...rest } = obligation
  return rest
}
