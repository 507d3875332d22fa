import { z } from '@hono/zod-openapi'
import { ClauseId, NoticeAnnotation, NoticeKind, NoticeVersion, Significance } from './notices.ts'
import { route } from './route.ts'
import { Day, Locale, Localized, Sha256, Slug } from './shared.ts'

const Prose = z.string().trim().min(1).max(2_000)

/** A version as its author hands it over. The texts are Markdown. */
export const NoticeDraft = z
  .strictObject({
    kind: NoticeKind,
    title: Localized,
    audience: z
      .array(z.enum(['customers', 'visitors', 'recipients']))
      .max(3)
      .default([]),
    summary: Localized.nullable().default(null),
    related: z.array(Slug).max(20).default([]),
    prevailing: Locale,
    significance: Significance,
    reason: Prose.nullable().default(null),
    corrects: Day.nullable().default(null),
    effectiveOn: Day,
    changelog: z
      .array(z.strictObject({ section: ClauseId.nullable(), text: Localized, concerns: z.array(Slug).max(50).optional() }))
      .max(100)
      .default([]),
    /** Ids of purposes that rest on consent and that this version changes. */
    purposes: z.array(Slug).max(50).default([]),
    /** Set where `{register: …}` in the texts stands for tables of the registers. */
    rendered: z.literal('registers').nullable().default(null),
    texts: z.strictObject({ en: z.string().min(1).optional(), de: z.string().min(1).optional(), ar: z.string().min(1).optional() }),
  })
  .openapi('NoticeDraft')
export type NoticeDraft = z.infer<typeof NoticeDraft>

/** Something an author may want to repair. Nothing is ever repaired without them. */
export const NoticeFinding = z
  .object({
    code: z.enum([
      'number-gap',
      'number-twice',
      'leftover',
      'date-differs',
      'date-in-one-language',
      'glued-words',
      'glued-address',
      'framework-gone',
      'translation-missing',
      'translation-stale',
      'translation-shape',
      'heading-jump',
      'pseudo-heading',
      'role-differs',
      'link-to-nothing',
      'changelog-to-nothing',
      'register-unknown',
      'hidden-character',
      'cells-lost',
      'definition-unused',
      'published-differently',
    ]),
    language: Locale.nullable(),
    /** Line in that language's file, counted from 1. */
    line: z.int().nullable(),
    facts: z.record(z.string(), z.union([z.string(), z.number()])),
  })
  .openapi('NoticeFinding')
export type NoticeFinding = z.infer<typeof NoticeFinding>

export const PublishedVersion = z.object({ slug: Slug, effectiveOn: Day, number: z.int(), hash: Sha256, findings: z.array(NoticeFinding) })
export const NoticeCheck = z.object({
  effectiveOn: Day,
  /** The first day on which a change published now may apply. */
  earliestOn: Day,
  /** Why publishing would be refused now: a problem code with its facts; null where it would succeed. */
  refusal: z.object({ code: z.string(), facts: z.record(z.string(), z.unknown()) }).nullable(),
  /** The version of the draft's day, else one that stands and has the same words; null where there is neither. */
  published: z.object({ effectiveOn: Day, number: z.int(), isWithdrawn: z.boolean() }).nullable(),
  findings: z.array(NoticeFinding),
})
export type NoticeCheck = z.infer<typeof NoticeCheck>
export const NoticePreview = z.object({
  texts: z.array(z.object({ language: Locale, title: z.string(), html: z.string(), hash: Sha256 })),
})
export type NoticePreview = z.infer<typeof NoticePreview>

/** Six languages of a long notice fit; an ordinary body is much smaller. */
export const DRAFT_BYTES = 2 * 1024 * 1024

export const publishNotice = route({
  method: 'post',
  path: '/api/notices/{slug}/versions',
  access: 'operator',
  summary: 'Publish a version for ever',
  params: z.strictObject({ slug: Slug }),
  body: NoticeDraft,
  bodyLimitBytes: DRAFT_BYTES,
  status: 201,
  answer: PublishedVersion,
  refusals: [
    'notice/too-soon',
    'notice/reason-missing',
    'notice/date-taken',
    'notice/in-the-past',
    'notice/original-missing',
    'notice/nothing-to-correct',
    'notice/purpose-unknown',
    'notice/purposes-unchanged',
  ],
})
export const checkNotice = route({
  method: 'post',
  path: '/api/notices/{slug}/checks',
  access: 'operator',
  summary: 'Say what publishing a draft would do, and what its author may want to repair',
  params: z.strictObject({ slug: Slug }),
  body: NoticeDraft,
  bodyLimitBytes: DRAFT_BYTES,
  status: 200,
  answer: NoticeCheck,
})
export const previewNotice = route({
  method: 'post',
  path: '/api/notices/{slug}/previews',
  access: 'operator',
  summary: 'Set a draft as it would be published, without publishing it',
  params: z.strictObject({ slug: Slug }),
  body: NoticeDraft,
  bodyLimitBytes: DRAFT_BYTES,
  status: 200,
  answer: NoticePreview,
})
export const withdrawNotice = route({
  method: 'post',
  path: '/api/notices/{slug}/versions/{date}/withdrawal',
  access: 'operator',
  summary: 'Take an upcoming version back before it takes effect',
  params: z.strictObject({ slug: Slug, date: Day }),
  body: z.strictObject({ reason: Prose }),
  status: 201,
  answer: NoticeVersion,
  refusals: ['request/not-found', 'notice/in-force', 'notice/withdrawn'],
})
export const annotateNotice = route({
  method: 'post',
  path: '/api/notices/{slug}/versions/{date}/annotations',
  access: 'operator',
  summary: 'Put a dated note beside a published text',
  params: z.strictObject({ slug: Slug, date: Day }),
  body: z.strictObject({ section: ClauseId.nullable().default(null), text: Localized }),
  status: 201,
  answer: NoticeAnnotation,
  refusals: ['request/not-found', 'notice/clause-unknown'],
})
