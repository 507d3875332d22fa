import { z } from '@hono/zod-openapi'
import { SignedDocument } from './choices.ts'
import { route } from './route.ts'
import { Count, Day, Id, Instant, Localized, Sha256, Slug } from './shared.ts'

export const ErasureCollection = z.object({
  name: z.string(),
  category: Slug,
  mode: z.enum(['erase', 'mask', 'keep']),
  count: Count,
  /** Why something stays, and until when. */
  ground: Localized.nullable(),
  until: Day.nullable(),
})

export const ErasureStepPlan = z.object({ source: Slug, title: Localized, collections: z.array(ErasureCollection) })

/** What would be deleted, counted now. The hash covers systems, collections, mode, ground and until, not the counts: records keep expiring. */
export const ErasurePlan = z
  .object({ hash: Sha256, plannedAt: Instant, steps: z.array(ErasureStepPlan), graceDays: Count, executesAt: Instant, backupsUntil: Day })
  .openapi('ErasurePlan')
export type ErasurePlan = z.infer<typeof ErasurePlan>

export const Erasure = z
  .object({
    id: Id,
    status: z.enum(['grace', 'executing', 'done', 'partly-done', 'cancelled']),
    requestedAt: Instant,
    executesAt: Instant,
    endedAt: Instant.nullable(),
    planHash: Sha256,
    steps: z.array(
      z.object({
        source: Slug,
        title: Localized,
        status: z.enum(['waiting', 'executing', 'done', 'retrying']),
        nextAttemptAt: Instant.nullable(),
        collections: z.array(ErasureCollection),
      }),
    ),
  })
  .openapi('Erasure')
export type Erasure = z.infer<typeof Erasure>

const one = z.strictObject({ id: Id })

export const planErasure = route({
  method: 'get',
  path: '/api/me/erasure-plan',
  access: 'account',
  summary: 'What a deletion would do, from real counts',
  status: 200,
  answer: ErasurePlan,
  refusals: ['source/unreachable'],
})
export const requestErasure = route({
  method: 'post',
  path: '/api/me/erasures',
  access: 'recent',
  summary: 'Ask for exactly the deletion that was shown',
  body: z.strictObject({ id: Id, planHash: Sha256 }),
  status: 201,
  answer: Erasure,
  refusals: ['erasure/plan-changed', 'erasure/already-requested', 'source/unreachable'],
})
export const getCurrentErasure = route({
  method: 'get',
  path: '/api/me/erasures/current',
  access: 'account',
  summary: 'The deletion under way, if any',
  status: 200,
  answer: z.object({ erasure: Erasure.nullable() }),
})
export const cancelErasure = route({
  method: 'post',
  path: '/api/me/erasures/{id}/cancellation',
  access: 'account',
  summary: 'Keep the account after all',
  params: one,
  status: 200,
  answer: Erasure,
  refusals: ['request/not-found', 'erasure/too-late'],
})
/** What was put in motion; the sources are told by the sweeps. */
export const ErasureReplay = z
  .object({
    sources: z.array(Slug),
    /** Deletions that these sources are told of again. */
    deletions: Count,
    /** Deletions that were being carried out at this moment. Ask again for these. */
    busy: Count,
  })
  .openapi('ErasureReplay')
export type ErasureReplay = z.infer<typeof ErasureReplay>

export const replayErasures = route({
  method: 'post',
  path: '/api/erasures/replay',
  access: 'operator',
  summary: 'Tell systems again of the deletions that they have carried out, after one was restored alone from a backup',
  body: z.strictObject({ source: Slug.optional() }),
  status: 202,
  answer: ErasureReplay,
  refusals: ['source/not-connected'],
})

/** The account is gone when the certificate exists, so whoever holds the code from the last mail may read it. It names nobody. */
export const getErasureCertificate = route({
  method: 'get',
  path: '/api/certificates/{code}',
  access: 'public',
  summary: 'The signed certificate of a deletion, by the code from the last mail',
  params: z.strictObject({ code: z.string().regex(/^[0-9a-f-]{36}-[0-9a-f]{32}$/i) }),
  status: 200,
  answer: SignedDocument,
  refusals: ['request/not-found'],
})
