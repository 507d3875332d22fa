import { deliverMessages } from '#server/modules/webhooks/index.ts'
import type { Ports } from '#server/ports/ports.ts'

/**
 * Tells the operator's systems of decisions.
 * @returns how many messages were tried
 */
export function sweepWebhooks(ports: Ports): Promise<number> {
  return deliverMessages(ports)
}
