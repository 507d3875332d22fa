import { dueAt, OPT_OUT_DAYS } from '#domain/clocks.ts'
import type { ConsentAnswer } from '#domain/consent.ts'
import type { RecordEvent } from '#server/modules/audit/index.ts'
import type { Queries } from '#server/ports/database.ts'
import type { Ports } from '#server/ports/ports.ts'
import { nextAlarmAt } from './next-alarm.ts'
import { deleteObligations, findOpen, insertObligations, type ObligationRow } from './obligations.repository.ts'
import { closeWarnings, handOverTasks } from './tasks.repository.ts'
import { toldState } from './told-state.ts'

/** A decision that stands now, and the sources that must be told. */
export interface StandingDecision {
  id: string
  accountId: string
  purpose: string
  channel: string
  state: ConsentAnswer
  decidedAt: Date
  sources: readonly string[]
}

type QueuePorts = Pick<Ports, 'clock' | 'random'> & { content: { organisation: { zone: string } } }

/**
 * Writes one obligation per source, in the transaction of the decision. What was still open about an older decision is replaced, so that one
 * obligation is open per person, source, purpose and channel; deliveries carry the time of the decision, so an older one still under way cannot win.
 * Saying the same again starts no new clock: the earlier due date stays, and a breach stays a breach.
 */
export async function queueObligations(trx: Queries, record: RecordEvent, decision: StandingDecision, ports: QueuePorts): Promise<void> {
  const now = ports.clock.now()
  const due = dueAt(now, OPT_OUT_DAYS, ports.content.organisation.zone).getTime()
  const older = new Map(
    (await findOpen(trx, decision)).filter(({ decision_id }) => decision_id !== decision.id).map((row) => [row.source_id, row]),
  )
  const rows = decision.sources.map((source) =>
    obligation(decision, source, older.get(source), { id: ports.random.id(), due, now: now.getTime() }),
  )
  const replaced = rows.flatMap((row) => older.get(row.source_id) ?? [])
  await deleteObligations(
    trx,
    replaced.map(({ id }) => id),
  )
  await insertObligations(trx, rows)
  for (const row of rows) {
    const subject = `account:${row.account_id}`
    const before = older.get(row.source_id)
    if (before) {
      if (toldState(before.state) === toldState(row.state)) await handOverTasks(trx, before.id, row.id)
      else await closeWarnings(trx, before.id, now.getTime())
      record({ kind: 'obligation/superseded', subject, about: before.id, facts: { by: row.id, status: before.status } })
    }
    record({ kind: 'obligation/queued', subject, about: row.id, facts: { source: row.source_id, purpose: row.purpose, dueAt: row.due_at } })
  }
}

function obligation(
  { id: decisionId, accountId, purpose, channel, state, decidedAt }: StandingDecision,
  source: string,
  older: ObligationRow | undefined,
  { id, due, now }: { id: string; due: number; now: number },
): ObligationRow {
  const same = older && toldState(older.state) === toldState(state) ? older : undefined
  const clock = { heard_at: same?.heard_at ?? now, due_at: Math.min(due, same?.due_at ?? due), alarm: same?.alarm ?? 0 }
  const isBreached = same?.status === 'breached'
  return {
    id,
    decision_id: decisionId,
    account_id: accountId,
    source_id: source,
    purpose,
    channel,
    state,
    status: isBreached ? 'breached' : 'queued',
    decided_at: decidedAt.getTime(),
    changed_at: isBreached ? same.changed_at : now,
    next_attempt_at: now,
    attempts: 0,
    ...clock,
    alarm_at: isBreached ? null : nextAlarmAt(clock),
    task_id: same?.task_id ?? null,
    last_error: null,
    lease_owner: null,
    lease_until: null,
    checked_at: null,
  }
}
