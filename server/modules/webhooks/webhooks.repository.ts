import type { ExpressionBuilder } from 'kysely'
import type { Queries } from '#server/ports/database.ts'
import type { Schema } from '#server/ports/schema.ts'

export type WebhookRow = Schema['webhooks']
export type MessageRow = Schema['webhook_messages']

export async function insertWebhook(queries: Queries, row: WebhookRow): Promise<void> {
  await queries.insertInto('webhooks').values(row).execute()
}

export function findWebhook(queries: Queries, id: string): Promise<WebhookRow | undefined> {
  return queries.selectFrom('webhooks').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Every webhook with what waits for it and what was given up, oldest first. */
export async function webhooksWithCounts(queries: Queries): Promise<(WebhookRow & { waiting: number; givenUp: number })[]> {
  const webhooks = await queries.selectFrom('webhooks').selectAll().orderBy('registered_at').orderBy('id').execute()
  const counts = await queries
    .selectFrom('webhook_messages')
    .select(['webhook_id', 'status'])
    .select(({ fn }) => fn.countAll<number>().as('messages'))
    .where('status', 'in', ['queued', 'given-up'])
    .groupBy(['webhook_id', 'status'])
    .execute()
  const count = (id: string, status: string) => Number(counts.find((one) => one.webhook_id === id && one.status === status)?.messages ?? 0)
  return webhooks.map((row) => ({ ...row, waiting: count(row.id, 'queued'), givenUp: count(row.id, 'given-up') }))
}

/** Ids of the webhooks that are told. */
export async function enabledWebhooks(queries: Queries): Promise<string[]> {
  const rows = await queries.selectFrom('webhooks').select('id').where('disabled_at', 'is', null).orderBy('id').execute()
  return rows.map(({ id }) => id)
}

export async function updateWebhook(queries: Queries, id: string, change: Partial<WebhookRow>): Promise<void> {
  await queries.updateTable('webhooks').set(change).where('id', '=', id).execute()
}

/** @returns whether there was one */
export async function deleteWebhook(queries: Queries, id: string): Promise<boolean> {
  const { numDeletedRows } = await queries.deleteFrom('webhooks').where('id', '=', id).executeTakeFirst()
  return numDeletedRows > 0n
}

export async function insertMessages(queries: Queries, rows: readonly MessageRow[]): Promise<void> {
  if (rows.length === 0) return
  await queries
    .insertInto('webhook_messages')
    .values([...rows])
    .execute()
}

/** Takes up to `limit` due messages for `owner`, those least often tried first, with the webhook they go to. */
export async function leaseMessages(
  queries: Queries,
  { owner, now, until, limit }: { owner: string; now: number; until: number; limit: number },
) {
  await queries
    .updateTable('webhook_messages')
    .set({ lease_owner: owner, lease_until: until })
    .where('id', 'in', (inner) =>
      inner.selectFrom('webhook_messages').select('id').where(isDue(now)).orderBy('attempts').orderBy('id').limit(limit),
    )
    .where(isDue(now))
    .execute()
  return queries
    .selectFrom('webhook_messages')
    .innerJoin('webhooks', 'webhooks.id', 'webhook_messages.webhook_id')
    .selectAll('webhook_messages')
    .select(['webhooks.url', 'webhooks.generation', 'webhooks.former_until', 'webhooks.disabled_at'])
    .where('lease_owner', '=', owner)
    .orderBy('attempts')
    .orderBy('webhook_messages.id')
    .execute()
}

export type LeasedMessage = Awaited<ReturnType<typeof leaseMessages>>[number]

/** Changes a message that is still waiting and still ours. */
export async function settleMessage(
  queries: Queries,
  { id, lease_owner }: Pick<MessageRow, 'id' | 'lease_owner'>,
  change: Partial<MessageRow>,
): Promise<boolean> {
  const { numUpdatedRows } = await queries
    .updateTable('webhook_messages')
    .set({ ...change, lease_owner: null, lease_until: null })
    .where('id', '=', id)
    .where('status', '=', 'queued')
    .where('lease_owner', '=', lease_owner)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Gives back what this owner did not get to. */
export async function releaseMessages(queries: Queries, owner: string): Promise<void> {
  await queries.updateTable('webhook_messages').set({ lease_owner: null, lease_until: null }).where('lease_owner', '=', owner).execute()
}

/** What waits for a webhook that is gone waits in vain. */
export async function dropWaiting(queries: Queries, webhookId: string, now: number, because: string): Promise<void> {
  await queries
    .updateTable('webhook_messages')
    .set({ status: 'given-up', ended_at: now, next_attempt_at: null, last_error: because, lease_owner: null, lease_until: null })
    .where('webhook_id', '=', webhookId)
    .where('status', '=', 'queued')
    .execute()
}

export async function deleteEndedBefore(queries: Queries, before: number): Promise<void> {
  await queries.deleteFrom('webhook_messages').where('status', '!=', 'queued').where('ended_at', '<', before).execute()
}

function isDue(now: number) {
  return (where: ExpressionBuilder<Schema, 'webhook_messages'>) =>
    where.and([
      where('status', '=', 'queued'),
      where('next_attempt_at', '<=', now),
      where.or([where('lease_until', 'is', null), where('lease_until', '<=', now)]),
    ])
}
