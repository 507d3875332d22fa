import type { RecordEvent } from '#server/modules/audit/index.ts'
import { subjectKeys } from '#server/modules/sources/index.ts'
import type { Queries } from '#server/ports/database.ts'
import type { Log } from '#server/ports/log.ts'
import type { Ports } from '#server/ports/ports.ts'
import { type ConsentDelivery, type Source, SourceError, type SubjectKeys } from '#server/ports/source.ts'
import { alarmsOf, breachedNow, raise } from './alarms.usecase.ts'
import { type LeasedObligation, move, type ObligationRow } from './obligations.repository.ts'
import { askAgainAt, retryAt } from './retry-clock.ts'
import { closeWarnings, insertTasks } from './tasks.repository.ts'
import { tellOfBreaches } from './tell-of-breaches.ts'
import { tellPrivacyTeam } from './tell-privacy-team.ts'
import { toldState } from './told-state.ts'

export type DeliverPorts = Pick<Ports, 'clock' | 'random' | 'hasher' | 'database' | 'settings' | 'log' | 'content'>
/** `failed`: the source could not be reached or refused; asked again at `until`. */
export type Outcome = { kind: 'moved' | 'waiting' } | { kind: 'failed'; until: Date; reason: string }
/** What became of an obligation, and how that is written down. Until it is written nothing has happened here, and the step is done again. */
export type Step = Outcome & { write(trx: Queries, record: RecordEvent): Promise<void> }

// A source that took a decision a day ago and does not act on it may have lost it; it hears it again, under the same key.
const TELL_AGAIN_AFTER_MS = 86_400_000
const LONGEST_REASON = 200
const released = { lease_owner: null, lease_until: null }

/**
 * Takes one obligation one step further: tells the source, or asks it whether it acts on what it was told. Each step can be repeated: the
 * source does nothing twice for one key, and a row is only changed in the state in which it was read.
 * Errors of our own floor are not caught: the lease ends by itself and the step is done again.
 * @returns what must be written down, together with other steps, since each commit costs a disk flush
 */
export async function advance(row: LeasedObligation, source: Source | undefined, ports: DeliverPorts): Promise<Step> {
  try {
    if (!source) throw new SourceError('source/not-connected')
    const keys = await asked(() => keysOf(row, source, ports), ports.log)
    if (!keys) return confirm(row, ports, 'person-unknown')
    switch (row.status) {
      case 'queued':
        return await tell(row, source, keys, ports)
      case 'sent':
        return await ask(row, source, keys, ports)
      default:
        return await insist(row, source, keys, ports)
    }
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    return fail(row, error, ports)
  }
}

async function keysOf(row: LeasedObligation, source: Source, ports: DeliverPorts): Promise<SubjectKeys | null> {
  return row.email === null ? null : subjectKeys(ports, { id: row.account_id, email: row.email }, source)
}

async function tell(row: LeasedObligation, source: Source, keys: SubjectKeys, ports: DeliverPorts): Promise<Step> {
  await asked(() => source.consent(keys, deliveryOf(row)), ports.log)
  const now = ports.clock.now()
  const next = askAgainAt(0, now, { jitter: ports.random.fraction(), dueAt: new Date(row.due_at) })
  const change = {
    status: 'sent',
    changed_at: now.getTime(),
    next_attempt_at: next.getTime(),
    attempts: 0,
    last_error: null,
    ...released,
  }
  return {
    kind: 'moved',
    async write(trx, record) {
      if (await move(trx, row, change)) record({ kind: 'obligation/sent', ...about(row) })
    },
  }
}

