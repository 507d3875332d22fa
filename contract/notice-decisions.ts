import { z } from '@hono/zod-openapi'
import { SignedDocument } from './choices.ts'
import { NoticeVersion } from './notices.ts'
import { route } from './route.ts'
import { Cursor, Day, Id, Instant, Limit, Locale, Localized, Sha256, Slug } from './shared.ts'

/** `partly-refused`: an objection answered by a no to the purposes that the version changes. `taken-back`: the objection no longer stands. */
export const NoticeAnswer = z.enum(['acknowledged', 'objected', 'partly-refused', 'taken-back'])
export type NoticeAnswer = z.infer<typeof NoticeAnswer>
/** Where it was said: on the page of the version, on the comparison, or in the list of one's own answers. */
export const NoticeSurface = z.enum(['notice', 'comparison', 'account'])

/** What a person said about one version. Never changed, only followed by newer ones. */
export const NoticeDecision = z
  .object({
    id: Id,
    slug: Slug,
    title: Localized,
    effectiveOn: Day,
    number: z.int().min(1),
    answer: NoticeAnswer,
    /** The purposes that were refused with it. */
    purposes: z.array(Slug),
    language: Locale,
    surface: NoticeSurface,
    decidedAt: Instant,
    /** Fingerprint of the text in the language in which it was read. */
    textHash: Sha256,
    versionHash: Sha256,
    /** The newest about its version. */
    stands: z.boolean(),
    /** What became of an objection that stands. `closed`: the version took effect. `ended`: the version was withdrawn. */
    outcome: z.enum(['open', 'closed', 'ended']).nullable(),
  })
  .openapi('NoticeDecision')
export type NoticeDecision = z.infer<typeof NoticeDecision>

/** What this person can say about a version, and has said last. */
export const NoticeStanding = z
  .object({
    slug: Slug,
    effectiveOn: Day,
    number: z.int().min(1),
    status: NoticeVersion.shape.status,
    objection: NoticeVersion.shape.objection,
    /** The purposes that the version changes, as they stand for this person. */
    purposes: z.array(z.object({ id: Slug, title: Localized, allowed: z.boolean() })),
    /** The newest, null before the first. */
    decision: NoticeDecision.nullable(),
  })
  .openapi('NoticeStanding')
export type NoticeStanding = z.infer<typeof NoticeStanding>

const version = z.strictObject({ slug: Slug, date: Day })

export const getNoticeStanding = route({
  method: 'get',
  path: '/api/me/notices/{slug}/versions/{date}',
  access: 'account',
  summary: 'What you can say about a version, and what you said',
  params: version,
  status: 200,
  answer: NoticeStanding,
  refusals: ['request/not-found'],
})
export const answerNotice = route({
  method: 'post',
  path: '/api/me/notices/{slug}/versions/{date}/decisions',
  access: 'account',
  summary: 'Acknowledge a version, object to an upcoming one, refuse only the purposes it changes, or take an objection back',
  params: version,
  /** The id is made by the client, so that sending twice changes nothing. `language` is the one in which the text was read. */
  body: z.strictObject({ id: Id, answer: NoticeAnswer, language: Locale, surface: NoticeSurface }),
  status: 201,
  answer: NoticeStanding,
  refusals: [
    'request/not-found',
    'notice/objection-closed',
    'notice/not-objectionable',
    'notice/withdrawn',
    'notice/superseded',
    'notice/nothing-to-take-back',
    'notice/no-purposes',
    'notice/too-many-answers',
  ],
})
export const listNoticeDecisions = route({
  method: 'get',
  path: '/api/me/notice-decisions',
  access: 'account',
  summary: 'What you said about notices, newest first',
  query: z.strictObject({ cursor: Cursor.optional(), limit: Limit }),
  status: 200,
  answer: z.object({ decisions: z.array(NoticeDecision), nextCursor: Cursor.nullable() }),
})
export const getNoticeReceipt = route({
  method: 'get',
  path: '/api/me/notice-decisions/{id}/receipt',
  access: 'account',
  summary: 'The signed receipt of what you said about a version',
  params: z.strictObject({ id: Id }),
  status: 200,
  answer: SignedDocument,
  refusals: ['request/not-found'],
})
