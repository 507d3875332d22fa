import { z } from '@hono/zod-openapi'
import { Day, Instant, Localized, Sha256 } from './shared.ts'

export interface ProblemShape {
  status: 400 | 401 | 403 | 404 | 405 | 406 | 408 | 409 | 410 | 413 | 415 | 416 | 422 | 429 | 500 | 503
  /** English, for developers. People read the translation of the code. */
  title: string
  facts: z.ZodObject
}

const none = z.strictObject({})
const retry = z.strictObject({ retryAfterSeconds: z.int().min(0) })

/** Where in the request a value was refused, and why. `path` is a JSON pointer (RFC 6901) below body, query or params. */
export const Fault = z.strictObject({ path: z.string(), message: z.string() })

/** What is wrong with a new password. */
export const PasswordFault = z.union([
  z.strictObject({ code: z.literal('too-short'), minimum: z.int() }),
  z.strictObject({ code: z.literal('too-long'), maximum: z.int() }),
  z.strictObject({ code: z.enum(['blocklisted', 'is-your-address']) }),
  z.strictObject({ code: z.literal('class-missing'), missing: z.enum(['upper', 'lower', 'digit', 'special']) }),
])

/** Every expected refusal (RFC 9457). The portal translates the code; a test walks all codes and locales. */
export const problems = {
  'request/malformed': { status: 400, title: 'The body is not readable JSON', facts: z.strictObject({ reason: z.string() }) },
  'request/invalid': { status: 422, title: 'The request does not fit the contract', facts: z.strictObject({ faults: z.array(Fault) }) },
  'request/too-large': { status: 413, title: 'The body is too large', facts: z.strictObject({ limitBytes: z.int() }) },
  'request/too-slow': { status: 408, title: 'The body did not arrive in time', facts: none },
  'request/unsupported-media-type': { status: 415, title: 'Send application/json', facts: none },
  'request/cross-site': { status: 403, title: 'This address takes no requests from other sites', facts: none },
  'request/origin-not-registered': { status: 403, title: 'This website is not registered', facts: none },
  'request/not-found': { status: 404, title: 'There is nothing at this address for you', facts: none },
  'request/method-not-allowed': { status: 405, title: 'This address does not take this method', facts: none },
  'request/too-many': { status: 429, title: 'Too many requests', facts: retry },
  'server/unavailable': { status: 503, title: 'The server cannot take this now; nothing was changed', facts: retry },
  'server/fault': { status: 500, title: 'Something broke on our side', facts: z.strictObject({ reference: z.string() }) },
  'session/required': { status: 401, title: 'Sign in first', facts: none },
  'session/locked': { status: 401, title: 'The session is locked', facts: none },
  'session/wrong-credentials': { status: 401, title: 'E-mail or password is wrong', facts: none },
  'session/link-invalid': { status: 410, title: 'This sign-in link was used or has ended', facts: none },
  'session/reauthentication-required': {
    status: 403,
    title: 'Prove again that it is you',
    facts: z.strictObject({ maximumAgeMinutes: z.int() }),
  },
  'password/refused': {
    status: 422,
    title: 'This password is not safe enough',
    facts: z.strictObject({ faults: z.array(PasswordFault).min(1) }),
  },
  'operator/token-required': { status: 401, title: 'An operator token is required', facts: none },
  'choice/locked': { status: 409, title: 'This purpose cannot be switched off', facts: z.strictObject({ purpose: z.string() }) },
  'choice/wording-outdated': {
    status: 409,
    title: 'The wording shown is not the current one',
    facts: z.strictObject({ purpose: z.string() }),
  },
  'choice/not-offered': { status: 409, title: 'This purpose has only yes and no', facts: z.strictObject({ purpose: z.string() }) },
  'choice/id-taken': { status: 409, title: 'This id was used for another answer', facts: z.strictObject({ id: z.string() }) },
  'choice/not-granted': { status: 409, title: 'There is nothing to pause', facts: z.strictObject({ purpose: z.string() }) },
  'export/not-ready': { status: 409, title: 'The copy is still being made', facts: none },
  'export/expired': { status: 410, title: 'The copy has been destroyed', facts: z.strictObject({ expiredAt: Instant }) },
  'export/already-running': { status: 409, title: 'A copy is already being made', facts: none },
  'export/range-not-satisfiable': { status: 416, title: 'The asked range is outside the file', facts: none },
  'erasure/plan-changed': { status: 409, title: 'The plan is no longer the one you saw', facts: z.strictObject({ planHash: Sha256 }) },
  'erasure/already-requested': { status: 409, title: 'A deletion is already under way', facts: z.strictObject({ requestedAt: Instant }) },
  'erasure/too-late': { status: 409, title: 'The deletion has begun', facts: none },
  'source/unreachable': {
    status: 503,
    title: 'A connected system does not answer',
    facts: z.strictObject({ source: Localized, retryAfterSeconds: z.int() }),
  },
  'source/not-connected': { status: 409, title: 'No such system is connected', facts: none },
  'notice/too-soon': { status: 409, title: 'A significant change needs 30 days', facts: z.strictObject({ earliestOn: Day }) },
  'notice/reason-missing': { status: 409, title: 'A change without 30 days needs its reason on record', facts: none },
  'notice/date-taken': { status: 409, title: 'A version takes effect on this day already', facts: none },
  'notice/in-the-past': { status: 409, title: 'A version cannot take effect before it is published', facts: none },
  'notice/original-missing': { status: 409, title: 'The text in the prevailing language is missing', facts: none },
  'notice/nothing-to-correct': { status: 409, title: 'A corrigendum corrects a published version', facts: none },
  'notice/in-force': { status: 409, title: 'A version that took effect stays', facts: none },
  'notice/withdrawn': { status: 409, title: 'This version was withdrawn already', facts: none },
  'notice/purpose-unknown': {
    status: 409,
    title: 'A purpose is not in the register, or does not rest on consent',
    facts: z.strictObject({ purpose: z.string() }),
  },
  'notice/purposes-unchanged': { status: 409, title: 'Only a change of substance changes a purpose', facts: none },
  'notice/objection-closed': { status: 409, title: 'The version took effect', facts: z.strictObject({ effectiveOn: Day }) },
  'notice/not-objectionable': { status: 409, title: 'This version changes nothing that one could object to', facts: none },
  'notice/superseded': { status: 409, title: 'A later version applies', facts: none },
  'notice/nothing-to-take-back': { status: 409, title: 'There is no objection to take back', facts: none },
  'notice/no-purposes': { status: 409, title: 'This version changes no purpose that rests on consent', facts: none },
  'notice/too-many-answers': { status: 409, title: 'This version was answered too often', facts: z.strictObject({ limit: z.int() }) },
  'notice/clause-unknown': { status: 409, title: 'This version has no clause with this address', facts: none },
} satisfies Record<string, ProblemShape>

export type ProblemCode = keyof typeof problems
export type ProblemFacts<C extends ProblemCode> = z.input<(typeof problems)[C]['facts']>

/** The media type of every refusal. */
export const problemType = 'application/problem+json'

/** What stands on the wire. `type` is stable for ever; `code` is its last part, for programs. */
export const Problem = z.looseObject({ type: z.string(), title: z.string(), status: z.int(), code: z.string() }).openapi('Problem')
export type Problem = z.infer<typeof Problem>

/** A refusal on its way out. Thrown by use cases; only the HTTP floor turns it into an answer. */
export class ProblemError extends Error {
  readonly code: ProblemCode
  readonly facts: Record<string, unknown>

  constructor(code: ProblemCode, facts: Record<string, unknown>) {
    super(code)
    this.name = 'ProblemError'
    this.code = code
    this.facts = facts
  }
}

/** Makes a refusal: `throw problem('erasure/plan-changed', { planHash })`. */
export function problem<C extends ProblemCode>(
  code: C,
  ...[facts]: Record<string, never> extends ProblemFacts<C> ? [] : [facts: ProblemFacts<C>]
): ProblemError {
  return new ProblemError(code, facts ?? {})
}
