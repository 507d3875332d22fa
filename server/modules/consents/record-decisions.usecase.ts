import { problem } from '#contract/problems.ts'
import { type ConsentAnswer, type ConsentLevel, newest, resumesTo } from '#domain/consent.ts'
import { commit, type RecordEvent } from '#server/modules/audit/index.ts'
import { queueObligations } from '#server/modules/propagation/index.ts'
import { queueMessages } from '#server/modules/webhooks/index.ts'
import type { Queries } from '#server/ports/database.ts'
import type { Ports } from '#server/ports/ports.ts'
import { sharedDenials, WEB } from './carried.ts'
import type { DecisionWrite } from './decision-write.ts'
import {
  type ChoiceRow,
  type DecisionRow,
  findChoices,
  findDecisions,
  insertDecisions,
  lockChoices,
  upsertChoices,
} from './decisions.repository.ts'
import type { GroupCommit } from './group-commit.ts'
import { decisionOf } from './standing.ts'

export type DecisionCommit = GroupCommit<DecisionWrite, DecisionRow>
export type RecordPorts = Pick<Ports, 'clock' | 'random' | 'hasher' | 'database' | 'engine' | 'settings' | 'content'>

/** What a decision is about: one person, purpose and channel. */
export function keyOf({ subject, purpose, channel }: Pick<DecisionRow, 'subject' | 'purpose' | 'channel'>): string {
  // None of the three can hold a line break, and this runs for every write many times.
  return `${subject}\n${purpose}\n${channel}`
}

/** An id may be sent twice by its owner; the same id from somebody else is another write, to be refused. */
export function identityOf({ row }: DecisionWrite): string {
  return `${row.subject}\n${row.id}`
}

/**
 * Stores decisions in one transaction of their own; see `storeDecisions`.
 * @returns each stored decision by the identity of its write
 * @throws {ProblemError} `request/not-found` when an id belongs to somebody else
 */
export function recordDecisions(batch: readonly DecisionWrite[], ports: RecordPorts): Promise<ReadonlyMap<string, DecisionRow>> {
  return commit(ports, (trx, record) => storeDecisions(trx, record, batch, ports))
}

/**
 * Stores decisions of accounts, puts in force what outranks the standing ones, and queues an obligation for every source and a message for
 * every webhook that must be told. An id that is known changes nothing.
 * @returns each stored decision by the identity of its write; one that no longer follows what stands is missing
 */
export async function storeDecisions(
  trx: Queries,
  record: RecordEvent,
  batch: readonly DecisionWrite[],
  ports: RecordPorts,
): Promise<ReadonlyMap<string, DecisionRow>> {
  const known = new Map((await findDecisions(trx, idsOf(batch))).map((row) => [row.id, row]))
  const fresh = await withFollowers(
    trx,
    batch.filter(({ row }) => !known.has(row.id)),
    ports,
  )
  const rows = fresh.map(({ row }) => row)
  const appended = await insertDecisions(trx, rows)
  await upsertChoices(trx, newestPerKey(rows))
  for (const { row, evidence } of fresh) {
    record({
      kind: 'decision/recorded',
      subject: row.subject,
      about: row.id,
      facts: { purpose: row.purpose, state: row.state, ...evidence },
    })
  }
  await tell(trx, record, fresh, ports)
  // Another process may have stored the same id between our look and our write.
  const stored = appended === rows.length ? [...known.values(), ...rows] : await findDecisions(trx, idsOf(batch))
  return byIdentity(batch, fresh, stored)
}

function idsOf(writes: readonly DecisionWrite[]): string[] {
  return writes.map(({ row }) => row.id)
}

/** The writes in their order, with what follows from them on the accounts and purposes they touch. */
async function withFollowers(trx: Queries, writes: readonly DecisionWrite[], ports: RecordPorts): Promise<DecisionWrite[]> {
  const accounts = [...new Set(writes.map(({ row }) => row.subject))].sort()
  if (accounts.length === 0) return []
  const standing = await lockChoices(trx, accounts, ports.engine)
  const ordered = inOrderOfArrival(writes, standing)
  const shared = await sharedDenials(
    ordered.map(({ row }) => row),
    standing,
    ports,
  )
  const derived = new Set((await findDecisions(trx, idsOf(shared))).map(({ id }) => id))
  return [...ordered, ...shared].filter(({ row }) => !derived.has(row.id))
}

