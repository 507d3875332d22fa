import type { Propagation } from '#contract/choices.ts'
import type { Localized } from '#contract/shared.ts'
import { OPT_OUT_TARGET_HOURS } from '#domain/clocks.ts'
import { honouredAt, type Obligation } from '#domain/obligations.ts'
import type { Ports } from '#server/ports/ports.ts'
import { findByDecisions, type ObligationRow } from './obligations.repository.ts'
import { type Pause, sourceTitles } from './source-titles.ts'

const HOUR_MS = 3_600_000

/**
 * How far each decision has come, by the decision's id. A decision that no source must be told of is missing.
 * @param pause ends the wait for a source that does not tell its title
 */
export async function propagationsOf(
  decisionIds: readonly string[],
  { database, sources }: Pick<Ports, 'database' | 'sources'>,
  pause: Pause,
): Promise<ReadonlyMap<string, Propagation>> {
  const rows = await findByDecisions(database, decisionIds)
  const titles = await sourceTitles(
    sources,
    rows.map((row) => row.source_id),
    pause,
  )
  const grouped = Map.groupBy(rows, (row) => row.decision_id)
  return new Map([...grouped].map(([decisionId, obligations]) => [decisionId, propagation(obligations, titles)]))
}

function propagation(rows: readonly ObligationRow[], titles: ReadonlyMap<string, Localized>): Propagation {
  const decidedAt = Math.max(...rows.map((row) => row.decided_at))
  const honoured = honouredAt(rows.map(obligationOf))
  return {
    decidedAt: iso(decidedAt),
    dueAt: iso(Math.min(...rows.map((row) => row.due_at))),
    targetAt: iso(Math.max(...rows.map((row) => row.heard_at)) + OPT_OUT_TARGET_HOURS * HOUR_MS),
    honouredAt: honoured === null ? null : honoured.toISOString(),
    obligations: rows.map((row) => ({
      source: row.source_id,
      title: titles.get(row.source_id) ?? { en: row.source_id },
      status: row.status as Propagation['obligations'][number]['status'],
      at: iso(row.changed_at),
      nextAttemptAt: row.next_attempt_at === null ? null : iso(row.next_attempt_at),
      attempts: row.attempts,
    })),
  }
}

// A row that was confirmed late keeps its task: in the words of the law it is a breach with a late confirmation.
function obligationOf(row: ObligationRow): Obligation {
  const clock = { decidedAt: new Date(row.decided_at), dueAt: new Date(row.due_at) }
  const changedAt = new Date(row.changed_at)
  const isConfirmed = row.status === 'confirmed'
  if (row.task_id !== null) return { status: 'breached', ...clock, taskId: row.task_id, ...(isConfirmed ? { confirmedAt: changedAt } : {}) }
  if (isConfirmed) return { status: 'confirmed', decidedAt: clock.decidedAt, confirmedAt: changedAt }
  if (row.status === 'sent') return { status: 'sent', ...clock, sentAt: changedAt }
  return { status: 'queued', ...clock, nextAttemptAt: new Date(row.next_attempt_at ?? row.decided_at) }
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
