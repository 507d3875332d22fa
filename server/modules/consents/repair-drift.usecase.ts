import { commit } from '#server/modules/audit/index.ts'
import { checkConfirmed, type Drift } from '#server/modules/propagation/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import type { DecisionWrite } from './decision-write.ts'
import { findDecisions } from './decisions.repository.ts'
import { derivedId } from './derived-id.ts'
import { type RecordPorts, storeDecisions } from './record-decisions.usecase.ts'

/**
 * Finds systems that no longer act on what they had confirmed, and repairs that in the person's favour: a no is told again to all systems; a
 * yes that a system does not hold becomes a no everywhere. Either is a decision of its own, which the person sees.
 * @returns how many confirmed obligations were asked about
 */
export async function repairDrift(ports: RecordPorts & Pick<Ports, 'sources' | 'log'>): Promise<number> {
  const { checked, drifts } = await checkConfirmed(ports)
  for (const drift of drifts) await repair(drift, ports)
  return checked
}

async function repair({ obligation }: Drift, ports: RecordPorts): Promise<void> {
  await commit(ports, async (trx, record) => {
    const [row] = await findDecisions(trx, [obligation.decision_id])
    const purpose = ports.content.purposes.find(({ id, channel }) => id === row?.purpose && channel === row.channel)
    if (!row || !purpose) return
    record({
      kind: 'obligation/drifted',
      subject: row.subject,
      about: obligation.id,
      facts: { source: obligation.source_id, purpose: row.purpose, state: row.state },
    })
    const write: DecisionWrite = {
      row: {
        ...row,
        id: await derivedId(`repair:${row.id}`, ports.hasher),
        state: row.state === 'granted' ? 'denied' : row.state,
        origin: 'repair',
        surface: 'api',
        // Right behind the decision it repairs, so that nothing the person said since then is overtaken.
        decided_at: row.decided_at + 1,
        recorded_at: ports.clock.now().getTime(),
      },
      sources: purpose.sources,
      evidence: { repairs: row.id, source: obligation.source_id },
      follows: row.id,
    }
    await storeDecisions(trx, record, [write], ports)
  })
}
