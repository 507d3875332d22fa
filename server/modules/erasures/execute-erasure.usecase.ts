import { addMonthsUtc } from '#domain/calendar.ts'
import { nextAttemptAt } from '#domain/obligations.ts'
import { commit } from '#server/modules/audit/index.ts'
import { OWN_SOURCE } from '#server/modules/own/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { type CollectionPlan, SourceError, type SubjectKeys } from '#server/ports/source.ts'
import { type ErasureRow, leaseNext, openTask, type StepRow, stepsOf, updateLeased, updateStep } from './erasures.repository.ts'
import { finishErasure } from './finish-erasure.usecase.ts'
import { noteInLedger } from './ledger.ts'

const LEASE_MS = 60_000
/** Tries of one source, a little over an hour, before a deletion counts as partly done and a person is called. It is tried further. */
const TRIES_BEFORE_PARTLY_DONE = 8
const released = { lease_owner: null, lease_until: null }

/**
 * Carries out the deletions whose grace period is over, source by source. Every step can be repeated: a source does nothing twice for one
 * key, so a deletion whose worker died is taken up where its steps stand.
 * @returns how many deletions were worked on
 */
export async function executeErasures(ports: Ports, limit: number): Promise<number> {
  const { clock, database, random, settings, log } = ports
  for (let worked = 0; worked < limit; worked++) {
    const now = clock.now().getTime()
    const row = await leaseNext(database, { owner: `${settings.process}:${random.id()}`, now, until: now + LEASE_MS })
    if (!row) return worked
    try {
      await execute(row, ports)
    } catch (error) {
      // Our own floor failed. The lease ends by itself and the deletion is taken up again; the others have their turn.
      log.error('erasure/failed', error, { erasure: row.id })
    }
  }
  return limit
}

async function execute(row: ErasureRow, ports: Ports): Promise<void> {
  const { clock, database } = ports
  if (row.status === 'grace') await begin(row, ports)
  const now = clock.now().getTime()
  const steps = await stepsOf(database, row.id)
  const due = steps.filter((step) => isOpen(step) && (step.next_attempt_at ?? 0) <= now)
  for (const step of due) {
    if (!(await updateLeased(database, row, { lease_until: clock.now().getTime() + LEASE_MS }))) return
    await eraseAt(step, row, ports)
  }
  const open = (await stepsOf(database, row.id)).filter(isOpen)
  if (open.length === 0) await finishErasure(row, ports)
  else await wait(row, open, ports)
}

/** What we ourselves hold goes last, in the transaction that ends the deletion. */
function isOpen({ status, source_id }: StepRow): boolean {
  return status !== 'done' && source_id !== OWN_SOURCE
}

async function begin(row: ErasureRow, ports: Ports): Promise<void> {
  await noteInLedger(ports, row.id, 'begun')
  await commit(ports, async (trx, record) => {
    if (!(await updateLeased(trx, row, { status: 'executing' }))) return
    record({ kind: 'erasure/begun', subject: `account:${row.account_id}`, about: row.id })
  })
}

async function eraseAt(step: StepRow, row: ErasureRow, ports: Ports): Promise<void> {
  try {
    await updateStep(ports.database, step, { status: 'executing' })
    const report = await ask(step, row, ports)
    await commit(ports, async (trx, record) => {
      await updateStep(trx, step, { status: 'done', report: JSON.stringify(report), next_attempt_at: null })
      record({
        kind: 'erasure/source-done',
        subject: `account:${row.account_id}`,
        about: row.id,
        facts: { source: step.source_id, ...counts(report) },
      })
    })
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    const attempts = step.attempts + 1
    const next = nextAttemptAt(attempts, ports.clock.now(), ports.random.fraction(), error.retryAfterMs ?? 0)
    await updateStep(ports.database, step, { status: 'retrying', attempts, next_attempt_at: next.getTime() })
    ports.log.warn('erasure/source-failed', { erasure: row.id, source: step.source_id, attempts })
  }
}

// Whatever a binding throws beyond its contract is that system's fault too: it must not stop the other sources.
async function ask(step: StepRow, row: ErasureRow, { sources, log }: Ports): Promise<readonly CollectionPlan[]> {
  const source = sources.get(step.source_id)
  if (!source) throw new SourceError('source/not-connected')
  try {
    return await source.erase(JSON.parse(step.keys) as SubjectKeys, { planHash: row.plan_hash, key: keyOf(step) })
  } catch (error) {
    if (error instanceof SourceError) throw error
    log.error('erasure/source-fault', error, { source: step.source_id })
    throw new SourceError('source/fault')
  }
}

/** A source answers a key that it knows without doing anything; told again, it must do it, wherever it keeps its keys. */
function keyOf({ erasure_id, source_id, told_again }: StepRow): string {
  return told_again === 0 ? `${erasure_id}:${source_id}` : `${erasure_id}:${source_id}:${told_again}`
}

async function wait(row: ErasureRow, open: readonly StepRow[], ports: Ports): Promise<void> {
  const now = ports.clock.now()
  const next = Math.min(...open.map((step) => step.next_attempt_at ?? 0))
  const isStuck = open.some((step) => step.attempts >= TRIES_BEFORE_PARTLY_DONE)
  await commit(ports, async (trx, record) => {
    const change = isStuck ? { status: 'partly-done', ended_at: row.ended_at ?? now.getTime() } : {}
    if (!(await updateLeased(trx, row, { next_attempt_at: next, ...change, ...released }))) return
    if (!isStuck || row.status === 'partly-done') return
    // One month from the request: what Art. 12(3) GDPR allows for telling the person what was done.
    const dueAt = addMonthsUtc(new Date(row.requested_at), 1).getTime()
    await openTask(trx, { id: ports.random.id(), erasureId: row.id, openedAt: now.getTime(), dueAt })
    record({ kind: 'erasure/partly-done', subject: `account:${row.account_id}`, about: row.id, facts: { remaining: open.length } })
  })
}

function counts(report: readonly CollectionPlan[]): Record<string, number> {
  const of = (mode: CollectionPlan['mode']) => report.filter((one) => one.mode === mode).reduce((sum, { count }) => sum + count, 0)
  return { erased: of('erase'), masked: of('mask'), kept: of('keep') }
}
