import type { Locale } from '#contract/shared.ts'
import type { Purpose } from '#server/ports/content.ts'
import { ownDecision } from './choices.usecases.ts'
import type { DecisionWrite } from './decision-write.ts'
import { derivedId } from './derived-id.ts'
import { type RecordPorts, recordDecisions } from './record-decisions.usecase.ts'
import { subjectOf } from './standing.ts'

/**
 * Takes Global Privacy Control, which the browser sent at sign-in, as a no to advertising for the account. The signal is heard once for each
 * purpose: its decision has one id for ever, so a yes that the person says later, signal or not, is never taken back by it.
 * Source: https://www.w3.org/TR/gpc/ and the CCPA regulations § 7025 (a known consumer's signal counts for the account too).
 */
export async function honourSignal({ accountId, language }: { accountId: string; language: Locale }, ports: RecordPorts): Promise<void> {
  const writes = ports.content.purposes.filter(isAboutAdvertising).map(async (purpose): Promise<DecisionWrite> => {
    const id = await derivedId(`signal:${accountId}:${purpose.id}:${purpose.channel}`, ports.hasher)
    const { zone } = ports.content.organisation
    const said = { id, subject: subjectOf(accountId), state: 'denied', language, surface: 'gpc', now: ports.clock.now(), zone } as const
    const { row, ...write } = ownDecision(said, purpose)
    return { ...write, row: { ...row, origin: 'signal' } }
  })
  await recordDecisions(await Promise.all(writes), ports)
}

/** What the signal speaks of: selling or sharing personal data for advertising. Mails to the person are their own choice. */
function isAboutAdvertising({ channel, bannerCategory, lockedReason }: Purpose): boolean {
  return !lockedReason && (channel === 'ads' || bannerCategory === 'advertising')
}
