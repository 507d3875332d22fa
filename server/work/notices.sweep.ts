import { announceChanges, takeTurns } from '#server/modules/notices/index.ts'
import type { Ports } from '#server/ports/ports.ts'

/** Lets versions take effect for people, and tells account holders about changes that are announced or withdrawn. */
export async function sweepNotices(ports: Ports): Promise<number> {
  return (await takeTurns(ports)) + (await announceChanges(ports))
}
