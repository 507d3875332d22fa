import { z } from '@hono/zod-openapi'
import { route } from './route.ts'
import { Day, Email, Id, Instant, Locale, Localized, Sha256, Slug } from './shared.ts'

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

export const Significance = z.enum(['significant', 'minor', 'corrigendum', 'legal-duty'])
export type Significance = z.infer<typeof Significance>

/** A dated note beside a published text, outside its hash: the text itself stays as it is. */
export const NoticeAnnotation = z
  .object({ id: Id, section: z.string().nullable(), text: Localized, notedAt: Instant })
  .openapi('NoticeAnnotation')
export type NoticeAnnotation = z.infer<typeof NoticeAnnotation>

export const NoticeVersion = z
  .object({
    effectiveOn: Day,
    publishedAt: Instant,
    /** `withdrawn`: taken back before it took effect; it never applied. */
    status: z.enum(['past', 'in-force', 'upcoming', 'withdrawn']),
    /** The last day on which this version applies, where a later one is known. */
    endsOn: Day.nullable(),
    number: z.int().min(1),
    significance: Significance,
    /** Why this version applies earlier than after 30 days; on record for a corrigendum and a legal duty. */
    reason: z.string().nullable(),
    /** The day of the version that this corrigendum corrects. */
    corrects: Day.nullable(),
    withdrawn: z.object({ at: Instant, reason: z.string() }).nullable(),
    annotations: z.array(NoticeAnnotation),
    languages: z.array(Locale),
    prevailing: Locale,
    /** `concerns`: categories of the register whose records the change touches. */
    changelog: z.array(z.object({ section: z.string().nullable(), text: Localized, concerns: z.array(Slug).optional() })),
    /** Purposes resting on consent that this version changes: whoever agreed before is asked again when it takes effect. */
    purposes: z.array(z.object({ id: Slug, title: Localized })),
    /** Until when account holders may object; null where there is nothing to object to, and for a withdrawn version. */
    objection: z.object({ lastDay: Day, closesAt: Instant, isOpen: z.boolean() }).nullable(),
    hash: Sha256,
  })
  .openapi('NoticeVersion')
export type NoticeVersion = z.infer<typeof NoticeVersion>

export const Notice = z
  .object({
    slug: Slug,
    kind: NoticeKind,
    title: Localized,
    /** What the notice is about, in one sentence. */
    summary: Localized.nullable(),
    related: z.array(Slug),
    versions: z.array(NoticeVersion),
  })
  .openapi('Notice')
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
    /** Sections whose translation is older than the prevailing text. */
    stale: z.array(z.string()),
    /** The language that stands beside this one, section by section. */
    beside: Locale.nullable(),
    /** Words in the text that the operator explains, in its language; a help for reading, outside the hash. */
    glossary: z.array(z.object({ id: Slug, term: z.string(), meaning: z.string() })),
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
    /** The sections in which anything differs, in the order of the HTML. */
    sections: z.array(
      z.object({
        /** The fragment at which the section stands in the HTML. */
        anchor: z.string(),
        label: z.string(),
        /** Empty for what stands before the first heading. */
        title: z.string(),
        isNew: z.boolean(),
        isRemoved: z.boolean(),
        isMoved: z.boolean(),
        isChanged: z.boolean(),
        /** Nothing but printed numbers differs in it. */
        isRenumbered: z.boolean(),
        /** Numbers of the changes in it; change 3 stands at the fragment `c3`. */
        changes: z.array(z.int()),
      }),
    ),
    /** How many sections say the same in both versions. */
    sameSections: z.int(),
  })
  .openapi('NoticeComparison')
export type NoticeComparison = z.infer<typeof NoticeComparison>

/** Where a clause stands in each version that has it: its address outlives new numbers, moves and new words. */
export const NoticeClause = z
  .object({
    slug: Slug,
    id: z.string(),
    versions: z.array(z.object({ effectiveOn: Day, number: z.int(), label: z.string(), words: z.string() })),
    /** The day since which the clause is gone; null while the newest version has it. */
    goneSince: Day.nullable(),
  })
  .openapi('NoticeClause')
export type NoticeClause = z.infer<typeof NoticeClause>

/** A correction without change of substance, as a resource of its own. */
export const NoticeCorrigendum = z
  .object({
    effectiveOn: Day,
    corrects: Day.nullable(),
    publishedAt: Instant,
    reason: z.string(),
    changelog: NoticeVersion.shape.changelog,
    hash: Sha256,
  })
  .openapi('NoticeCorrigendum')

/** A clause's address in a path; author-made ids may be in any script. */
export const ClauseId = z.string().min(1).max(200)

/** Who wants mails about a notice, and in which language. */
export const NoticeSubscriptionRequest = z.strictObject({ email: Email, language: Locale }).openapi('NoticeSubscriptionRequest')

const language = z.strictObject({ language: Locale.default('en') })
const languages = z.strictObject({ language: Locale.default('en'), beside: Locale.optional() })

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
  query: languages,
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
export const getNoticeClause = route({
  method: 'get',
  path: '/api/notices/{slug}/clauses/{clause}',
  access: 'public',
  summary: 'Where a clause stands in each version, or since when it is gone',
  params: z.strictObject({ slug: Slug, clause: ClauseId }),
  query: language,
  status: 200,
  answer: NoticeClause,
  refusals: ['request/not-found'],
})
export const listNoticeCorrigenda = route({
  method: 'get',
  path: '/api/notices/{slug}/corrigenda',
  access: 'public',
  summary: 'The corrections of a notice',
  params: z.strictObject({ slug: Slug }),
  status: 200,
  answer: z.object({ corrigenda: z.array(NoticeCorrigendum) }),
  refusals: ['request/not-found'],
})
export const askForNoticeMails = route({
  method: 'post',
  path: '/api/notices/{slug}/subscriptions',
  access: 'public',
  summary: 'Ask for mails about a notice; the answer never tells whether the address is known, and a mail must be confirmed first',
  params: z.strictObject({ slug: Slug }),
  body: NoticeSubscriptionRequest,
  status: 202,
  answer: null,
  refusals: ['request/not-found'],
})
