import { generateKeyPairSync, sign, verify as verifySignature } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { consentReceipt, type ReceiptFacts, receiptNumber, type SignedDocument, signedFile, signedText, verifyReceipt } from './receipts.ts'

const pair = generateKeyPairSync('ed25519')
const publicKey = pair.publicKey.export({ format: 'jwk' }).x as string
const keys = [{ keyId: 'k1', publicKey }]

async function verify(text: string, signature: string, key: string): Promise<boolean> {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: key }
  return verifySignature(null, Buffer.from(text), { key: jwk, format: 'jwk' }, Buffer.from(signature, 'base64url'))
}

function signed(document: SignedDocument['document']): SignedDocument {
  const signature = sign(null, Buffer.from(signedText(document)), pair.privateKey).toString('base64url')
  return { document, signature, keyId: 'k1', publicKey }
}

const facts: ReceiptFacts = {
  receiptId: '0197f0f4-0000-7000-8000-000000000001',
  recordId: '0197f0f4-0000-7000-8000-000000000002',
  principalId: 'urn:uuid:0197f0f4-0000-7000-8000-000000000003',
  issuedAt: new Date('2026-03-27T14:00:00Z'),
  language: 'de',
  wording: { id: 'news-3', text: 'Neuigkeiten per E-Mail, höchstens zweimal im Monat.' },
  notice: { url: 'https://privacy.acmemail.example/notices/privacy/2026-03-01', effectiveOn: '2026-03-01' },
  purpose: { id: 'news', title: 'Neuigkeiten' },
  channel: 'email',
  personalData: ['E-Mail-Adresse'],
  retention: 'Bis zum Widerruf',
  storage: 'Deutschland',
  jurisdiction: 'DE',
  withdrawal: { url: 'https://privacy.acmemail.example/me/choices', how: 'Ein Klick' },
  parties: [{ name: 'Acme Mail GmbH', contact: 'privacy@acmemail.example', role: 'controller' }],
  events: [{ at: new Date('2026-03-27T14:00:00Z'), state: 'granted', surface: 'portal', validUntil: null }],
}

describe('a consent receipt', () => {
  it('names its profile, its record and the wording that was shown', () => {
    expect(consentReceipt(facts)).toMatchObject({
      '@type': 'dpv:ConsentReceipt',
      'dct:conformsTo': 'https://w3id.org/dpv/schema/dpv-27560#receipt-eu-gdpr',
      'dpv:hasRecordOfActivity': {
        'dct:identifier': facts.recordId,
        'dpv:hasNotice': { 'dct:language': 'de', 'dct:identifier': 'news-3', 'dct:description': facts.wording.text },
        'dpv:hasConsentStatus': [{ '@type': 'dpv:ConsentGiven', 'dct:date': '2026-03-27T14:00:00.000Z' }],
      },
    })
  })

  it('tells a withdrawal from a refusal', () => {
    const denied = { at: new Date('2026-04-01T00:00:00Z'), state: 'denied', surface: 'portal', validUntil: null } as const
    const types = (events: ReceiptFacts['events']) =>
      JSON.stringify(consentReceipt({ ...facts, events })).match(/dpv:Consent(Given|Refused|Withdrawn)/g)

    expect(types([denied])).toEqual(['dpv:ConsentRefused'])
    expect(types([...facts.events, denied])).toEqual(['dpv:ConsentGiven', 'dpv:ConsentWithdrawn'])
  })

  it('names services that were refused within what was allowed, and says nothing where none were', () => {
    const except = [{ id: 'heat-sketch', title: 'Heat Sketch' }]

    expect(consentReceipt({ ...facts, except })).toMatchObject({
      'dpv:hasRecordOfActivity': {
        'dpv:hasProcess': {
          'dpv:isNotApplicableFor': [{ '@type': 'dpv:Service', 'dct:identifier': 'heat-sketch', 'dct:title': 'Heat Sketch' }],
        },
      },
    })
    expect(consentReceipt({ ...facts, except: [] })).toEqual(consentReceipt(facts))
  })

  it('has a number that people can read out, taken from the record that it copies', () => {
    expect(receiptNumber(facts.recordId)).toBe('C-0000-0002')
    expect(receiptNumber('0197f0f4-0000-7000-8000-00007f3a19c2')).toBe('C-7F3A-19C2')
  })

  it('needs an event', () => {
    expect(() => consentReceipt({ ...facts, events: [] })).toThrow(RangeError)
  })
})

describe('a signed receipt', () => {
  const receipt = signed(consentReceipt(facts))
  const file = signedFile(receipt)

  it('verifies as a document and as a file', async () => {
    expect(await verifyReceipt(receipt, verify, keys)).toBe(true)
    expect(await verifyReceipt(file, verify, keys)).toBe(true)
  })

  it('verifies whatever order a program keeps its members in', async () => {
    const turned = { ...receipt, document: Object.fromEntries(Object.entries(receipt.document).reverse()) }

    expect(await verifyReceipt(turned, verify, keys)).toBe(true)
  })

  it('fails for every single changed byte of the file', async () => {
    const bytes = Buffer.from(file)
    const changed = Array.from(bytes, (byte, at) =>
      Buffer.from(bytes)
        .fill(byte ^ 1, at, at + 1)
        .toString('utf8'),
    )
    const verdicts = await Promise.all(changed.map((text) => verifyReceipt(text, verify, keys)))

    expect(verdicts).toHaveLength(bytes.length)
    expect(verdicts).not.toContain(true)
  })

  it('fails for any other value of any byte, any byte taken out, and any byte put in', async () => {
    const bytes = Buffer.from(file)
    const place = fc.nat({ max: bytes.length - 1 })
    const anyByte = fc.integer({ min: 0, max: 255 })
    const edits = fc.oneof(
      fc.tuple(place, anyByte).map(([at, byte]) => Buffer.concat([bytes.subarray(0, at), Buffer.of(byte), bytes.subarray(at + 1)])),
      place.map((at) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)])),
      fc.tuple(place, anyByte).map(([at, byte]) => Buffer.concat([bytes.subarray(0, at), Buffer.of(byte), bytes.subarray(at)])),
    )

    await fc.assert(
      fc.asyncProperty(
        edits.filter((edited) => !edited.equals(bytes)),
        async (edited) => !(await verifyReceipt(edited.toString('utf8'), verify, keys)),
      ),
      { numRuns: 2_000 },
    )
  })

  it.each([
    ['cut short', file.slice(0, -1)],
    ['with a space added', `${file} `],
    ['with a member added', file.replace('{', '{"a":1,')],
    ['with a member doubled', file.replace('{"document"', '{"document":{},"document"')],
    ['that is empty', ''],
    ['that is something else', '[]'],
    ['that holds a lone surrogate', '{"document":{"a":"\\ud800"},"keyId":"k1","publicKey":"","signature":""}'],
  ])('fails as a file %s', async (_, text) => {
    expect(await verifyReceipt(text, verify, keys)).toBe(false)
  })

  it('fails with a key that the operator did not publish', async () => {
    expect(await verifyReceipt(receipt, verify, [])).toBe(false)
    expect(await verifyReceipt({ ...receipt, keyId: 'k2' }, verify, keys)).toBe(false)
  })

  it('fails with another spelling of the same signature', async () => {
    const respelled = receipt.signature.slice(0, -1) + String.fromCharCode(receipt.signature.charCodeAt(85) + 1)

    expect(Buffer.from(respelled, 'base64url')).toEqual(Buffer.from(receipt.signature, 'base64url'))
    expect(await verifyReceipt({ ...receipt, signature: respelled }, verify, keys)).toBe(false)
  })
})
