import { problem } from '#contract/problems.ts'
import type { Webhook } from '#contract/webhooks.ts'
import { commit } from '#server/modules/audit/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { secretOf } from './secrets.ts'
import { deleteWebhook, findWebhook, insertWebhook, updateWebhook, type WebhookRow, webhooksWithCounts } from './webhooks.repository.ts'

type WebhookPorts = Pick<Ports, 'clock' | 'random' | 'hasher' | 'database' | 'settings'>

/** How long the former secret signs beside the new one, so that a system can change over without missing a message. */
const CHANGEOVER_MS = 86_400_000

export async function listWebhooks({ database }: Pick<Ports, 'database'>): Promise<Webhook[]> {
  return (await webhooksWithCounts(database)).map((row) => shown(row))
}

/** Registers a system. Its address is checked each time it is connected to, after its name is resolved. */
export async function registerWebhook(url: string, ports: WebhookPorts): Promise<{ webhook: Webhook; secret: string }> {
  const row: WebhookRow = {
    id: ports.random.id(),
    url,
    generation: 1,
    former_until: null,
    registered_at: ports.clock.now().getTime(),
    disabled_at: null,
    disabled_because: null,
  }
  await commit(ports, async (trx, record) => {
    await insertWebhook(trx, row)
    record({ kind: 'webhook/registered', subject: 'operator', about: row.id })
  })
  return { webhook: shown(row), secret: await secretOf(row.id, row.generation, ports.hasher) }
}

/** @throws {ProblemError} `request/not-found` */
export async function rotateWebhook(id: string, ports: WebhookPorts): Promise<{ webhook: Webhook; secret: string }> {
  const row = await commit(ports, async (trx, record) => {
    const found = await findWebhook(trx, id)
    if (!found) throw problem('request/not-found')
    const change = { generation: found.generation + 1, former_until: ports.clock.now().getTime() + CHANGEOVER_MS }
    await updateWebhook(trx, id, change)
    record({ kind: 'webhook/rotated', subject: 'operator', about: id, facts: { generation: change.generation } })
    return { ...found, ...change }
  })
  return { webhook: shown(row), secret: await secretOf(id, row.generation, ports.hasher) }
}

/** @throws {ProblemError} `request/not-found` */
export async function removeWebhook(id: string, ports: WebhookPorts): Promise<void> {
  await commit(ports, async (trx, record) => {
    if (!(await deleteWebhook(trx, id))) throw problem('request/not-found')
    record({ kind: 'webhook/removed', subject: 'operator', about: id })
  })
}

function shown(row: WebhookRow & { waiting?: number; givenUp?: number }): Webhook {
  return {
    id: row.id,
    url: row.url,
    registeredAt: iso(row.registered_at),
    formerUntil: row.former_until === null ? null : iso(row.former_until),
    disabledAt: row.disabled_at === null ? null : iso(row.disabled_at),
    disabledBecause: row.disabled_because,
    waiting: row.waiting ?? 0,
    givenUp: row.givenUp ?? 0,
  }
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
