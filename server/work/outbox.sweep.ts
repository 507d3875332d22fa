import { sendDueMails } from '#server/modules/outbox/index.ts'
import type { Ports } from '#server/ports/ports.ts'

/**
 * Sends the mails that are due.
 * @returns how many mails were worked on
 */
export function sweepOutbox(ports: Ports): Promise<number> {
  return sendDueMails(ports)
}
