import { canonicalJson, type Json } from './canonical-json.ts'
import type { ConsentAnswer } from './consent.ts'

/** The profile a receipt conforms to. Source: Data Privacy Vocabulary, schemas for ISO/IEC TS 27560. */
export const RECEIPT_PROFILE = 'https://w3id.org/dpv/schema/dpv-27560#receipt-eu-gdpr'
const RECORD_PROFILE = 'https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr'
/** The schema version of the record. */
const SCHEMA_VERSION = 'ISO/IEC TS 27560:2023'

const CONTEXT = {
  dct: 'http://purl.org/dc/terms/',
  dpv: 'https://w3id.org/dpv#',
  'eu-gdpr': 'https://w3id.org/dpv/legal/eu/gdpr#',
  schema: 'https://schema.org/',
} as const

export type Party = { name: string; address?: string; contact: string; role: 'controller' | 'processor' | 'recipient' }

/**
 * A moment in the life of a consent. `validUntil` is null where it lasts until the person decides otherwise; a pause ends by itself, and a visitor
 * is asked again after some months.
 */
export type ReceiptEvent = {
  at: Date
  state: ConsentAnswer
  surface: string
  validUntil: Date | null
  /** The operator ended it, because the purpose changed; the person said nothing. */
  isRevoked?: boolean
}

export type ReceiptFacts = {
  /** UUID of the receipt and of the record it copies. */
  receiptId: string
  recordId: string
  /** Pseudonymous id of the person; never an address. */
  principalId: string
  issuedAt: Date
  language: string
  /** The wording exactly as shown, and the notice version in force. */
  wording: { id: string; text: string }
  notice: { url: string; effectiveOn: string }
  purpose: { id: string; title: string }
  /** Services of the purpose that were refused while the rest was allowed; none in most receipts. */
  except?: readonly { id: string; title: string }[]
  channel: string
  personalData: readonly string[]
  retention: string
  storage: string
  /** ISO 3166-1 alpha-2. */
  jurisdiction: string
  withdrawal: { url: string; how: string }
  parties: readonly Party[]
  events: readonly ReceiptEvent[]
}

/**
 * The consent receipt a person can keep: ISO/IEC TS 27560 fields as JSON-LD in terms of the Data Privacy Vocabulary.
 * @throws {RangeError} if there is no event, or a date is invalid
 */
export function consentReceipt(facts: ReceiptFacts): { readonly [key: string]: Json } {
  if (facts.events.length === 0) throw new RangeError('a receipt needs at least one event')
  return {
    '@context': CONTEXT,
    '@id': `urn:uuid:${facts.receiptId}`,
    '@type': 'dpv:ConsentReceipt',
    'dct:identifier': facts.receiptId,
    'dct:conformsTo': RECEIPT_PROFILE,
    'dct:created': facts.issuedAt.toISOString(),
    'schema:recipient': 'dpv:DataSubject',
    'dpv:hasRecordOfActivity': record(facts),
  }
}

function record(facts: ReceiptFacts): Json {
  return {
    '@id': `urn:uuid:${facts.recordId}`,
    '@type': 'dpv:ConsentRecord',
    'dct:identifier': facts.recordId,
    'dct:conformsTo': RECORD_PROFILE,
    'schema:schemaVersion': SCHEMA_VERSION,
    'dpv:hasDataSubject': { '@id': facts.principalId, '@type': 'dpv:DataSubject' },
    'dpv:hasJurisdiction': facts.jurisdiction,
    'dpv:hasApplicableLaw': 'eu-gdpr:GDPR',
    'dpv:hasNotice': {
      '@id': facts.notice.url,
      '@type': 'dpv:ConsentNotice',
      'dct:valid': facts.notice.effectiveOn,
      'dct:language': facts.language,
      'dct:identifier': facts.wording.id,
      'dct:description': facts.wording.text,
    },
    'dpv:hasProcess': {
      '@type': 'dpv:Process',
      'dpv:hasLegalBasis': 'eu-gdpr:A6-1-a',
      'dpv:hasPurpose': { '@type': 'dpv:Purpose', 'dct:identifier': facts.purpose.id, 'dct:title': facts.purpose.title },
      'dpv:hasPersonalData': [...facts.personalData],
      'dpv:hasStorageCondition': [
        { '@type': 'dpv:StorageLocation', 'dct:description': facts.storage },
        { '@type': 'dpv:StorageDuration', 'dct:description': facts.retention },
      ],
      'dpv:hasCommunicationMechanism': facts.channel,
      // Left out where nothing is excepted, as in every receipt from before services could be refused.
      ...(facts.except?.length ? { 'dpv:isNotApplicableFor': facts.except.map(service) } : {}),
    },
    'dpv:hasEntity': facts.parties.map(party),
    'dpv:hasConsentControl': {
      '@type': 'dpv:WithdrawConsent',
      '@id': facts.withdrawal.url,
      'dct:description': facts.withdrawal.how,
    },
    'dpv:hasConsentStatus': facts.events.map((moment, at) => event(moment, facts.events.slice(0, at))),
  }
}

