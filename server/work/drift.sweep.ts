import { repairDrift } from '#server/modules/consents/index.ts'
import type { Ports } from '#server/ports/ports.ts'

/**
 * Asks systems whether they still act on what they confirmed, and repairs what has drifted.
 * @returns how many confirmed obligations were asked about
 */
export function sweepDrift(ports: Ports): Promise<number> {
  return repairDrift(ports)
}
