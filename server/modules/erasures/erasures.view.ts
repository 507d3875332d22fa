import type { z } from '@hono/zod-openapi'
import type { Erasure, ErasureCollection, ErasurePlan } from '#contract/erasures.ts'
import { titleIn } from '#server/modules/sources/index.ts'
import type { ErasureRow, StepRow } from './erasures.repository.ts'

type Collection = z.infer<typeof ErasureCollection>

/** What the person reads: the plan until a source has reported, then what it reported. */
export function describeErasure(row: ErasureRow, steps: readonly StepRow[]): Erasure {
  return {
    id: row.id,
    status: row.status as Erasure['status'],
    requestedAt: iso(row.requested_at),
    executesAt: iso(row.executes_at),
    endedAt: row.ended_at === null ? null : iso(row.ended_at),
    planHash: row.plan_hash,
    steps: steps.map((step) => ({
      source: step.source_id,
      title: titleIn(step.title),
      status: step.status as Erasure['steps'][number]['status'],
      nextAttemptAt: step.next_attempt_at === null ? null : iso(step.next_attempt_at),
      collections: step.status === 'done' ? reportOf(step) : plannedFor(row, step.source_id),
    })),
  }
}

export function reportOf({ report }: Pick<StepRow, 'report'>): Collection[] {
  return JSON.parse(report) as Collection[]
}

function plannedFor({ plan }: ErasureRow, sourceId: string): Collection[] {
  const { steps } = JSON.parse(plan) as ErasurePlan
  return steps.find(({ source }) => source === sourceId)?.collections ?? []
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
