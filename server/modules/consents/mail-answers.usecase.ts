import type { ChoiceState } from '#contract/choices.ts'
import type { Locale } from '#contract/shared.ts'
import { dueAt, OPT_OUT_DAYS, PAUSE_DAYS } from '#domain/clocks.ts'
import { allowsMore, type ConsentAnswer } from '#domain/consent.ts'
import type { Purpose } from '#server/ports/content.ts'
import type { Ports } from '#server/ports/ports.ts'
import { ownDecision } from './choices.usecases.ts'
import { type DecisionRow, standingDecisions } from './decisions.repository.ts'
import { derivedId } from './derived-id.ts'
import { findMailToken } from './mail-tokens.repository.ts'
import type { DecisionCommit } from './record-decisions.usecase.ts'
import { shownState, subjectOf } from './standing.ts'

/** What can be said from a mail. All of it lowers a consent; a yes is said in the portal, where we know who says it. */
export const mailAnswers = ['stop', 'less', 'pause', 'stop-all'] as const
export type MailAnswer = (typeof mailAnswers)[number]

type MailPorts = Pick<Ports, 'clock' | 'database' | 'content' | 'hasher'>

/** What a mail's token opens: one purpose on one channel. Who it belongs to is not told. */
export interface MailScope {
  purpose: Purpose
  locale: Locale
  state: ChoiceState
  /** When a pause ends; null for everything else. */
  until: Date | null
  /** Whether something else on the same channel is still allowed. */
  hasMore: boolean
  canSendLess: boolean
  /** When a pause that begins now would end. */
  pauseEnds: Date
  /** By when every system acts on an answer given now. */
  dueAt: Date
}

interface Opened extends MailScope {
  accountId: string
  tokenHash: string
  rows: readonly DecisionRow[]
}

/** What stands behind a token, changing nothing; null for an unknown one and for one whose purpose is gone or cannot be stopped. */
export async function readMailScope(token: string, ports: MailPorts): Promise<MailScope | null> {
  const opened = await open(token, ports)
  if (!opened) return null
  const { accountId: _account, tokenHash: _hash, rows: _rows, ...scope } = opened
  return scope
}

/**
 * Acts on what was said in a mail. Said twice, it is done once; what would raise a consent is not done.
 * @returns what stands afterwards; null for a token that opens nothing
 */
export async function answerFromMail(
  token: string,
  answer: MailAnswer,
  ports: MailPorts,
  commit: DecisionCommit,
): Promise<MailScope | null> {
  const opened = await open(token, ports)
  if (!opened) return null
  const { accountId, tokenHash, rows, locale } = opened
  const now = ports.clock.now()
  const { zone } = ports.content.organisation
  const state = stateOf(answer)
  const writes = purposesOf(answer, opened, ports).map(async (purpose) => {
    const before = rowOf(rows, purpose)
    const id = await derivedId(`mail:${tokenHash}:${purpose.id}:${state}:${before?.id ?? 'first'}`, ports.hasher)
    return ownDecision({ id, subject: subjectOf(accountId), state, language: locale, surface: 'mail', now, zone }, purpose)
  })
  await commit.submit(await Promise.all(writes))
  return readMailScope(token, ports)
}

async function open(token: string, { clock, database, content, hasher }: MailPorts): Promise<Opened | null> {
  const tokenHash = await hasher.sha256(token)
  const found = await findMailToken(database, tokenHash)
  const purpose = content.purposes.find(({ id, channel }) => id === found?.purpose && channel === found.channel)
  if (!found || !purpose || purpose.lockedReason) return null
  const now = clock.now()
  const rows = await standingDecisions(database, subjectOf(found.account_id))
  const row = rowOf(rows, purpose)
  const state = row ? shownState(row, now) : 'denied'
  return {
    accountId: found.account_id,
    tokenHash,
    rows,
    purpose,
    locale: found.locale as Locale,
    state,
    until: state === 'paused' && row?.paused_until ? new Date(row.paused_until) : null,
    hasMore: stoppable(purpose.channel, rows, content.purposes).some(({ id }) => id !== purpose.id),
    canSendLess: purpose.canSendLess ?? false,
    pauseEnds: dueAt(now, PAUSE_DAYS, content.organisation.zone),
    dueAt: dueAt(now, OPT_OUT_DAYS, content.organisation.zone),
  }
}

function stateOf(answer: MailAnswer): ConsentAnswer {
  if (answer === 'less') return 'reduced'
  return answer === 'pause' ? 'paused' : 'denied'
}

/** The purposes that an answer lowers now. A no is recorded also where nothing was ever said, so that the system that wrote hears it. */
function purposesOf(answer: MailAnswer, { purpose, state, rows, canSendLess }: Opened, { content }: MailPorts): Purpose[] {
  if (answer === 'stop-all') return stoppable(purpose.channel, rows, content.purposes)
  if (answer === 'stop') return rowOf(rows, purpose)?.state === 'denied' ? [] : [purpose]
  return canSendLess && allowsMore(state, stateOf(answer)) ? [purpose] : []
}

/** What still reaches the person on a channel and can be stopped. */
function stoppable(channel: string, rows: readonly DecisionRow[], purposes: readonly Purpose[]): Purpose[] {
  return purposes.filter((one) => {
    const row = rowOf(rows, one)
    return one.channel === channel && !one.lockedReason && row !== undefined && row.state !== 'denied'
  })
}

function rowOf(rows: readonly DecisionRow[], { id, channel }: Pick<Purpose, 'id' | 'channel'>): DecisionRow | undefined {
  return rows.find((row) => row.purpose === id && row.channel === channel)
}
