import { z } from '@hono/zod-openapi'
import { route } from './route.ts'
import { Email, Id, Instant, Sha256 } from './shared.ts'

export const Health = z
  .object({ status: z.literal('ok'), version: z.string(), at: Instant, database: z.enum(['sqlite', 'postgres']), demo: z.boolean() })
  .openapi('Health')

/** The root over all events so far, signed. `heads` holds the newest root of every process that writes. */
export const Checkpoint = z
  .object({
    id: Id,
    at: Instant,
    heads: z.array(z.object({ process: z.string(), sequence: z.int(), root: Sha256 })),
    signature: z.string(),
    publicKey: z.string(),
  })
  .openapi('Checkpoint')

/** A mail in the demo's mailbox page. */
export const DemoMail = z.object({
  id: Id,
  sentAt: Instant,
  to: Email,
  subject: z.string(),
  text: z.string(),
  headers: z.record(z.string(), z.string()),
})
export type DemoMail = z.infer<typeof DemoMail>

export const getHealth = route({
  method: 'get',
  path: '/api/health',
  access: 'public',
  summary: 'Whether the server works',
  status: 200,
  answer: Health,
})

export const getCheckpoint = route({
  method: 'get',
  path: '/api/checkpoints/latest',
  access: 'public',
  summary: 'The newest signed checkpoint over the chain of events',
  status: 200,
  answer: Checkpoint,
  refusals: ['request/not-found'],
})

export const listDemoMails = route({
  method: 'get',
  path: '/api/dev/mails',
  access: 'demo',
  summary: 'The mails that the demo would have sent',
  status: 200,
  answer: z.object({ mails: z.array(DemoMail) }),
})
