import { z } from '@hono/zod-openapi'
import { route } from './route.ts'
import { Cursor, Id, Instant, Limit, Locale, Localized, Sha256, Slug } from './shared.ts'

export const ChoiceState = z.enum(['granted', 'denied'])
export const Channel = z.enum(['email', 'post', 'phone', 'ads', 'analytics'])
export const Surface = z.enum(['portal', 'banner-first', 'banner-second', 'reopen', 'mail', 'api'])

/** What one connected system has done about a decision. Nothing is "confirmed" before the system said so when asked. */
export const Obligation = z
  .object({
    source: Slug,
    title: z.string(),
    status: z.enum(['queued', 'sent', 'confirmed', 'breached']),
    /** When this status was reached. */
    at: Instant,
    nextAttemptAt: Instant.nullable(),
    attempts: z.int().min(0),
  })
  .openapi('Obligation')
export type Obligation = z.infer<typeof Obligation>

/** How far a decision has come. Honoured means that all systems have confirmed. */
export const Propagation = z.object({
  decidedAt: Instant,
  dueAt: Instant,
  targetAt: Instant,
  honouredAt: Instant.nullable(),
  obligations: z.array(Obligation),
})
export type Propagation = z.infer<typeof Propagation>

/** One purpose on one channel, as it stands for this person. */
export const Choice = z
  .object({
    purpose: Slug,
    title: Localized,
    wording: z.object({ id: z.string(), text: Localized }),
    channel: Channel,
    locked: z.boolean(),
    lockedReason: Localized.nullable(),
    state: ChoiceState,
    decision: z.object({ id: Id, decidedAt: Instant }).nullable(),
    propagation: Propagation.nullable(),
  })
  .openapi('Choice')
export type Choice = z.infer<typeof Choice>

/** A decision made by the person. The id is made by the client, so that sending twice changes nothing. */
export const DecisionRequest = z.strictObject({
  id: Id,
  purpose: Slug,
  channel: Channel,
  state: ChoiceState,
  wording: z.string().min(1).max(100),
  language: Locale,
})
export type DecisionRequest = z.infer<typeof DecisionRequest>

export const Decision = z.object({
  id: Id,
  purpose: Slug,
  channel: Channel,
  state: ChoiceState,
  decidedAt: Instant,
  language: Locale,
  surface: Surface,
  wording: z.object({ id: z.string(), text: z.string() }),
})
export type Decision = z.infer<typeof Decision>

/** A signed document that verifies offline: `signature` is Ed25519 over the canonical JSON (RFC 8785) of `document`, both keys and signature in base64url. */
export const SignedDocument = z
  .object({ document: z.record(z.string(), z.unknown()), signature: z.string(), keyId: z.string(), publicKey: z.string() })
  .openapi('SignedDocument')
export type SignedDocument = z.infer<typeof SignedDocument>

/** What a visitor of a registered website decided: the proof of consent. */
export const ConsentProof = z
  .strictObject({
    id: Id,
    site: Slug,
    device: Id,
    fingerprint: z.string().regex(/^[0-9a-f]{8,64}$/),
    decisions: z
      .array(z.strictObject({ category: z.enum(['preferences', 'statistics', 'advertising']), state: ChoiceState }))
      .min(1)
      .max(3),
    decidedAt: Instant,
    language: Locale,
    surface: z.enum(['banner-first', 'banner-second', 'reopen']),
    signal: z.boolean(),
  })
  .openapi('ConsentProof')
export type ConsentProof = z.infer<typeof ConsentProof>

export const DeviceChoices = z.object({
  site: Slug,
  decidedAt: Instant.nullable(),
  decisions: z.array(z.object({ category: z.string(), state: ChoiceState, decidedAt: Instant })),
})
export type DeviceChoices = z.infer<typeof DeviceChoices>

const choicesAnswer = z.object({ choices: z.array(Choice) })

export const listChoices = route({
  method: 'get',
  path: '/api/me/choices',
  access: 'account',
  summary: 'Your choices and how far each has come',
  status: 200,
  answer: choicesAnswer,
})
export const decide = route({
  method: 'post',
  path: '/api/me/decisions',
  access: 'account',
  summary: 'Decide on one or several purposes',
  body: z.strictObject({ decisions: z.array(DecisionRequest).min(1).max(50) }),
  status: 201,
  answer: choicesAnswer,
  refusals: ['choice/locked', 'choice/wording-outdated', 'request/not-found'],
})
export const listDecisions = route({
  method: 'get',
  path: '/api/me/decisions',
  access: 'account',
  summary: 'Every decision, newest first',
  query: z.strictObject({ cursor: Cursor.optional(), limit: Limit }),
  status: 200,
  answer: z.object({ decisions: z.array(Decision), nextCursor: Cursor.nullable() }),
})
export const getReceipt = route({
  method: 'get',
  path: '/api/me/decisions/{id}/receipt',
  access: 'account',
  summary: 'The signed receipt of a decision',
  params: z.strictObject({ id: Id }),
  status: 200,
  answer: SignedDocument,
  refusals: ['request/not-found'],
})
export const recordConsent = route({
  method: 'post',
  path: '/api/consents',
  access: 'website',
  summary: "Store a visitor's decision as proof",
  body: ConsentProof,
  status: 201,
  answer: z.object({ id: Id, hash: Sha256 }),
  refusals: ['request/origin-not-registered'],
})
export const readDeviceChoices = route({
  method: 'post',
  path: '/api/devices/choices',
  access: 'public',
  summary: "This device's choices, for the opaque token of the banner",
  body: z.strictObject({ device: Id }),
  status: 200,
  answer: DeviceChoices,
  refusals: ['request/not-found'],
})
