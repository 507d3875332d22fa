import { nextAttemptAt } from '#domain/obligations.ts'
import { commit } from '#server/modules/audit/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { SourceError } from '#server/ports/source.ts'
import { signingSecrets } from './secrets.ts'
import {
  deleteEndedBefore,
  dropWaiting,
  type LeasedMessage,
  leaseMessages,
  releaseMessages,
  settleMessage,
  updateWebhook,
} from './webhooks.repository.ts'

export type MessagePorts = Pick<Ports, 'clock' | 'random' | 'hasher' | 'database' | 'settings' | 'log' | 'webhookSender'>

const MESSAGES_AT_ONCE = 50
const LEASE_MS = 60_000
const BEGIN_UNTIL_MS = 40_000
const KEPT_DAYS = 30
const DAY_MS = 86_400_000
const GONE = 410
const FAILURES_IN_A_ROW = 3

/**
 * Sends the messages that are due. A message may arrive twice after a crash, under the same id. 410 means that the system is gone: it is told
 * no more. What was not taken until its due date is given up, with a task; the promise itself does not hang on it, obligations carry that.
 * @returns how many messages were tried
 */
export async function deliverMessages(ports: MessagePorts): Promise<number> {
  const { clock, database, random, settings } = ports
  const begunAt = clock.now().getTime()
  await deleteEndedBefore(database, begunAt - KEPT_DAYS * DAY_MS)
  const owner = `${settings.process}:${random.id()}`
  const messages = await leaseMessages(database, { owner, now: begunAt, until: begunAt + LEASE_MS, limit: MESSAGES_AT_ONCE })
  const byWebhook = Map.groupBy(messages, ({ webhook_id }) => webhook_id)
  const runs = await Promise.allSettled([...byWebhook.values()].map((own) => deliverTo(own, begunAt, ports)))
  await releaseMessages(database, owner)
  const broken = runs.find((run) => run.status === 'rejected')
  if (broken) throw broken.reason
  return runs.reduce((sum, run) => sum + (run.status === 'fulfilled' ? run.value : 0), 0)
}

async function deliverTo(messages: readonly LeasedMessage[], begunAt: number, ports: MessagePorts): Promise<number> {
  let failures = 0
  let tried = 0
  for (const message of messages) {
    if (ports.clock.now().getTime() >= begunAt + BEGIN_UNTIL_MS || failures === FAILURES_IN_A_ROW) break
    const outcome = await deliver(message, ports)
    tried += 1
    if (outcome === 'gone') break
    failures = outcome === 'failed' ? failures + 1 : 0
  }
  return tried
}

async function deliver(message: LeasedMessage, ports: MessagePorts): Promise<'taken' | 'failed' | 'gone'> {
  const { clock, database, hasher, webhookSender } = ports
  const at = clock.now()
  const secrets = await signingSecrets({ ...message, id: message.webhook_id }, at.getTime(), hasher)
  const { id, url, payload } = message
  const answer = await webhookSender.send({ url, secrets, id, at, payload }).catch((error: unknown) => {
    if (error instanceof SourceError) return { status: 0, retryAfterMs: error.retryAfterMs }
    throw error
  })
  if (answer.status >= 200 && answer.status <= 299) {
    await settleMessage(database, message, {
      status: 'delivered',
      ended_at: clock.now().getTime(),
      next_attempt_at: null,
      last_error: null,
    })
    return 'taken'
  }
  if (answer.status === GONE) {
    await disable(message, ports)
    return 'gone'
  }
  await fail(message, answer, ports)
  return 'failed'
}

async function disable({ webhook_id: id }: LeasedMessage, ports: MessagePorts): Promise<void> {
  const now = ports.clock.now().getTime()
  await commit(ports, async (trx, record) => {
    await updateWebhook(trx, id, { disabled_at: now, disabled_because: 'gone' })
    await dropWaiting(trx, id, now, 'gone')
    await trx
      .insertInto('tasks')
      .values({ id: ports.random.id(), kind: 'webhook/gone', about: id, opened_at: now, due_at: now, closed_at: null })
      .execute()
    record({ kind: 'webhook/disabled', subject: 'system', about: id, facts: { status: GONE } })
  })
}

async function fail(
  message: LeasedMessage,
  { status, retryAfterMs }: { status: number; retryAfterMs: number | null },
  ports: MessagePorts,
): Promise<void> {
  const { clock, random, database, log } = ports
  const now = clock.now()
  const reason = status === 0 ? 'no answer' : `answered ${status}`
  const attempts = message.attempts + 1
  log.warn('webhook/failed', { webhook: message.webhook_id, message: message.id, attempts, status })
  if (now.getTime() < message.due_at) {
    const next = nextAttemptAt(attempts, now, random.fraction(), retryAfterMs ?? 0)
    await settleMessage(database, message, { attempts, next_attempt_at: next.getTime(), last_error: reason })
    return
  }
  await commit(ports, async (trx, record) => {
    const ended = { status: 'given-up', attempts, ended_at: now.getTime(), next_attempt_at: null, last_error: reason }
    if (!(await settleMessage(trx, message, ended))) return
    await trx
      .insertInto('tasks')
      .values({
        id: random.id(),
        kind: 'webhook/given-up',
        about: message.id,
        opened_at: now.getTime(),
        due_at: message.due_at,
        closed_at: null,
      })
      .execute()
    record({ kind: 'webhook/given-up', subject: 'system', about: message.id, facts: { webhook: message.webhook_id, attempts } })
  })
}
