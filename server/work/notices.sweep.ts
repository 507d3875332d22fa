import { announceChanges } from '#server/modules/notices/index.ts'
import type { Ports } from '#server/ports/ports.ts'

/** Tells account holders about announced changes of notices. */
export async function sweepNotices(ports: Ports): Promise<number> {
  return announceChanges(ports)
}