async function ask(row: LeasedObligation, source: Source, keys: SubjectKeys, ports: DeliverPorts): Promise<Step> {
  if (await asked(() => source.verify(keys, deliveryOf(row)), ports.log)) return confirm(row, ports)
  const now = ports.clock.now()
  if (now.getTime() - row.changed_at < TELL_AGAIN_AFTER_MS) return wait(row, now, ports)
  const change = { status: 'queued', changed_at: now.getTime(), next_attempt_at: now.getTime(), attempts: 0, ...released }
  return {
    kind: 'moved',
    async write(trx, record) {
      if (await move(trx, row, change)) record({ kind: 'obligation/told-again', ...about(row) })
    },
  }
}

/** After a breach the source is told and asked in one go until it confirms, however late. */
async function insist(row: LeasedObligation, source: Source, keys: SubjectKeys, ports: DeliverPorts): Promise<Step> {
  await asked(() => source.consent(keys, deliveryOf(row)), ports.log)
  if (await asked(() => source.verify(keys, deliveryOf(row)), ports.log)) return confirm(row, ports)
  return wait(row, ports.clock.now(), ports)
}

function wait(row: LeasedObligation, now: Date, { random }: DeliverPorts): Step {
  const next = askAgainAt(row.attempts, now, { jitter: random.fraction(), dueAt: new Date(row.due_at) })
  const change = { next_attempt_at: next.getTime(), attempts: row.attempts + 1, last_error: null, ...released }
  return {
    kind: 'waiting',
    async write(trx) {
      await move(trx, row, change)
    },
  }
}

function confirm(row: LeasedObligation, ports: DeliverPorts, reason?: string): Step {
  const now = ports.clock.now()
  return {
    kind: 'moved',
    async write(trx, record) {
      // The answer may have come after the due date although it was asked for before: then the breach stands first.
      const { email: _, ...read } = row
      const isLate = now.getTime() >= row.due_at
      const raised = isLate ? await raise(trx, record, read, { now, nextId: () => ports.random.id() }) : { row: read, tasks: [] }
      const standing = raised.row
      await insertTasks(trx, raised.tasks)
      await tellOfBreaches(trx, breachedNow(raised), ports)
      await tellPrivacyTeam(trx, alarmsOf(raised), ports)
      const change = {
        status: 'confirmed',
        changed_at: Math.max(now.getTime(), row.decided_at),
        next_attempt_at: null,
        last_error: reason ?? null,
        ...released,
      }
      if (!(await move(trx, standing, change))) return
      await closeWarnings(trx, row.id, now.getTime())
      record({
        kind: 'obligation/confirmed',
        ...about(row),
        facts: { source: row.source_id, late: standing.task_id !== null, ...(reason === undefined ? {} : { reason }) },
      })
    },
  }
}

function fail(row: LeasedObligation, error: SourceError, { clock, random, log }: DeliverPorts): Step {
  const attempts = row.attempts + 1
  const until = retryAt(attempts, clock.now(), { jitter: random.fraction(), dueAt: new Date(row.due_at), retryAfterMs: error.retryAfterMs })
  const reason = error.message.slice(0, LONGEST_REASON)
  log.warn('propagation/failed', { obligation: row.id, source: row.source_id, attempts })
  return {
    kind: 'failed',
    until,
    reason,
    async write(trx) {
      await move(trx, row, { attempts, next_attempt_at: until.getTime(), last_error: reason, ...released })
    },
  }
}

// Whatever a binding throws beyond its contract is that system's fault too: it must not hold up the other obligations.
async function asked<T>(question: () => Promise<T>, log: Log): Promise<T> {
  try {
    return await question()
  } catch (error) {
    if (error instanceof SourceError) throw error
    log.error('propagation/source-fault', error)
    throw new SourceError('source/fault')
  }
}

export function deliveryOf(row: ObligationRow): ConsentDelivery {
  return {
    key: row.id,
    purpose: row.purpose,
    channel: row.channel,
    state: toldState(row.state),
    decidedAt: new Date(row.decided_at),
  }
}

function about(row: ObligationRow) {
  return { subject: `account:${row.account_id}`, about: row.id, facts: { source: row.source_id } }
}
