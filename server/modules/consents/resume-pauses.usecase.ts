import type { DecisionWrite } from './decision-write.ts'
import { endedPauses } from './decisions.repository.ts'
import { derivedId } from './derived-id.ts'
import { type RecordPorts, recordDecisions } from './record-decisions.usecase.ts'

const PAUSES_AT_ONCE = 50

/**
 * Ends the pauses that are over: what stood before them stands again, and the sources hear of it. The decision that does so ranks right behind
 * its pause, so that nothing the person said since then is overtaken by it, in whichever order it arrives.
 * @returns how many pauses were ended
 */
export async function resumePauses(ports: RecordPorts): Promise<number> {
  const now = ports.clock.now().getTime()
  const ended = await endedPauses(ports.database, now, PAUSES_AT_ONCE)
  if (ended.length === 0) return 0
  const writes = await Promise.all(
    ended.map(async (row): Promise<DecisionWrite> => {
      const purpose = ports.content.purposes.find(({ id, channel }) => id === row.purpose && channel === row.channel)
      return {
        row: {
          ...row,
          id: await derivedId(`resumption:${row.id}`, ports.hasher),
          // A purpose that was taken out of the register is not taken up again.
          state: purpose ? (row.resumes ?? 'denied') : 'denied',
          origin: 'resumption',
          surface: 'api',
          decided_at: row.decided_at + 1,
          recorded_at: now,
          paused_until: null,
          resumes: null,
        },
        sources: purpose?.sources ?? [],
        evidence: { resumes: row.id },
        follows: row.id,
      }
    }),
  )
  return (await recordDecisions(writes, ports)).size
}
