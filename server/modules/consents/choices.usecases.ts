import type { Choice, DecisionRequest } from '#contract/choices.ts'
import { problem } from '#contract/problems.ts'
import { type Pause, propagationsOf } from '#server/modules/propagation/index.ts'
import type { Purpose } from '#server/ports/content.ts'
import type { Ports } from '#server/ports/ports.ts'
import { findDecisions, standingDecisions } from './decisions.repository.ts'
import type { DecisionCommit, DecisionWrite } from './record-decisions.usecase.ts'

type ChoicePorts = Pick<Ports, 'clock' | 'database' | 'content' | 'sources'>

/** Every purpose on its channel, as it stands for this account. What was never decided is denied; what is locked is granted, with the reason. */
export async function listChoices(accountId: string, ports: ChoicePorts, pause: Pause): Promise<Choice[]> {
  const standing = await standingDecisions(ports.database, subjectOf(accountId))
  const propagations = await propagationsOf(
    standing.map(({ id }) => id),
    ports,
    pause,
  )
  return ports.content.purposes.map((purpose): Choice => {
    const { id, title, wording, channel, lockedReason } = purpose
    const choice = { purpose: id, title, wording, channel, lockedReason }
    if (lockedReason) return { ...choice, locked: true, state: 'granted', decision: null, propagation: null }
    const row = standing.find((decision) => decision.purpose === id && decision.channel === channel)
    return {
      ...choice,
      locked: false,
      state: row?.state === 'granted' ? 'granted' : 'denied',
      decision: row ? { id: row.id, decidedAt: new Date(row.decided_at).toISOString() } : null,
      propagation: (row && propagations.get(row.id)) ?? null,
    }
  })
}

/**
 * Stores an account's decisions, all or none. A decision that was stored before (same id) changes nothing and is not checked again.
 * @throws {ProblemError} `request/not-found` for an unknown purpose, `choice/locked`, `choice/wording-outdated`
 */
export async function decide(
  { accountId, decisions }: { accountId: string; decisions: readonly DecisionRequest[] },
  { clock, database, content }: ChoicePorts,
  commit: DecisionCommit,
): Promise<void> {
  const subject = subjectOf(accountId)
  const found = await findDecisions(
    database,
    decisions.map(({ id }) => id),
  )
  const own = new Set(found.filter((row) => row.subject === subject).map(({ id }) => id))
  const now = clock.now().getTime()
  const writes = decisions
    .filter(({ id }) => !own.has(id))
    .map((request) => write(request, purposeOf(request, content.purposes), { subject, now }))
  await commit.submit(writes)
}

/** How decisions name an account. */
export function subjectOf(accountId: string): string {
  return `account:${accountId}`
}

function purposeOf({ purpose: id, channel, wording }: DecisionRequest, purposes: readonly Purpose[]): Purpose {
  const purpose = purposes.find((candidate) => candidate.id === id && candidate.channel === channel)
  if (!purpose) throw problem('request/not-found')
  if (purpose.lockedReason) throw problem('choice/locked', { purpose: id })
  if (purpose.wording.id !== wording) throw problem('choice/wording-outdated', { purpose: id })
  return purpose
}

function write(
  { id, state, language }: DecisionRequest,
  purpose: Purpose,
  { subject, now }: { subject: string; now: number },
): DecisionWrite {
  return {
    row: {
      id,
      subject,
      site: null,
      purpose: purpose.id,
      channel: purpose.channel,
      state,
      origin: 'explicit',
      wording_id: purpose.wording.id,
      wording_text: purpose.wording.text[language] ?? purpose.wording.text.en,
      fingerprint: null,
      language,
      surface: 'portal',
      decided_at: now,
      recorded_at: now,
    },
    sources: purpose.sources,
    evidence: { wording: purpose.wording.id },
  }
}
