import { problem } from '#contract/problems.ts'
import { STEP_UP_MINUTES } from '#domain/clocks.ts'
import type { Caller } from './context.ts'

/**
 * Lets account holders in, deny by default.
 * @param access `locked` also takes a locked session; `recent` wants a proof at most five minutes old
 * @throws {ProblemError} session/required, session/locked, session/reauthentication-required
 */
export function requireHolder(caller: Caller, access: 'account' | 'recent' | 'locked', now: Date): void {
  if (caller.kind !== 'holder') throw problem('session/required')
  if (caller.locked && access !== 'locked') throw problem('session/locked')
  if (access !== 'recent') return
  const ageMs = now.getTime() - caller.authenticatedAt.getTime()
  if (ageMs > STEP_UP_MINUTES * 60_000) throw problem('session/reauthentication-required', { maximumAgeMinutes: STEP_UP_MINUTES })
}

/** @throws {ProblemError} operator/token-required */
export function requireOperator(caller: Caller): void {
  if (caller.kind !== 'operator') throw problem('operator/token-required')
}
