import type { StandingDecision, SubjectDecisions } from '#contract/decisions.ts'
import type { Ports } from '#server/ports/ports.ts'
import { changedPurposes, withoutOutdated } from './changed-purposes.ts'
import { type ChoiceRow, findChoices } from './decisions.repository.ts'
import { levelOf, shownState, subjectOf } from './standing.ts'
import { accountsOfSubjects } from './subjects.repository.ts'

type ApiPorts = Pick<Ports, 'clock' | 'database' | 'content'>

/**
 * What people have decided, in the order in which they were asked about. Somebody we do not know has decided nothing, so nothing is allowed:
 * the answer is always safe to act on, and tells nobody who has an account.
 * @param subjects account ids or keyed hashes of e-mail addresses
 */
export async function decisionsOf(subjects: readonly string[], { clock, database, content }: ApiPorts): Promise<SubjectDecisions[]> {
  const accounts = await accountsOfSubjects(database, subjects)
  const now = clock.now()
  const [choices, changes] = await Promise.all([
    findChoices(database, [...new Set(accounts.values())].map(subjectOf)),
    changedPurposes(database, now.getTime()),
  ])
  const own = Map.groupBy(withoutOutdated(choices, changes), (choice) => choice.subject)
  return subjects.map((subject) => {
    const accountId = accounts.get(subject)
    const rows = accountId === undefined ? [] : (own.get(subjectOf(accountId)) ?? [])
    return { subject, decisions: content.purposes.map((purpose) => standing(purpose, rows, now)) }
  })
}

function standing(
  { id, channel, lockedReason }: { id: string; channel: StandingDecision['channel']; lockedReason: unknown },
  rows: readonly ChoiceRow[],
  now: Date,
): StandingDecision {
  const named = { purpose: id, channel, until: null, decidedAt: null }
  if (lockedReason) return { ...named, state: 'granted', allowed: true }
  const row = rows.find((choice) => choice.purpose === id && choice.channel === channel)
  if (!row) return { ...named, state: 'denied', allowed: false }
  const state = shownState(row, now)
  return {
    ...named,
    state,
    allowed: levelOf(row, now) !== 'denied',
    until: state === 'paused' && row.paused_until !== null ? new Date(row.paused_until).toISOString() : null,
    decidedAt: new Date(row.decided_at).toISOString(),
  }
}
