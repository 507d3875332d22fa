import { problem } from '#contract/problems.ts'
import { type ConsentDecision, newest } from '#domain/consent.ts'
import { commit } from '#server/modules/audit/index.ts'
import { queueObligations } from '#server/modules/propagation/index.ts'
import type { Queries } from '#server/ports/database.ts'
import type { Ports } from '#server/ports/ports.ts'
import { type ChoiceRow, type DecisionRow, findChoices, findDecisions, insertDecisions, upsertChoices } from './decisions.repository.ts'
import type { GroupCommit } from './group-commit.ts'

/** A decision on its way in. `sources` are told of it; `evidence` goes into the event. */
export interface DecisionWrite {
  row: DecisionRow
  sources: readonly string[]
  evidence: Record<string, string | boolean>
}

export type DecisionCommit = GroupCommit<DecisionWrite, DecisionRow>
export type RecordPorts = Pick<Ports, 'clock' | 'random' | 'hasher' | 'database' | 'settings' | 'content'>

/** What a decision is about: one person or device, purpose and channel. */
export function keyOf({ subject, purpose, channel }: Pick<DecisionRow, 'subject' | 'purpose' | 'channel'>): string {
  return JSON.stringify([subject, purpose, channel])
}

/** An id may be sent twice by its owner; the same id from somebody else is another write, to be refused. */
export function identityOf({ row }: DecisionWrite): string {
  return JSON.stringify([row.subject, row.id])
}

/**
 * Stores decisions, puts in force what outranks the standing ones, and queues an obligation for every source that must be told: one
 * transaction. An id that is known changes nothing.
 * @returns each stored decision by the identity of its write
 * @throws {ProblemError} `request/not-found` when an id belongs to somebody else
 */
export async function recordDecisions(batch: readonly DecisionWrite[], ports: RecordPorts): Promise<ReadonlyMap<string, DecisionRow>> {
  return commit(ports, async (trx, record) => {
    const ids = batch.map(({ row }) => row.id)
    const known = new Set((await findDecisions(trx, ids)).map(({ id }) => id))
    const subjects = [...new Set(batch.map(({ row }) => row.subject))]
    const fresh = inOrderOfArrival(
      batch.filter(({ row }) => !known.has(row.id)),
      await findChoices(trx, subjects),
    )
    await insertDecisions(
      trx,
      fresh.map(({ row }) => row),
    )
    await upsertChoices(trx, newestPerKey(fresh.map(({ row }) => row)))
    const standing = new Set((await findChoices(trx, subjects)).map((choice) => choice.decision_id))
    for (const { row, sources, evidence } of fresh) {
      record({
        kind: 'decision/recorded',
        subject: row.subject,
        about: row.id,
        facts: { purpose: row.purpose, state: row.state, ...evidence },
      })
      if (standing.has(row.id) && sources.length > 0) await queueObligations(trx, record, standingDecision(row, sources), ports)
    }
    return stored(batch, trx)
  })
}

/**
 * An account decides here, so the order in which we hear it is the order in which it was said: a clock that jumped back, or two decisions
 * within a millisecond, must not let an earlier one win. A device's own times are kept.
 */
function inOrderOfArrival(batch: readonly DecisionWrite[], choices: readonly ChoiceRow[]): DecisionWrite[] {
  const latest = new Map(choices.map((choice) => [keyOf(choice), choice.decided_at]))
  return batch.map((write) => {
    if (!write.row.subject.startsWith('account:')) return write
    const key = keyOf(write.row)
    const decidedAt = Math.max(write.row.decided_at, (latest.get(key) ?? -1) + 1)
    latest.set(key, decidedAt)
    return { ...write, row: { ...write.row, decided_at: decidedAt } }
  })
}

function newestPerKey(rows: readonly DecisionRow[]): ChoiceRow[] {
  const bySubject = Map.groupBy(rows, (row) => row.subject)
  return [...bySubject.values()].flatMap((own) =>
    newest(own.map(decisionOf)).map(({ id, subject, purpose, channel, state, decidedAt }) => ({
      subject,
      purpose,
      channel,
      decision_id: id,
      state,
      decided_at: decidedAt.getTime(),
    })),
  )
}

function decisionOf(row: DecisionRow): ConsentDecision {
  return {
    id: row.id,
    subject: row.subject,
    purpose: row.purpose,
    channel: row.channel,
    state: row.state as ConsentDecision['state'],
    decidedAt: new Date(row.decided_at),
    origin: row.origin as ConsentDecision['origin'],
  }
}

function standingDecision(row: DecisionRow, sources: readonly string[]) {
  const { id, purpose, channel, state, decidedAt } = decisionOf(row)
  return { id, accountId: row.subject.slice('account:'.length), purpose, channel, state, decidedAt, sources }
}

async function stored(batch: readonly DecisionWrite[], queries: Queries): Promise<ReadonlyMap<string, DecisionRow>> {
  const rows = await findDecisions(
    queries,
    batch.map(({ row }) => row.id),
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return new Map(
    batch.map((write) => {
      const row = byId.get(write.row.id)
      if (row?.subject !== write.row.subject) throw problem('request/not-found')
      return [identityOf(write), row]
    }),
  )
}
