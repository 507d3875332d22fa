import type { Ports } from '#server/ports/ports.ts'
import { type RecordPorts, recordDecisions } from './record-decisions.usecase.ts'

const DAYS_AGO = 100
const DAY_MS = 86_400_000

/**
 * Puts in place what the sample account holder once agreed to, so that there is something to withdraw. Demo mode only, once.
 * The sample systems know these decisions already, so nobody has to be told.
 */
export async function seedDecisions(ports: RecordPorts & Pick<Ports, 'random'>, accountId: string): Promise<void> {
  const subject = `account:${accountId}`
  const known = await ports.database.selectFrom('decisions').select('id').where('subject', '=', subject).executeTakeFirst()
  if (known) return
  const decidedAt = ports.clock.now().getTime() - DAYS_AGO * DAY_MS
  const batch = ports.content.purposes
    .filter(({ lockedReason }) => lockedReason === null)
    .map(({ id, channel, wording }) => ({
      row: {
        id: ports.random.id(),
        subject,
        site: null,
        purpose: id,
        channel,
        state: 'granted',
        origin: 'explicit',
        wording_id: wording.id,
        wording_text: wording.text.en,
        fingerprint: null,
        language: 'en',
        surface: 'portal',
        decided_at: decidedAt,
        recorded_at: decidedAt,
        paused_until: null,
        resumes: null,
      },
      sources: [],
      evidence: { sample: true },
    }))
  await recordDecisions(batch, ports)
}