function service({ id, title }: { id: string; title: string }): Json {
  return { '@type': 'dpv:Service', 'dct:identifier': id, 'dct:title': title }
}

function party({ name, address, contact, role }: Party): Json {
  const types = { controller: 'dpv:DataController', processor: 'dpv:DataProcessor', recipient: 'dpv:Recipient' } as const
  const named = { '@type': types[role], 'dpv:hasName': name, 'dpv:hasContact': contact }
  return address === undefined ? named : { ...named, 'dpv:hasAddress': address }
}

// A no after a yes is a withdrawal, a no before any yes is a refusal. The vocabulary has no word for less and for a while, so ours stands beside.
function event({ at, state, surface, validUntil, isRevoked = false }: ReceiptEvent, before: readonly ReceiptEvent[]): Json {
  const isYes = state === 'granted' || state === 'reduced'
  const wasYes = before.at(-1)?.state === 'granted' || before.at(-1)?.state === 'reduced'
  const said = wasYes || state === 'paused' ? 'dpv:ConsentWithdrawn' : 'dpv:ConsentRefused'
  const no = isRevoked ? 'dpv:ConsentRevoked' : said
  return {
    '@type': isYes ? 'dpv:ConsentGiven' : no,
    'dct:date': at.toISOString(),
    'dct:valid': validUntil === null ? null : validUntil.toISOString(),
    'schema:instrument': surface,
    ...(state === 'reduced' || state === 'paused' ? { 'dct:type': state } : {}),
  }
}

/** A document with its signature: Ed25519 over `signedText(document)`; key and signature in base64url without padding. */
export type SignedDocument = {
  document: { readonly [key: string]: Json }
  signature: string
  keyId: string
  publicKey: string
}

/**
 * The number under which people find a receipt again: the end of its decision's id, which stands in the receipt as the record's identifier.
 * @param decisionId a UUID; its last eight digits are random in the versions 4 and 7
 */
export function receiptNumber(decisionId: string): string {
  const digits = decisionId.slice(-8).toUpperCase()
  return `C-${digits.slice(0, 4)}-${digits.slice(4)}`
}

/** A key the operator published, so that a document cannot bring its own. */
export type PublishedKey = { keyId: string; publicKey: string }

/** Checks a signature over the UTF-8 bytes of the text. Injected; Ed25519 of WebCrypto or of Node. */
export type Verify = (text: string, signature: string, publicKey: string) => Promise<boolean>

/**
 * The text whose UTF-8 bytes are signed: the document's canonical JSON, whatever order a program or a file keeps it in.
 * @throws {TypeError} for what JSON cannot hold exactly
 */
export function signedText(document: Json): string {
  return canonicalJson(document)
}

/** The file a person keeps: the one spelling in which every changed byte is found. */
export function signedFile(signed: SignedDocument): string {
  const { document, signature, keyId, publicKey } = signed
  return canonicalJson({ document, signature, keyId, publicKey })
}

/**
 * Whether a receipt or certificate is exactly what was signed by a published key. Works offline and never throws for what it is given: a
 * document that cannot be read is false. As text it must be byte for byte what `signedFile` wrote.
 */
export async function verifyReceipt(signed: SignedDocument | string, verify: Verify, keys: readonly PublishedKey[]): Promise<boolean> {
  const read = typeof signed === 'string' ? readSignedFile(signed) : signed
  const text = read && orNull(() => signedText(read.document))
  if (read === null || text === null || !isCanonicalBase64Url(read.signature)) return false
  const isPublished = keys.some((key) => key.keyId === read.keyId && key.publicKey === read.publicKey)
  return isPublished && (await verify(text, read.signature, read.publicKey))
}

function readSignedFile(text: string): SignedDocument | null {
  const read = orNull((): unknown => JSON.parse(text))
  if (!isSignedDocument(read)) return null
  return orNull(() => signedFile(read)) === text ? read : null
}

// What cannot be read was not signed by us; why it cannot be read makes no difference to the answer.
function orNull<Value>(read: () => Value): Value | null {
  try {
    return read()
  } catch {
    return null
  }
}

function isSignedDocument(read: unknown): read is SignedDocument {
  if (typeof read !== 'object' || read === null) return false
  const { document, signature, keyId, publicKey } = read as Partial<Record<keyof SignedDocument, unknown>>
  const isObject = typeof document === 'object' && document !== null && !Array.isArray(document)
  return isObject && [signature, keyId, publicKey].every((part) => typeof part === 'string')
}

// Decoders ignore the unused bits of the last character, so four spellings would carry the same signature.
function isCanonicalBase64Url(text: string): boolean {
  return /^(?:[\w-]{4})*(?:[\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?$/.test(text)
}
