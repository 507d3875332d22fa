import { z } from '@hono/zod-openapi'
import { Channel, ChoiceState } from './choices.ts'
import { route } from './route.ts'
import { Email, Id, Instant, Sha256, Slug } from './shared.ts'

/** A person as the operator's systems name them: the account's id, or the keyed hash of the e-mail address as `POST /api/subjects` gave it. */
export const Subject = z.union([Id, Sha256])

/** What a system may do for one purpose on one channel at this moment. */
export const StandingDecision = z
  .object({
    purpose: Slug,
    channel: Channel,
    /** What the person said; `denied` where they never said anything. */
    state: ChoiceState,
    /** Whether anything may be sent now. A system that reads only this can do nothing wrong. */
    allowed: z.boolean(),
    /** When a pause ends. */
    until: Instant.nullable(),
    decidedAt: Instant.nullable(),
  })
  .openapi('StandingDecision')
export type StandingDecision = z.infer<typeof StandingDecision>

export const SubjectDecisions = z.object({ subject: Subject, decisions: z.array(StandingDecision) }).openapi('SubjectDecisions')
export type SubjectDecisions = z.infer<typeof SubjectDecisions>

/** As many as fit into one answer that is quickly made. */
const SUBJECTS_AT_ONCE = 500
const ROWS_AT_ONCE = 5_000
const IMPORT_BYTES = 2 * 1024 * 1024

const together = z.object({ subjects: z.array(SubjectDecisions) })

/** One line of a list brought in from elsewhere. What would raise a consent is counted and left out. */
export const ImportedDecision = z.strictObject({
  subject: z.union([Subject, Email]),
  purpose: Slug,
  channel: Channel,
  state: ChoiceState,
  /** When the person said it; now where the list does not know. */
  decidedAt: Instant.optional(),
})
export type ImportedDecision = z.infer<typeof ImportedDecision>

export const ImportReport = z.object({
  id: Id,
  read: z.int().min(0),
  /** Consents that are lower than before. */
  lowered: z.int().min(0),
  /** Rows that say what stands already, or something older. */
  unchanged: z.int().min(0),
  /** Rows that would have raised a consent: never done. */
  refused: z.int().min(0),
  /** Rows about people or purposes that we do not know. */
  unknown: z.int().min(0),
  /** Lines that could not be read, counted from 1. */
  faults: z.array(z.object({ line: z.int().min(1), reason: z.string() })).max(100),
})
export type ImportReport = z.infer<typeof ImportReport>

export const MailHeaders = z.object({
  subject: Subject,
  /** Whether a mail for this purpose may be sent at all; `null` headers where not. */
  allowed: z.boolean(),
  /** Opens the preference page for exactly this purpose. Carries no personal data. */
  url: z.url().nullable(),
  headers: z.object({ 'List-Unsubscribe': z.string(), 'List-Unsubscribe-Post': z.literal('List-Unsubscribe=One-Click') }).nullable(),
})
export type MailHeaders = z.infer<typeof MailHeaders>

export const readDecisions = route({
  method: 'get',
  path: '/api/decisions/{subject}',
  access: 'operator',
  summary: 'What one person has decided, from the moment of the click; with ETag',
  params: z.strictObject({ subject: Subject }),
  status: 200,
  answer: SubjectDecisions,
})
export const listDecisionsOf = route({
  method: 'get',
  path: '/api/decisions',
  access: 'operator',
  summary: 'The same for several people, parted by commas; with ETag',
  query: z.strictObject({
    subjects: z
      .string()
      .max(8_000)
      .transform((text) => text.split(','))
      .pipe(z.array(Subject).min(1).max(100)),
  }),
  status: 200,
  answer: together,
})
export const queryDecisions = route({
  method: 'post',
  path: '/api/decisions',
  access: 'operator',
  summary: 'The same for up to 500 people',
  body: z.strictObject({ subjects: z.array(Subject).min(1).max(SUBJECTS_AT_ONCE) }),
  status: 200,
  answer: together,
})
export const nameSubjects = route({
  method: 'post',
  path: '/api/subjects',
  access: 'operator',
  summary: 'The keyed hashes of e-mail addresses, to be kept instead of the addresses',
  body: z.strictObject({ emails: z.array(Email).min(1).max(SUBJECTS_AT_ONCE) }),
  status: 200,
  answer: z.object({ subjects: z.array(Sha256) }),
})
export const importDecisions = route({
  method: 'post',
  path: '/api/imports',
  access: 'operator',
  summary: 'Bring in decisions from elsewhere, as rows or as CSV; they can only lower a consent',
  body: z.union([
    z.strictObject({ id: Id, decisions: z.array(ImportedDecision).min(1).max(ROWS_AT_ONCE) }),
    z.strictObject({ id: Id, csv: z.string().min(1).max(IMPORT_BYTES) }),
  ]),
  bodyLimitBytes: IMPORT_BYTES,
  status: 201,
  answer: ImportReport,
})
export const makeMailHeaders = route({
  method: 'post',
  path: '/api/mail-headers',
  access: 'operator',
  summary: 'The headers by which a marketing mail can be stopped with one click (RFC 8058)',
  body: z.strictObject({ subjects: z.array(Subject).min(1).max(SUBJECTS_AT_ONCE), purpose: Slug, channel: Channel }),
  status: 200,
  answer: z.object({ mails: z.array(MailHeaders) }),
  refusals: ['choice/locked', 'request/not-found'],
})
