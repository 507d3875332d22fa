import { resumePauses } from '#server/modules/consents/index.ts'
import type { Ports } from '#server/ports/ports.ts'

/**
 * Ends the pauses that are over.
 * @returns how many were ended
 */
export function sweepPauses(ports: Ports): Promise<number> {
  return resumePauses(ports)
}
