import { executeErasures } from '#server/modules/erasures/index.ts'
import type { Ports } from '#server/ports/ports.ts'

const DELETIONS_AT_ONCE = 50

/** Carries out the deletions whose grace period is over. @returns how many were worked on */
export function sweepErasures(ports: Ports): Promise<number> {
  return executeErasures(ports, DELETIONS_AT_ONCE)
}
