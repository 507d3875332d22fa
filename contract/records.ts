import { z } from '@hono/zod-openapi'
import { route } from './route.ts'
import { Count, Cursor, Day, Instant, Limit, Localized, Slug } from './shared.ts'

/** How many records leave when; the sum is the number of records. */
export const Leaving = z.object({ within7: Count, within30: Count, within12Months: Count, later: Count, whenYouSay: Count, byLaw: Count })
export type Leaving = z.infer<typeof Leaving>

/** What a connected system answered, or that it did not. */
export const SourceState = z.object({
  id: Slug,
  title: Localized,
  state: z.enum(['answered', 'unreachable']),
  nextAttemptAt: Instant.nullable(),
})

/** A category with the real numbers of the person who asks. `records` is null where the source did not answer. */
export const CategorySummary = z.object({
  id: Slug,
  source: Slug.nullable(),
  records: Count.nullable(),
  leaving: Leaving.nullable(),
  next: z.object({ on: Day, records: Count }).nullable(),
})
export type CategorySummary = z.infer<typeof CategorySummary>

export const Overview = z
  .object({
    countedAt: Instant,
    sources: z.array(SourceState),
    categories: z.array(CategorySummary),
    /** What this privacy center itself holds: as many as a copy made now would contain and a deletion would name. */
    own: z.array(z.object({ name: z.string(), title: Localized, records: Count })),
  })
  .openapi('Overview')
export type Overview = z.infer<typeof Overview>

/** One record as the person sees it. Values are texts exactly as held; the labels come from the source's declaration. */
export const DataRecord = z
  .object({
    id: z.string().min(1).max(200),
    recordedAt: Instant.nullable(),
    leavesAt: Instant.nullable(),
    leaving: z.enum(['on-date', 'when-you-say', 'by-law']),
    title: z.string(),
    fields: z.array(z.object({ name: z.string(), label: Localized, unit: z.literal('bytes').optional(), value: z.string() })),
  })
  .openapi('Record')
export type DataRecord = z.infer<typeof DataRecord>

/** What a category's records may be narrowed to: one collection of one system. */
export const RecordKind = z.object({ id: z.string(), title: Localized })
export type RecordKind = z.infer<typeof RecordKind>

export const RecordPage = z.object({
  records: z.array(DataRecord),
  total: Count,
  nextCursor: Cursor.nullable(),
  /** All kinds of the category, whatever was asked for. */
  kinds: z.array(RecordKind),
})
export type RecordPage = z.infer<typeof RecordPage>

export const getOverview = route({
  method: 'get',
  path: '/api/me/overview',
  access: 'account',
  summary: 'What is held about you, counted now',
  status: 200,
  answer: Overview,
})
export const listRecords = route({
  method: 'get',
  path: '/api/me/categories/{category}/records',
  access: 'account',
  summary: 'Records of one category, newest first',
  params: z.strictObject({ category: Slug }),
  query: z.strictObject({
    search: z.string().max(200).optional(),
    /** One of `kinds`. */
    kind: z.string().min(1).max(200).optional(),
    /** The first and the last day, in the operator's zone. Records without a time are on no day. */
    from: Day.optional(),
    to: Day.optional(),
    cursor: Cursor.optional(),
    limit: Limit,
  }),
  status: 200,
  answer: RecordPage,
  refusals: ['request/not-found', 'source/unreachable'],
})
