import type { Choice, DecisionRequest } from '#contract/choices.ts'
import { problem } from '#contract/problems.ts'
import type { Locale, Localized } from '#contract/shared.ts'
import { dueAt, PAUSE_DAYS } from '#domain/clocks.ts'
import { type ConsentLevel, type ConsentOrigin, levelAt } from '#domain/consent.ts'
import { type Pause, propagationsOf } from '#server/modules/propagation/index.ts'
import type { Purpose } from '#server/ports/content.ts'
import type { Ports } from '#server/ports/ports.ts'
import { changedPurposes, isOutdated, type PurposeChange, titlesOf, withoutOutdated } from './changed-purposes.ts'
import type { DecisionWrite } from './decision-write.ts'
import { type DecisionRow, findDecisions, standingDecisions } from './decisions.repository.ts'
import { derivedId } from './derived-id.ts'
import type { DecisionCommit } from './record-decisions.usecase.ts'
import { decisionOf, isPausedAt, shownState, subjectOf } from './standing.ts'

type ChoicePorts = Pick<Ports, 'clock' | 'database' | 'content' | 'sources'>

/** What an account has chosen, and when a pause that begins now would end. */
export async function readChoices(
  accountId: string,
  ports: ChoicePorts,
  pause: Pause,
): Promise<{ choices: Choice[]; pauseEndsAt: string }> {
  const { clock, content } = ports
  const pauseEndsAt = dueAt(clock.now(), PAUSE_DAYS, content.organisation.zone).toISOString()
  return { choices: await listChoices(accountId, ports, pause), pauseEndsAt }
}

/** Every purpose on its channel, as it stands for this account. What was never decided is denied; what is locked is granted, with the reason. */
async function listChoices(accountId: string, ports: ChoicePorts, pause: Pause): Promise<Choice[]> {
  const now = ports.clock.now()
  const decided = await standingDecisions(ports.database, subjectOf(accountId))
  const changes = await changedPurposes(ports.database, now.getTime())
  const outdated = new Set(decided.filter((row) => isOutdated(row, changes)).map(({ id }) => id))
  const standing = withoutOutdated(decided, changes)
  const titles = await titlesOf(ports.database, [...changes.values()])
  const propagations = await propagationsOf(
    standing.map(({ id }) => id),
    ports,
    pause,
  )
  return ports.content.purposes.map((purpose): Choice => {
    const { id, title, wording, channel, lockedReason } = purpose
    const choice = { purpose: id, title, wording, channel, lockedReason, pause: null, offers: [], asksAgain: null }
    if (lockedReason) return { ...choice, locked: true, state: 'granted', decision: null, propagation: null }
    const row = standing.find((decision) => decision.purpose === id && decision.channel === channel)
    if (!row) return { ...choice, locked: false, state: 'denied', decision: null, propagation: null }
    const state = shownState(row, now)
    return {
      ...choice,
      locked: false,
      state,
      pause: pauseOf(row, now),
      offers: purpose.canSendLess ? offersFor(state) : [],
      decision: { id: row.id, decidedAt: new Date(row.decided_at).toISOString(), origin: row.origin as ConsentOrigin },
      propagation: propagations.get(row.id) ?? null,
      asksAgain: row.origin === 'notice-change' || outdated.has(row.id) ? asksAgain(changes.get(id), titles) : null,
    }
  })
}

function asksAgain(change: PurposeChange | undefined, titles: ReadonlyMap<string, Localized>): Choice['asksAgain'] {
  const title = change && titles.get(`${change.slug} ${change.effectiveOn}`)
  return title ? { notice: change.slug, title, effectiveOn: change.effectiveOn } : null
}

/** What lowers a consent without ending it; a yes alone can be lowered. */
function offersFor(state: Choice['state']): Choice['offers'] {
  if (state === 'granted') return ['reduced', 'paused']
  return state === 'reduced' ? ['paused'] : []
}

function pauseOf(row: DecisionRow, now: Date): Choice['pause'] {
  if (!isPausedAt(row, now) || row.paused_until === null) return null
  return { until: new Date(row.paused_until).toISOString(), resumes: (row.resumes ?? 'denied') as ConsentLevel }
}

/**
 * Stores an account's decisions, all or none. A decision that was stored before (same id) changes nothing and is not checked again.
 * @throws {ProblemError} `request/not-found` for an unknown purpose, `choice/locked`, `choice/wording-outdated`, `choice/not-offered` for a
 * purpose that has only yes and no, `choice/not-granted` for a pause of nothing, `choice/id-taken` for another answer under a known id
 */
