import type { Answer, OptionalId } from '../types.ts'
import { decodeAnswer } from './cookie.ts'

/** How this visitor stands: answered and valid, or to be asked. A device once named keeps its name when it is asked again. */
export type Standing = { state: 'to-ask'; why: 'first' | 'ended' | 'changed'; device?: string } | { state: 'answered'; answer: Answer }

export interface Question {
  /** First eight hex digits of what is asked today. */
  fingerprint: string
  optional: readonly OptionalId[]
  /** Calendar months an answer is kept, yes and no alike. */
  months: number
}

// A device's clock may run a little behind the one that wrote the cookie; a day ahead is a forgery.
const TOLERATED_AHEAD_MS = 86_400_000

/**
 * The instant an answer ends: the same day and time some months later in UTC, else the month's last day.
 * Source: CNIL, keep accept and refuse alike for six months; never ask earlier because someone said no.
 */
export function endsAt(decidedAt: Date, months: number): Date {
  const end = new Date(decidedAt)
  end.setUTCMonth(end.getUTCMonth() + months)
  if (end.getUTCDate() !== decidedAt.getUTCDate()) end.setUTCDate(0)
  return end
}

/**
 * Reads how the visitor stands from the values found under our cookie's name. Several values that
 * contradict each other allow only what all of them allow.
 */
export function standingOf(values: readonly string[], { fingerprint, optional, months }: Question, now: Date): Standing {
  const answers = values
    .map((value) => decodeAnswer(value, optional))
    .filter((answer) => answer !== undefined)
    .filter(({ decidedAt }) => decidedAt.getTime() <= now.getTime() + TOLERATED_AHEAD_MS)
  const [newest] = answers.sort((one, other) => other.decidedAt.getTime() - one.decidedAt.getTime())
  if (!newest) return { state: 'to-ask', why: 'first' }
  if (newest.fingerprint !== fingerprint) return { state: 'to-ask', why: 'changed', device: newest.device }
  if (endsAt(newest.decidedAt, months) <= now) return { state: 'to-ask', why: 'ended', device: newest.device }
  const agreed = optional.filter((id) => answers.every(({ granted }) => granted.has(id)))
  return { state: 'answered', answer: { ...newest, granted: new Set(agreed) } }
}

/**
 * What may run now. Global Privacy Control keeps advertising off until the visitor, sending it, switches advertising on:
 * a yes from before the signal does not outlive it.
 */
export function allowedBy(standing: Standing, signal: boolean): ReadonlySet<OptionalId> {
  if (standing.state === 'to-ask') return new Set()
  const { granted, signal: knew } = standing.answer
  return new Set([...granted].filter((id) => id !== 'advertising' || !signal || knew))
}
