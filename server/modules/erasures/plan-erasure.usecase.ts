import type { z } from '@hono/zod-openapi'
import type { ErasurePlan } from '#contract/erasures.ts'
import { problem } from '#contract/problems.ts'
import type { Localized } from '#contract/shared.ts'
import { BACKUP_DAYS, dayIn, GRACE_DAYS } from '#domain/clocks.ts'
import { canonicalPlan, executesAt } from '#domain/erasure.ts'
import { subjectKeys } from '#server/modules/sources/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import type { Source, SubjectKeys } from '#server/ports/source.ts'
import { ownStep } from './own-holdings.ts'

export type PlanPorts = Pick<Ports, 'clock' | 'database' | 'hasher' | 'sources' | 'content' | 'log'>
export type Plan = z.input<typeof ErasurePlan>
/** A plan with the keys by which each source knows the person. They are kept in the ledger and shown to nobody. */
export interface ResolvedPlan {
  plan: Plan
  keys: ReadonlyMap<string, SubjectKeys>
}
type SourceStep = { step: ErasurePlan['steps'][number]; keys: SubjectKeys }

const DAY_MS = 86_400_000
const RETRY_AFTER_SECONDS = 30

/**
 * What a deletion would do, asked of all sources side by side. A source that does not know the person is no part of it.
 * @throws {ProblemError} source/unreachable, since a plan with a hole is not what the person could agree to
 */
export async function planErasure(ports: PlanPorts, account: { id: string; email: string }): Promise<ResolvedPlan> {
  const now = ports.clock.now()
  const { zone } = ports.content.organisation
  const executes = executesAt(now, GRACE_DAYS, zone)
  const asked = await Promise.all(ports.sources.list().map((source) => stepOf(source, account, ports)))
  const steps = asked.filter((one) => one !== null)
  const shown = [...steps.map(({ step }) => step), await ownStep(ports, account.id, { at: executes })]
  const canonical = canonicalPlan({ steps: shown.map(({ source, collections }) => ({ sourceId: source, collections })) })
  return {
    plan: {
      hash: await ports.hasher.sha256(canonical),
      plannedAt: now.toISOString(),
      steps: shown,
      graceDays: GRACE_DAYS,
      executesAt: executes.toISOString(),
      backupsUntil: leavesBackupsOn(executes, zone),
    },
    keys: new Map(steps.map(({ step, keys }) => [step.source, keys])),
  }
}

/** The day by which what was deleted has left the last backup. */
export function leavesBackupsOn(executedAt: Date, zone: string): string {
  return dayIn(new Date(executedAt.getTime() + BACKUP_DAYS * DAY_MS), zone)
}

async function stepOf(source: Source, account: { id: string; email: string }, ports: PlanPorts): Promise<SourceStep | null> {
  try {
    const keys = await subjectKeys(ports, account, source)
    if (!keys) return null
    const [{ title }, collections] = await Promise.all([source.describe(), source.plan(keys)])
    return { keys, step: { source: source.id, title, collections: [...collections] } }
  } catch (error) {
    ports.log.error('erasure/plan-failed', error, { source: source.id })
    throw problem('source/unreachable', { source: await titleOf(source, ports), retryAfterSeconds: RETRY_AFTER_SECONDS })
  }
}

async function titleOf(source: Source, { log }: PlanPorts): Promise<Localized> {
  try {
    return (await source.describe()).title
  } catch (error) {
    log.error('erasure/source-silent', error, { source: source.id })
    return { en: source.id }
  }
}
