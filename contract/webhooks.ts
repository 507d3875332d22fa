import { z } from '@hono/zod-openapi'
import { route } from './route.ts'
import { Count, Id, Instant } from './shared.ts'

/** A system of the operator that is told of decisions, signed after Standard Webhooks 1.0. */
export const Webhook = z
  .object({
    id: Id,
    url: z.url(),
    registeredAt: Instant,
    /** Until when messages carry the former signature too. */
    formerUntil: Instant.nullable(),
    /** Set when the system said that it is gone (410); nothing is sent until it is registered again. */
    disabledAt: Instant.nullable(),
    disabledBecause: z.string().nullable(),
    waiting: Count,
    givenUp: Count,
  })
  .openapi('Webhook')
export type Webhook = z.infer<typeof Webhook>

/** Shown when it is made and never again. */
const secret = z.string().regex(/^whsec_[A-Za-z0-9+/]+=*$/)

export const listWebhooks = route({
  method: 'get',
  path: '/api/webhooks',
  access: 'operator',
  summary: 'Systems that are told of decisions',
  status: 200,
  answer: z.object({ webhooks: z.array(Webhook) }),
})
export const registerWebhook = route({
  method: 'post',
  path: '/api/webhooks',
  access: 'operator',
  summary: 'Tell a system of every decision from now on',
  body: z.strictObject({ url: z.url({ protocol: /^https?$/ }).max(500) }),
  status: 201,
  answer: z.object({ webhook: Webhook, secret }),
})
export const rotateWebhook = route({
  method: 'post',
  path: '/api/webhooks/{id}/rotation',
  access: 'operator',
  summary: 'Make a new secret; the former one signs too for a day',
  params: z.strictObject({ id: Id }),
  status: 201,
  answer: z.object({ webhook: Webhook, secret }),
  refusals: ['request/not-found'],
})
export const removeWebhook = route({
  method: 'delete',
  path: '/api/webhooks/{id}',
  access: 'operator',
  summary: 'Tell a system no more',
  params: z.strictObject({ id: Id }),
  status: 204,
  answer: null,
  refusals: ['request/not-found'],
})