/**
 * An account decides here, so the order in which we hear it is the order in which it was said: a clock that jumped back, or two decisions
 * within a millisecond, must not let an earlier one win. Times from elsewhere are kept. A pause learns here what it will go back to.
 */
function inOrderOfArrival(batch: readonly DecisionWrite[], choices: readonly ChoiceRow[]): DecisionWrite[] {
  const standing = new Map(choices.map((choice) => [keyOf(choice), choice]))
  return batch.flatMap((write) => {
    const { row } = write
    const before = standing.get(keyOf(row))
    if (write.follows !== undefined && before?.decision_id !== write.follows) return []
    const decidedAt = write.keepsTime || write.follows ? row.decided_at : Math.max(row.decided_at, (before?.decided_at ?? -1) + 1)
    const placed = { ...row, decided_at: decidedAt, resumes: row.state === 'paused' ? resumes(before) : null }
    if (!before || before.decided_at < decidedAt) standing.set(keyOf(row), choiceOf(placed))
    return [{ ...write, row: placed }]
  })
}

function resumes(before: ChoiceRow | undefined): ConsentLevel {
  return resumesTo(before ? { state: before.state as ConsentAnswer, resumes: before.resumes as ConsentLevel | null } : null)
}

function newestPerKey(rows: readonly DecisionRow[]): ChoiceRow[] {
  if (rows.length === 1 && rows[0]?.origin === 'explicit') return rows.map(choiceOf)
  const byId = new Map(rows.map((row) => [row.id, row]))
  const bySubject = Map.groupBy(rows, (row) => row.subject)
  return [...bySubject.values()].flatMap((own) =>
    newest(own.map(decisionOf)).flatMap(({ id }) => {
      const row = byId.get(id)
      return row ? [choiceOf(row)] : []
    }),
  )
}

function choiceOf({ id, subject, purpose, channel, state, decided_at, paused_until, resumes }: DecisionRow): ChoiceRow {
  return { subject, purpose, channel, decision_id: id, state, decided_at, paused_until, resumes }
}

/** Sources and webhooks hear of what stands now, and of nothing that was overtaken on its way. */
async function tell(trx: Queries, record: RecordEvent, fresh: readonly DecisionWrite[], ports: RecordPorts): Promise<void> {
  const own = fresh.filter(({ row }) => row.channel !== WEB)
  if (own.length === 0) return
  const standing = new Set((await findChoices(trx, [...new Set(own.map(({ row }) => row.subject))])).map((choice) => choice.decision_id))
  const told = own.filter(({ row }) => standing.has(row.id))
  for (const { row, sources } of told) if (sources.length > 0) await queueObligations(trx, record, standingDecision(row, sources), ports)
  await queueMessages(
    trx,
    told.map(({ row }) => decisionOf(row)),
    ports,
  )
}

function standingDecision(row: DecisionRow, sources: readonly string[]) {
  const { id, purpose, channel, state, decidedAt } = decisionOf(row)
  return { id, accountId: row.subject.slice('account:'.length), purpose, channel, state, decidedAt, sources }
}

function byIdentity(
  batch: readonly DecisionWrite[],
  fresh: readonly DecisionWrite[],
  stored: readonly DecisionRow[],
): ReadonlyMap<string, DecisionRow> {
  const byId = new Map(stored.map((row) => [row.id, row]))
  const isFresh = new Set(idsOf(fresh))
  return new Map(
    batch.flatMap((write): [string, DecisionRow][] => {
      const row = byId.get(write.row.id)
      if (!row && write.follows !== undefined && !isFresh.has(write.row.id)) return []
      if (row?.subject !== write.row.subject) throw problem('request/not-found')
      return [[identityOf(write), row]]
    }),
  )
}
