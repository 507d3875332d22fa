import { z } from '@hono/zod-openapi'
import { Channel } from './choices.ts'
import { route } from './route.ts'
import { Cursor, Id, Instant, Limit, Slug } from './shared.ts'

/** What a person at the operator must do by hand, e.g. about a promise that is running late or was missed. */
export const Task = z
  .object({
    id: Id,
    /** `propagation/half-over`, `propagation/most-over`, `propagation/breached`, `webhook/gone`, … */
    kind: z.string(),
    /** The id of the thing. */
    about: z.string(),
    openedAt: Instant,
    dueAt: Instant,
    /** The decision that a system has not confirmed; null for other tasks and once it was replaced. */
    obligation: z
      .object({
        source: Slug,
        account: Id,
        purpose: Slug,
        channel: Channel,
        status: z.enum(['queued', 'sent', 'confirmed', 'breached']),
        decidedAt: Instant,
        attempts: z.int().min(0),
        lastError: z.string().nullable(),
      })
      .nullable(),
  })
  .openapi('Task')
export type Task = z.infer<typeof Task>

export const listTasks = route({
  method: 'get',
  path: '/api/tasks',
  access: 'operator',
  summary: 'Open tasks for people, those due first on top',
  query: z.strictObject({ cursor: Cursor.optional(), limit: Limit, kind: z.string().min(1).max(100).optional() }),
  status: 200,
  answer: z.object({ tasks: z.array(Task), nextCursor: Cursor.nullable() }),
})
export const closeTask = route({
  method: 'post',
  path: '/api/tasks/{id}/closing',
  access: 'operator',
  summary: 'Say that a task is done',
  params: z.strictObject({ id: Id }),
  status: 204,
  answer: null,
  refusals: ['request/not-found'],
})
