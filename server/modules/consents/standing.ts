import type { Choice } from '#contract/choices.ts'
import { type ConsentAnswer, type ConsentDecision, type ConsentLevel, type ConsentOrigin, levelAt } from '#domain/consent.ts'
import type { ChoiceRow, DecisionRow } from './decisions.repository.ts'

type Paused = Pick<ChoiceRow, 'state' | 'paused_until' | 'resumes'>

/** How decisions name an account. */
export function subjectOf(accountId: string): string {
  return `account:${accountId}`
}

/** How decisions name a device. */
export function deviceSubject(device: string): string {
  return `device:${device.toLowerCase()}`
}

/** A stored decision in the words of the domain. */
export function decisionOf(row: DecisionRow): ConsentDecision {
  const pause = pauseOf(row)
  return {
    id: row.id,
    subject: row.subject,
    purpose: row.purpose,
    channel: row.channel,
    state: row.state as ConsentAnswer,
    decidedAt: new Date(row.decided_at),
    origin: row.origin as ConsentOrigin,
    ...(pause ? { pause } : {}),
  }
}

/** What stands at an instant: a pause that is over shows as what it went back to, whether or not the sweep has seen it. */
export function shownState(row: Paused, now: Date): Choice['state'] {
  return isPausedAt(row, now) ? 'paused' : levelOf(row, now)
}

export function levelOf(row: Paused, now: Date): ConsentLevel {
  const pause = pauseOf(row)
  return levelAt({ state: row.state as ConsentAnswer, ...(pause ? { pause } : {}) }, now)
}

export function isPausedAt({ state, paused_until }: Paused, now: Date): boolean {
  return state === 'paused' && (paused_until === null || now.getTime() < paused_until)
}

function pauseOf({ paused_until, resumes }: Paused) {
  return paused_until === null ? null : { until: new Date(paused_until), resumes: (resumes ?? 'denied') as ConsentLevel }
}
