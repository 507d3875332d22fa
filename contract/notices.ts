import { z } from '@hono/zod-openapi'
import { route } from './route.ts'
import { Day, Instant, Locale, Localized, Sha256, Slug } from './shared.ts'

export const NoticeKind = z.enum([
  'privacy-notice',
  'gdpr-guide',
  'processing-agreement',
  'measures',
  'cookie-notice',
  'sub-processors',
  'transfers',
  'retention',
])

export const NoticeVersion = z
  .object({
    effectiveOn: Day,
    publishedAt: Instant,
    status: z.enum(['past', 'in-force', 'upcoming']),
    /** The last day on which this version applies, where a later one is known. */
    endsOn: Day.nullable(),
    number: z.int().min(1),
    significance: z.enum(['significant', 'minor', 'corrigendum', 'legal-duty']),
    languages: z.array(Locale),
    prevailing: Locale,
    changelog: z.array(z.object({ section: z.string().nullable(), text: Localized })),
    hash: Sha256,
  })
  .openapi('NoticeVersion')
export type NoticeVersion = z.infer<typeof NoticeVersion>

export const Notice = z.object({ slug: Slug, kind: NoticeKind, title: Localized, versions: z.array(NoticeVersion) }).openapi('Notice')
export type Notice = z.infer<typeof Notice>

/** A notice's text in one language: HTML made by the server when it was published, safe by construction. */
export const NoticeText = z
  .object({
    slug: Slug,
    effectiveOn: Day,
    language: Locale,
    /** Set when the asked language does not exist and another one is shown. */
    fallbackFrom: Locale.nullable(),
    title: z.string(),
    html: z.string(),
    sections: z.array(z.object({ id: z.string(), label: z.string(), title: z.string(), level: z.int() })),
    hash: Sha256,
  })
  .openapi('NoticeText')
export type NoticeText = z.infer<typeof NoticeText>

export const NoticeComparison = z
  .object({
    slug: Slug,
    from: Day,
    to: Day,
    language: Locale,
    html: z.string(),
    changes: z.object({ added: z.int(), removed: z.int(), changed: z.int(), moved: z.int() }),
  })
  .openapi('NoticeComparison')
export type NoticeComparison = z.infer<typeof NoticeComparison>

const language = z.strictObject({ language: Locale.default('en') })

export const listNotices = route({
  method: 'get',
  path: '/api/notices',
  access: 'public',
  summary: 'All notices with their versions',
  status: 200,
  answer: z.object({ notices: z.array(Notice) }),
})
export const getNotice = route({
  method: 'get',
  path: '/api/notices/{slug}',
  access: 'public',
  summary: 'One notice with its versions',
  params: z.strictObject({ slug: Slug }),
  status: 200,
  answer: Notice,
  refusals: ['request/not-found'],
})
export const getNoticeText = route({
  method: 'get',
  path: '/api/notices/{slug}/versions/{date}',
  access: 'public',
  summary: 'The text of the version in force on a date',
  params: z.strictObject({ slug: Slug, date: Day }),
  query: language,
  status: 200,
  answer: NoticeText,
  refusals: ['request/not-found'],
})
export const compareNotice = route({
  method: 'get',
  path: '/api/notices/{slug}/comparisons/{from}/{to}',
  access: 'public',
  summary: 'What differs between two versions',
  params: z.strictObject({ slug: Slug, from: Day, to: Day }),
  query: language,
  status: 200,
  answer: NoticeComparison,
  refusals: ['request/not-found'],
})
