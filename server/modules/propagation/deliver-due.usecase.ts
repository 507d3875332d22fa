import { commit } from '#server/modules/audit/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { advance, type DeliverPorts, type Step } from './deliver.usecase.ts'
import { findDueSources, lease, postponeSource, releaseLeases } from './obligations.repository.ts'

type DuePorts = DeliverPorts & Pick<Ports, 'sources'>

const ROWS_AT_ONCE = 200
const STEPS_AT_ONCE = 50
// People watch their decision travel; what a slow source answered is written before the next of its answers is waited for.
const WRITE_AFTER_MS = 1_000
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
  const steps = notebook(ports)
  let failures = 0
  let tried = 0
  // A few rows first: a system that is down would otherwise have many taken and given back each time.
  for (const limit of [FAILURES_IN_A_ROW, ROWS_AT_ONCE]) {
    const rows = await lease(database, { sourceId, owner, now: clock.now().getTime(), until: begunAt + LEASE_MS, limit })
    try {
      for (const row of rows) {
        if (clock.now().getTime() >= begunAt + BEGIN_UNTIL_MS) break
        const step = await advance(row, sources.get(sourceId), ports)
        await steps.note(step)
        tried += 1
        failures = step.kind === 'failed' ? failures + 1 : 0
        if (step.kind === 'failed' && failures === FAILURES_IN_A_ROW) {
          await steps.write()
          await releaseLeases(database, owner)
          await postponeSource(database, { sourceId, now: clock.now().getTime(), until: step.until.getTime(), error: step.reason })
          return tried
        }
      }
    } finally {
      // What was done before an error is written all the same.
      await steps.write()
    }
    await releaseLeases(database, owner)
    if (rows.length < limit || clock.now().getTime() >= begunAt + BEGIN_UNTIL_MS) break
  }
  return tried
}

/** Steps that were done and are not written down yet. */
function notebook(ports: DeliverPorts) {
  let noted: Step[] = []
  let writtenAt = ports.clock.now().getTime()

  async function write(): Promise<void> {
    const steps = noted
    noted = []
    writtenAt = ports.clock.now().getTime()
    if (steps.length > 0) await writeTogether(steps, ports)
  }

  return {
    write,
    async note(step: Step): Promise<void> {
      noted.push(step)
      if (noted.length >= STEPS_AT_ONCE || ports.clock.now().getTime() >= writtenAt + WRITE_AFTER_MS) await write()
    },
  }
}

/** One commit for all; if one of them cannot be written, each on its own, so that it holds up none of the others. */
async function writeTogether(steps: readonly Step[], ports: DeliverPorts): Promise<void> {
  try {
    await commit(ports, async (trx, record) => {
      for (const step of steps) await step.write(trx, record)
    })
  } catch (error) {
    if (steps.length === 1) throw error
    const broken: unknown[] = []
    for (const step of steps) await writeTogether([step], ports).catch((reason: unknown) => broken.push(reason))
    if (broken.length > 0) throw broken[0]
  }
}
