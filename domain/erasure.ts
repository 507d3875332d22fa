import { canonicalJson } from './canonical-json.ts'
import { dueAt, type TimeZone } from './clocks.ts'
import { ImpossibleMove } from './impossible-move.ts'
import type { Localized } from './localized.ts'

/** What happens to one collection of one source. What stays says why (`ground`) and until when (`until`, a calendar day). */
export type ErasureCollection = {
  name: string
  category: string
  mode: 'erase' | 'mask' | 'keep'
  ground: string | Localized | null
  until: string | null
  count: number
}
export type ErasureStep = { sourceId: string; collections: readonly ErasureCollection[] }
export type ErasurePlan = { steps: readonly ErasureStep[] }

/**
 * The text whose hash the person confirms. It covers systems, collections, mode, ground and until, not counts, since records keep expiring
 * while the person reads. The order of steps and collections does not matter.
 */
export function canonicalPlan(plan: ErasurePlan): string {
  const bySource = new Map<string, string[]>()
  for (const { sourceId, collections } of plan.steps) {
    const promises = collections.map(({ name, mode, ground, until }) => canonicalJson({ name, mode, ground: groundOf(ground), until }))
    bySource.set(sourceId, [...(bySource.get(sourceId) ?? []), ...promises])
  }
  const steps = [...bySource].map(([source, collections]) => ({ source, collections: collections.sort() }))
  return canonicalJson(steps.sort((one, other) => (one.source < other.source ? -1 : 1)))
}

// A language that is set to undefined is a language that is missing.
function groundOf(ground: string | Localized | null) {
  if (ground === null || typeof ground === 'string') return ground
  return Object.fromEntries(Object.entries(ground).flatMap(([language, text]) => (text === undefined ? [] : [[language, text]])))
}

/** A deletion on its way. `remaining` names the sources that have not finished. */
export type Erasure =
  | { status: 'grace'; requestedAt: Date; executesAt: Date }
  | { status: 'executing'; requestedAt: Date; executesAt: Date; startedAt: Date }
  | { status: 'done'; requestedAt: Date; executesAt: Date; endedAt: Date }
  | { status: 'partly-done'; requestedAt: Date; executesAt: Date; endedAt: Date; remaining: readonly string[] }
  | { status: 'cancelled'; requestedAt: Date; executesAt: Date; endedAt: Date }

/**
 * The instant at which a requested deletion is carried out: the end of the last day of grace in the operator's zone.
 * @throws {RangeError} if `graceDays` is negative or not whole
 */
export function executesAt(requestedAt: Date, graceDays: number, zone: TimeZone): Date {
  return dueAt(requestedAt, graceDays, zone)
}

/** Whether the person can still keep the account: in the grace period, before its end. */
export function mayCancel(erasure: Pick<Erasure, 'status' | 'executesAt'>, now: Date): boolean {
  return erasure.status === 'grace' && now < erasure.executesAt
}

/**
 * Ends the deletion before it begins.
 * @throws {ImpossibleMove} once the grace period is over
 */
export function cancel(erasure: Erasure, now: Date): Extract<Erasure, { status: 'cancelled' }> {
  if (!mayCancel(erasure, now)) throw new ImpossibleMove(erasure.status, 'be cancelled')
  return { status: 'cancelled', requestedAt: erasure.requestedAt, executesAt: erasure.executesAt, endedAt: now }
}

/**
 * Begins the deletion, or takes up again what is only partly done.
 * @throws {ImpossibleMove} while the grace period runs, or once it is done or cancelled
 */
export function execute(erasure: Erasure, now: Date): Extract<Erasure, { status: 'executing' }> {
  if (erasure.status === 'executing') return erasure
  const mayBegin = erasure.status === 'grace' || erasure.status === 'partly-done'
  if (!mayBegin || now < erasure.executesAt) throw new ImpossibleMove(erasure.status, 'be executed')
  return { status: 'executing', requestedAt: erasure.requestedAt, executesAt: erasure.executesAt, startedAt: now }
}

/**
 * Ends the deletion: done when no source remains, else partly done, naming those that remain.
 * @throws {ImpossibleMove} if it was not being executed
 */
export function finish(erasure: Erasure, now: Date, remaining: readonly string[]): Extract<Erasure, { status: 'done' | 'partly-done' }> {
  if (erasure.status !== 'executing') throw new ImpossibleMove(erasure.status, 'be finished')
  const ended = { requestedAt: erasure.requestedAt, executesAt: erasure.executesAt, endedAt: now }
  return remaining.length === 0 ? { status: 'done', ...ended } : { status: 'partly-done', ...ended, remaining }
}
