import { z } from '@hono/zod-openapi'
import { KantaraReceipt } from './kantara-receipt.ts'
import { route } from './route.ts'
import { Cursor, Day, Id, Instant, Limit, Locale, Localized, Sha256, Slug } from './shared.ts'

/** `reduced`: yes, but less often. `paused`: no for a while; it ends by itself and goes back to what stood before. */
export const ChoiceState = z.enum(['granted', 'reduced', 'paused', 'denied'])
export type ChoiceState = z.infer<typeof ChoiceState>
/** What a device can say about a category. */
export const DeviceState = z.enum(['granted', 'denied'])
export const Channel = z.enum(['email', 'post', 'phone', 'ads', 'analytics'])
/** A channel of an account, or the websites on which a banner asks. */
export const DecisionChannel = z.enum([...Channel.options, 'web'])
export const DeviceCategory = z.enum(['preferences', 'statistics', 'advertising'])
/**
 * Who said it. `resumption`: the end of a pause. `repair`: told again, because a system had forgotten. `notice-change`: a notice changed the
 * purpose, so the yes no longer covers it.
 */
export const DecisionOrigin = z.enum(['explicit', 'signal', 'import', 'resumption', 'repair', 'notice-change'])
/** Where it was said. `gpc`: nowhere, the browser sent Global Privacy Control. */
export const Surface = z.enum(['portal', 'banner-first', 'banner-second', 'reopen', 'gpc', 'mail', 'api'])

/** What one connected system has done about a decision. Nothing is "confirmed" before the system said so when asked. */
export const Obligation = z
  .object({
    source: Slug,
    title: Localized,
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
    /** When a pause ends by itself, and what stands from then on. */
    pause: z.object({ until: Instant, resumes: z.enum(['granted', 'reduced', 'denied']) }).nullable(),
    /** What can be said beside yes and no; only while there is something to lower. */
    offers: z.array(z.enum(['reduced', 'paused'])),
    decision: z.object({ id: Id, decidedAt: Instant, origin: DecisionOrigin }).nullable(),
    propagation: Propagation.nullable(),
    /** Set where an earlier yes ended because a version of a notice changed the purpose. */
    asksAgain: z.object({ notice: Slug, title: Localized, effectiveOn: Day }).nullable(),
  })
  .openapi('Choice')
export type Choice = z.infer<typeof Choice>

/** A decision made by the person. The id is made by the client, so that sending twice changes nothing. How long a pause lasts is not asked: 30 days. */
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
  channel: DecisionChannel,
  state: ChoiceState,
  decidedAt: Instant,
  /** When we heard of it: later than it was made for a device that was offline, and for the end of a pause. */
  recordedAt: Instant,
  /** When a pause ends; null for everything else. */
  until: Instant.nullable(),
  origin: DecisionOrigin,
  language: Locale,
  surface: Surface,
  wording: z.object({ id: z.string(), text: z.string() }),
})
export type Decision = z.infer<typeof Decision>

/** A signed document that verifies offline: `signature` is Ed25519 over the canonical JSON (RFC 8785) of `document`, both keys and signature in base64url. */
export const SignedDocument = z
  // In the order of the canonical spelling, so that an answer saved as a file verifies.
  .object({ document: z.record(z.string(), z.unknown()), keyId: z.string(), publicKey: z.string(), signature: z.string() })
  .openapi('SignedDocument')
export type SignedDocument = z.infer<typeof SignedDocument>

/** Names what was asked; the banner makes it from its configuration. */
const Fingerprint = z.string().regex(/^[0-9a-f]{8,64}$/)

/** What a visitor of a registered website decided: the proof of consent. */
export const ConsentProof = z
  .strictObject({
    id: Id,
    site: Slug,
    device: Id,
    fingerprint: Fingerprint,
    decisions: z
      .array(z.strictObject({ category: DeviceCategory, state: DeviceState }))
      .min(1)
      .max(3),
    decidedAt: Instant,
    language: Locale,
    /** `gpc`: nobody was asked; the signal lowered what stood, and only its no to advertising counts. */
    surface: z.enum(['banner-first', 'banner-second', 'reopen', 'gpc']),
    signal: z.boolean(),
    /** Services refused within a granted category. */
    except: z.array(Slug).min(1).max(46).optional(),
  })
  .openapi('ConsentProof')
