import type { Ports } from '#server/ports/ports.ts'
import { advance, type DeliverPorts } from './deliver.usecase.ts'
import { findDueSources, lease, postponeSource, releaseLeases } from './obligations.repository.ts'

type DuePorts = DeliverPorts & Pick<Ports, 'sources'>

const ROWS_AT_ONCE = 50
const LEASE_MS = 60_000
// A source may take its time to answer; what is not begun by now is given back, so that no other process takes over a row in hand.
const BEGIN_UNTIL_MS = 40_000
// Three people in a row: then it is the system that does not answer, and asking it for the others costs a time-out each.
const FAILURES_IN_A_ROW = 3

/**
 * Works on what is due now, the sources side by side, so that a slow or dead one holds up nobody else's.
 * @returns how many obligations were tried
 * @throws what our own floor threw, after all sources had their turn
 */
export async function deliverDue(ports: DuePorts): Promise<number> {
  const sources = await findDueSources(ports.database, ports.clock.now().getTime())
  const runs = await Promise.allSettled(sources.map((sourceId) => deliverTo(sourceId, ports)))
  const broken = runs.find((run) => run.status === 'rejected')
  if (broken) throw broken.reason
  return runs.reduce((sum, run) => sum + (run.status === 'fulfilled' ? run.value : 0), 0)
}

async function deliverTo(sourceId: string, ports: DuePorts): Promise<number> {
  const { clock, database, random, settings, sources } = ports
  const begunAt = clock.now().getTime()
  const owner = `${settings.process}:${random.id()}`
  const rows = await lease(database, { sourceId, owner, now: begunAt, until: begunAt + LEASE_MS, limit: ROWS_AT_ONCE })
  let failures = 0
  let tried = 0
  for (const row of rows) {
    if (clock.now().getTime() >= begunAt + BEGIN_UNTIL_MS) break
    const outcome = await advance(row, sources.get(sourceId), ports)
    tried += 1
    failures = outcome.kind === 'failed' ? failures + 1 : 0
    if (outcome.kind === 'failed' && failures === FAILURES_IN_A_ROW) {
      await releaseLeases(database, owner)
      await postponeSource(database, { sourceId, now: clock.now().getTime(), until: outcome.until.getTime(), error: outcome.reason })
      return tried
    }
  }
  await releaseLeases(database, owner)
  return tried
}
