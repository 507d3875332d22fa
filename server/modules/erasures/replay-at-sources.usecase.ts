import type { ErasureReplay } from '#contract/erasures.ts'
import { problem } from '#contract/problems.ts'
import { commit } from '#server/modules/audit/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { findErasure, idsCarriedOutAt, reopenErasure, reopenSteps } from './erasures.repository.ts'

const DELETIONS_AT_ONCE = 100

/**
 * Lets sources be told again of every deletion that they have carried out, because one of them was restored alone from an older backup. The
 * sweeps tell them, with the keys that were kept, and try again until it is done. Certificates stand as they are.
 * @param source one source; all that are connected where missing
 * @throws {ProblemError} `source/not-connected` when no such source is connected
 */
export async function replayAtSources({ source }: { source?: string | undefined }, ports: Ports): Promise<ErasureReplay> {
  const connected = ports.sources.list().map(({ id }) => id)
  const sources = source === undefined ? connected : connected.filter((id) => id === source)
  if (sources.length === 0) throw problem('source/not-connected')
  const replay = { sources, deletions: 0, busy: 0 }
  for (let after = ''; ; ) {
    const ids = await idsCarriedOutAt(ports.database, { sources, after, limit: DELETIONS_AT_ONCE })
    const last = ids.at(-1)
    if (last === undefined) return replay
    const reopened = await reopen(ids, sources, ports)
    replay.deletions += reopened
    replay.busy += ids.length - reopened
    after = last
  }
}

async function reopen(ids: readonly string[], sources: readonly string[], ports: Ports): Promise<number> {
  const now = ports.clock.now().getTime()
  return commit(ports, async (trx, record) => {
    let reopened = 0
    for (const id of ids) {
      if (!(await reopenErasure(trx, id, now))) continue
      const told = await reopenSteps(trx, id, sources)
      const accountId = (await findErasure(trx, id))?.account_id
      for (const one of told) record({ kind: 'erasure/told-again', subject: `account:${accountId}`, about: id, facts: { source: one } })
      reopened += 1
    }
    return reopened
  })
}
