import type { Erasure } from '#contract/erasures.ts'

/** Where the person stands: reading the plan, able to keep the account, or watching. */
export type Stage = 'read' | 'grace' | 'executing' | 'partly-done' | 'done'

/** The stage that a deletion is in. Once the grace period is over it counts as begun, though the server may need a moment. */
export function stageOf(erasure: Pick<Erasure, 'status' | 'executesAt'> | null, now: Date): Stage {
  if (erasure === null || erasure.status === 'cancelled') return 'read'
  if (erasure.status !== 'grace') return erasure.status
  return now < new Date(erasure.executesAt) ? 'grace' : 'executing'
}
