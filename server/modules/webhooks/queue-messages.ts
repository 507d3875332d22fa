import { dueAt, OPT_OUT_DAYS } from '#domain/clocks.ts'
import { allowsMore, type ConsentDecision } from '#domain/consent.ts'
import type { Queries } from '#server/ports/database.ts'
import type { Ports } from '#server/ports/ports.ts'
import { enabledWebhooks, insertMessages } from './webhooks.repository.ts'

type QueuePorts = Pick<Ports, 'clock' | 'random'> & { content: { organisation: { zone: string } } }

/** The one kind of message: somebody's decision stands from now on. */
export const DECISION_RECORDED = 'decision.recorded'

/**
 * Writes a message to every webhook about each decision that stands now, in the transaction of the decision. Messages carry ids and states,
 * never an address or a name.
 */
export async function queueMessages(trx: Queries, decisions: readonly ConsentDecision[], ports: QueuePorts): Promise<void> {
  if (decisions.length === 0) return
  const webhooks = await enabledWebhooks(trx)
  if (webhooks.length === 0) return
  const now = ports.clock.now()
  const due = dueAt(now, OPT_OUT_DAYS, ports.content.organisation.zone).getTime()
  const rows = decisions.flatMap((decision) =>
    webhooks.map((webhookId) => ({
      id: ports.random.id(),
      webhook_id: webhookId,
      kind: DECISION_RECORDED,
      payload: payloadOf(decision, now),
      status: 'queued',
      made_at: now.getTime(),
      due_at: due,
      next_attempt_at: now.getTime(),
      attempts: 0,
      ended_at: null,
      last_error: null,
      lease_owner: null,
      lease_until: null,
    })),
  )
  await insertMessages(trx, rows)
}

function payloadOf({ id, subject, purpose, channel, state, decidedAt, pause }: ConsentDecision, now: Date): string {
  return JSON.stringify({
    type: DECISION_RECORDED,
    timestamp: now.toISOString(),
    data: {
      subject: subject.slice('account:'.length),
      decision: id,
      purpose,
      channel,
      state,
      allowed: allowsMore(state, 'paused'),
      until: pause?.until.toISOString() ?? null,
      decidedAt: decidedAt.toISOString(),
    },
  })
}
