import type { Ports } from '#server/ports/ports.ts'
import { expireRequest } from './answer.usecases.ts'
import { endedRequests, removeEndedCounts } from './subscriptions.repository.ts'

const REQUESTS_PER_RUN = 50

/** Deletes the addresses of requests that nobody confirmed in time. @returns how many */
export async function expireRequests(
  ports: Pick<Ports, 'clock' | 'random' | 'hasher' | 'database' | 'settings' | 'content'>,
): Promise<number> {
  const now = ports.clock.now().getTime()
  await removeEndedCounts(ports.database, now)
  let expired = 0
  for (const row of await endedRequests(ports.database, now, REQUESTS_PER_RUN)) if (await expireRequest(row, ports)) expired += 1
  return expired
}
