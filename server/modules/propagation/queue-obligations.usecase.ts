import { dueAt, OPT_OUT_DAYS } from '#domain/clocks.ts'
import type { RecordEvent } from '#server/modules/audit/index.ts'
import type { Queries } from '#server/ports/database.ts'
import type { Ports } from '#server/ports/ports.ts'
import { deleteObligations, findOpen, insertObligations, type ObligationRow } from './obligations.repository.ts'
import { closeWarnings, handOverTasks } from './tasks.repository.ts'

/** A decision that stands now, and the sources that must be told. */
export interface StandingDecision {
  id: string
  accountId: string
  purpose: string
  channel: string
  state: 'granted' | 'denied'
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
      if (before.state === row.state) await handOverTasks(trx, before.id, row.id)
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
  const same = older?.state === state ? older : undefined
  return {
    id,
    decision_id: decisionId,
    account_id: accountId,
    source_id: source,
    purpose,
    channel,
    state,
    status: same?.status === 'breached' ? 'breached' : 'queued',
    decided_at: decidedAt.getTime(),
    due_at: Math.min(due, same?.due_at ?? due),
    changed_at: same?.status === 'breached' ? same.changed_at : now,
    next_attempt_at: now,
    attempts: 0,
    alarm: same?.alarm ?? 0,
    task_id: same?.task_id ?? null,
    last_error: null,
    lease_owner: null,
    lease_until: null,
  }
}
