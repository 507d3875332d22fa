import { expireRequests, tellSubscribers } from '#server/modules/subscriptions/index.ts'
import type { Ports } from '#server/ports/ports.ts'

/** Tells subscribers what happened to a notice, and deletes addresses that nobody confirmed. */
export async function sweepSubscriptions(ports: Ports): Promise<number> {
  return (await tellSubscribers(ports)) + (await expireRequests(ports))
}
