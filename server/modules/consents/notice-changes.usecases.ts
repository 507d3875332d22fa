import type { Locale } from '#contract/shared.ts'
import type { RecordEvent } from '#server/modules/audit/index.ts'
import type { Queries } from '#server/ports/database.ts'
import { changedPurposes, isOutdated } from './changed-purposes.ts'
import { ownDecision } from './choices.usecases.ts'
import type { DecisionWrite } from './decision-write.ts'
import { standingDecisions, standingOn, subjectsOn } from './decisions.repository.ts'
import { derivedId } from './derived-id.ts'
import { type RecordPorts, storeDecisions } from './record-decisions.usecase.ts'
import { levelOf, subjectOf } from './standing.ts'

const SUBJECTS_AT_ONCE = 50

/** Which of these purposes an account allows now, by id. */
export async function allowedPurposes(
  queries: Queries,
  accountId: string,
  { clock }: Pick<RecordPorts, 'clock'>,
): Promise<ReadonlySet<string>> {
  const now = clock.now()
  const changes = await changedPurposes(queries, now.getTime())
  const rows = await standingDecisions(queries, subjectOf(accountId))
  return new Set(rows.filter((row) => !isOutdated(row, changes) && levelOf(row, now) !== 'denied').map(({ purpose }) => purpose))
}

/**
 * Says no to purposes on all their channels, as the person would in their choices: sources are told and each no has its receipt.
 * What is refused already stays as it is.
 * @param because names the answer that causes it; the same one denies once
 */
export async function denyPurposes(
  trx: Queries,
  record: RecordEvent,
  { accountId, purposes, language, because }: { accountId: string; purposes: readonly string[]; language: Locale; because: string },
  ports: RecordPorts,
): Promise<void> {
  const { clock, content, hasher } = ports
  const subject = subjectOf(accountId)
  const now = clock.now()
  const refused = new Set(
    (await standingDecisions(trx, subject))
      .filter(({ state }) => state === 'denied')
      .map(({ purpose, channel }) => `${purpose} ${channel}`),
  )
  const asked = content.purposes.filter(
    ({ id, channel, lockedReason }) => purposes.includes(id) && lockedReason === null && !refused.has(`${id} ${channel}`),
  )
  const writes = asked.map(async (purpose) => {
    const id = await derivedId(`notice-answer:${because}:${purpose.id}:${purpose.channel}`, hasher)
    const zone = content.organisation.zone
    return ownDecision({ id, subject, state: 'denied', language, surface: 'portal', now, zone }, purpose)
  })
  await storeDecisions(trx, record, await Promise.all(writes), ports)
}

/**
 * Ends the consents of the next accounts that a version's changed purposes have overtaken: the systems are told no, and the person is asked again.
 * The no is dated when the version took effect, and follows exactly the yes it ends, so that a newer answer is never overtaken.
 * @param after the subject reached before, empty at the beginning
 * @returns the subject reached, null when there is nobody left, and how many consents ended
 */
export async function lapseConsents(
  trx: Queries,
  record: RecordEvent,
  version: { slug: string; effectiveOn: string; purposes: readonly string[]; takesEffectAt: Date; after: string },
  ports: RecordPorts,
): Promise<{ after: string | null; lapsed: number }> {
  const { slug, effectiveOn, purposes, takesEffectAt, after } = version
  if (purposes.length === 0) return { after: null, lapsed: 0 }
  const change = { slug, effectiveOn, takesEffectAt: takesEffectAt.getTime() }
  const changes = new Map(purposes.map((purpose) => [purpose, change]))
  const subjects = await subjectsOn(trx, { purposes, after, limit: SUBJECTS_AT_ONCE })
  const rows = (await standingOn(trx, subjects, purposes)).filter((row) => isOutdated(row, changes))
  const writes = rows.map(async (row): Promise<DecisionWrite> => {
    const purpose = ports.content.purposes.find(({ id, channel }) => id === row.purpose && channel === row.channel)
    return {
      row: {
        ...row,
        id: await derivedId(`notice-change:${slug}:${effectiveOn}:${row.id}`, ports.hasher),
        state: 'denied',
        origin: 'notice-change',
        surface: 'api',
        decided_at: change.takesEffectAt,
        recorded_at: ports.clock.now().getTime(),
        paused_until: null,
        resumes: null,
      },
      sources: purpose?.sources ?? [],
      evidence: { notice: slug, version: effectiveOn },
      follows: row.id,
    }
  })
  const stored = await storeDecisions(trx, record, await Promise.all(writes), ports)
  return { after: subjects.length < SUBJECTS_AT_ONCE ? null : (subjects.at(-1) ?? null), lapsed: stored.size }
}