export type ConsentProof = z.infer<typeof ConsentProof>

export const DeviceChoices = z.object({
  site: Slug,
  decidedAt: Instant.nullable(),
  decisions: z.array(z.object({ id: Id, category: z.string(), state: DeviceState, decidedAt: Instant })),
})
export type DeviceChoices = z.infer<typeof DeviceChoices>

/** A device that follows the account: what is decided on one is shown on the others when a page is loaded next. */
export const JoinedDevice = z.object({
  device: Id,
  joinedAt: Instant,
  site: Slug.nullable(),
  decisions: z.array(z.object({ category: z.string(), state: DeviceState, decidedAt: Instant })),
})
export type JoinedDevice = z.infer<typeof JoinedDevice>
/** What stands for the websites, for the account: what the joined devices follow. */
export const WebChoice = z.object({
  category: z.string(),
  state: DeviceState,
  decision: z.object({ id: Id, decidedAt: Instant, origin: DecisionOrigin, surface: Surface }),
})
export type WebChoice = z.infer<typeof WebChoice>
const devicesAnswer = z.object({ devices: z.array(JoinedDevice), websites: z.array(WebChoice) })

/** What a device should do now. Only categories on which something newer stands than an unjoined device would know. */
export const DeviceStanding = z.object({
  joined: z.boolean(),
  decisions: z.array(z.object({ category: DeviceCategory, state: DeviceState, decidedAt: Instant })),
})
export type DeviceStanding = z.infer<typeof DeviceStanding>

/** The key in use and all former ones, so that what they signed can be checked for ever. `until` is null for the one in use. */
export const SigningKeys = z.object({
  keys: z.array(z.object({ keyId: z.string(), publicKey: z.string(), from: Instant, until: Instant.nullable() })),
})

/** `pauseEndsAt`: when a pause that begins now would end. */
const choicesAnswer = z.object({ choices: z.array(Choice), pauseEndsAt: Instant })

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
  refusals: ['choice/locked', 'choice/wording-outdated', 'choice/not-offered', 'choice/not-granted', 'request/not-found'],
})
export const withdrawAll = route({
  method: 'post',
  path: '/api/me/withdrawal',
  access: 'account',
  summary: 'Withdraw everything that can be withdrawn, on the joined devices too',
  body: z.strictObject({ id: Id, language: Locale }),
  status: 201,
  answer: choicesAnswer,
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
export const getKantaraReceipt = route({
  method: 'get',
  path: '/api/me/decisions/{id}/receipt/kantara',
  access: 'account',
  summary: 'The same receipt in the form of the Kantara Consent Receipt Specification 1.1',
  params: z.strictObject({ id: Id }),
  status: 200,
  answer: KantaraReceipt,
  refusals: ['request/not-found'],
})
export const getSigningKeys = route({
  method: 'get',
  path: '/api/signing-keys',
  access: 'public',
  summary: 'The keys by which receipts and certificates are checked, the former ones too',
  status: 200,
  answer: SigningKeys,
})
export const listDevices = route({
  method: 'get',
  path: '/api/me/devices',
  access: 'account',
  summary: 'The devices that follow your account',
  status: 200,
  answer: devicesAnswer,
})
export const joinDevice = route({
  method: 'post',
  path: '/api/me/devices',
  access: 'account',
  summary: 'Let a device follow your account, by the opaque token of the banner',
  body: z.strictObject({ device: Id }),
  status: 201,
  answer: devicesAnswer,
})
export const leaveDevice = route({
  method: 'delete',
  path: '/api/me/devices/{device}',
  access: 'account',
  summary: 'Let a device go its own way again',
  params: z.strictObject({ device: Id }),
  status: 200,
  answer: devicesAnswer,
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
export const getDeviceReceipt = route({
  method: 'post',
  path: '/api/devices/receipts',
  access: 'public',
  summary: "The signed receipt of a device's decision, for the opaque token of the banner",
  body: z.strictObject({ device: Id, decision: Id }),
  status: 200,
  answer: SignedDocument,
  refusals: ['request/not-found'],
})
export const readDeviceStanding = route({
  method: 'post',
  path: '/api/devices/standing',
  access: 'website',
  summary: 'What stands for a device that follows an account',
  body: z.strictObject({ site: Slug, device: Id, fingerprint: Fingerprint }),
  status: 200,
  answer: DeviceStanding,
})
