import { z } from '@hono/zod-openapi'
import { route } from './route.ts'
import { Count, Id, Instant, Localized, Sha256, Slug } from './shared.ts'

export const ExportPart = z.object({
  source: Slug,
  title: Localized,
  status: z.enum(['waiting', 'collecting', 'done', 'gap']),
  records: Count,
  nextAttemptAt: Instant.nullable(),
})
export type ExportPart = z.infer<typeof ExportPart>

/** A copy of everything held about a person. `bytes` and `sha256` describe the file once it is ready. */
export const Export = z
  .object({
    id: Id,
    status: z.enum(['queued', 'collecting', 'ready', 'failed', 'expired']),
    /** Which categories of the register were asked for; null means everything, our own records too. */
    categories: z.array(Slug).nullable(),
    requestedAt: Instant,
    readyAt: Instant.nullable(),
    expiresAt: Instant.nullable(),
    bytes: Count.nullable(),
    sha256: Sha256.nullable(),
    parts: z.array(ExportPart),
  })
  .openapi('Export')
export type Export = z.infer<typeof Export>

const one = z.strictObject({ id: Id })

export const listExports = route({
  method: 'get',
  path: '/api/me/exports',
  access: 'account',
  summary: 'Your copies, newest first',
  status: 200,
  answer: z.object({ exports: z.array(Export) }),
})
export const requestExport = route({
  method: 'post',
  path: '/api/me/exports',
  access: 'recent',
  summary: 'Have a copy made, of everything or of some categories',
  body: z.strictObject({ id: Id, categories: z.array(Slug).min(1).max(100).optional() }),
  status: 202,
  answer: Export,
  refusals: ['export/already-running'],
})
export const getExport = route({
  method: 'get',
  path: '/api/me/exports/{id}',
  access: 'account',
  summary: 'How far a copy has come',
  params: one,
  status: 200,
  answer: Export,
  refusals: ['request/not-found'],
})
export const downloadExport = route({
  method: 'get',
  path: '/api/me/exports/{id}/file',
  access: 'recent',
  summary: 'The copy as a ZIP file; ranges are honoured, each download is logged',
  params: one,
  status: 200,
  answer: 'file',
  refusals: [
    'request/not-found',
    'session/reauthentication-required',
    'export/not-ready',
    'export/expired',
    'export/range-not-satisfiable',
  ],
})