export async function decide(
  { accountId, decisions }: { accountId: string; decisions: readonly DecisionRequest[] },
  ports: ChoicePorts,
  commit: DecisionCommit,
): Promise<void> {
  const { clock, database, content } = ports
  const subject = subjectOf(accountId)
  const found = await findDecisions(
    database,
    decisions.map(({ id }) => id),
  )
  const own = new Map(found.filter((row) => row.subject === subject).map((row) => [row.id, row]))
  refuseOtherAnswers(decisions, own)
  const fresh = decisions.filter(({ id }) => !own.has(id)).map((request) => ({ request, purpose: purposeOf(request, content.purposes) }))
  if (fresh.some(({ request }) => request.state === 'paused')) await refuseEmptyPauses(subject, fresh, ports)
  const now = clock.now()
  await commit.submit(
    fresh.map(({ request: { id, state, language }, purpose }) =>
      ownDecision({ id, subject, state, language, surface: 'portal', now, zone: content.organisation.zone }, purpose),
    ),
  )
}

/** The same answer sent twice is fine. Another one under the same id would be dropped without a word, and a "no" with it. */
function refuseOtherAnswers(decisions: readonly DecisionRequest[], known: ReadonlyMap<string, DecisionRow>): void {
  for (const { id, purpose, channel, state } of decisions) {
    const row = known.get(id)
    if (row && (row.purpose !== purpose || row.channel !== channel || row.state !== state)) throw problem('choice/id-taken', { id })
  }
}

/** Denies everything that is not denied, the locked purposes excepted, on the devices that follow this account too. Sent twice, it is done once. */
export async function withdrawAll(
  { accountId, id, language }: { accountId: string; id: string; language: Locale },
  { clock, database, content, hasher }: ChoicePorts & Pick<Ports, 'hasher'>,
  commit: DecisionCommit,
): Promise<void> {
  const subject = subjectOf(accountId)
  const now = clock.now()
  const granted = (await standingDecisions(database, subject)).filter((row) => row.state !== 'denied')
  const writes = granted.map(async (row) => {
    const decisionId = await derivedId(`withdrawal:${accountId}:${id}:${row.purpose}:${row.channel}`, hasher)
    const purpose = content.purposes.find((one) => one.id === row.purpose && one.channel === row.channel)
    const facts = { id: decisionId, subject, state: 'denied', language, surface: 'portal', now, zone: content.organisation.zone } as const
    // What the register no longer knows, and the categories of websites, are withdrawn in the words in which they were asked.
    return purpose ? ownDecision(facts, purpose) : withdrawn(row, facts)
  })
  await commit.submit(await Promise.all(writes))
}

function withdrawn(row: DecisionRow, { id, language, now }: { id: string; language: Locale; now: Date }): DecisionWrite {
  const at = now.getTime()
  const said = { id, state: 'denied', origin: 'explicit', language, surface: 'portal', decided_at: at, recorded_at: at }
  return { row: { ...row, ...said, paused_until: null, resumes: null }, sources: [], evidence: { wording: row.wording_id } }
}

interface OwnDecision {
  id: string
  subject: string
  state: Choice['state']
  language: Locale
  surface: 'portal' | 'mail' | 'gpc'
  now: Date
  zone: string
}

/** A decision that the account holder makes here or from a mail, in the words that stand in the register. */
export function ownDecision({ id, subject, state, language, surface, now, zone }: OwnDecision, purpose: Purpose): DecisionWrite {
  const at = now.getTime()
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
      surface,
      decided_at: at,
      recorded_at: at,
      paused_until: state === 'paused' ? dueAt(now, PAUSE_DAYS, zone).getTime() : null,
      resumes: null,
    },
    sources: purpose.sources,
    evidence: { wording: purpose.wording.id },
  }
}

function purposeOf({ purpose: id, channel, wording, state }: DecisionRequest, purposes: readonly Purpose[]): Purpose {
  const purpose = purposes.find((candidate) => candidate.id === id && candidate.channel === channel)
  if (!purpose) throw problem('request/not-found')
  if (purpose.lockedReason) throw problem('choice/locked', { purpose: id })
  if (purpose.wording.id !== wording) throw problem('choice/wording-outdated', { purpose: id })
  if ((state === 'reduced' || state === 'paused') && !purpose.canSendLess) throw problem('choice/not-offered', { purpose: id })
  return purpose
}

/** The store would let such a pause go back to no; the person should hear that there is nothing to pause. */
async function refuseEmptyPauses(
  subject: string,
  requests: readonly { request: DecisionRequest; purpose: Purpose }[],
  { clock, database }: ChoicePorts,
): Promise<void> {
  const now = clock.now()
  const standing = (await standingDecisions(database, subject)).map(decisionOf)
  const empty = requests.find(({ request: { state }, purpose: { id, channel } }) => {
    const before = standing.find((decision) => decision.purpose === id && decision.channel === channel)
    const isOn = before !== undefined && (before.state === 'paused' || levelAt(before, now) !== 'denied')
    return state === 'paused' && !isOn
  })
  if (empty) throw problem('choice/not-granted', { purpose: empty.purpose.id })
}
