import { sealCheckpoint } from '#server/modules/audit/index.ts'
import type { Ports } from '#server/ports/ports.ts'

/**
 * Signs where the chains of events stand, at least every minute.
 * @returns 1 if a checkpoint was sealed, else 0
 */
export async function sweepCheckpoints(ports: Ports): Promise<number> {
  return (await sealCheckpoint(ports)) === null ? 0 : 1
}
