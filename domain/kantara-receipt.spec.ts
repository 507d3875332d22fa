import { describe, expect, it } from 'vitest'
import { KantaraReceipt } from '#contract/kantara-receipt.ts'
import { kantaraReceipt } from './kantara-receipt.ts'
import type { ReceiptFacts } from './receipts.ts'

const facts: ReceiptFacts = {
  receiptId: '0197f0f4-0000-7000-8000-000000000001',
  recordId: '0197f0f4-0000-7000-8000-000000000002',
  principalId: 'urn:uuid:0197f0f4-0000-7000-8000-000000000003',
  issuedAt: new Date('2026-03-27T14:00:00.900Z'),
  language: 'de',
  wording: { id: 'news-3', text: 'Neuigkeiten per E-Mail, höchstens zweimal im Monat.' },
  notice: { url: 'https://privacy.acmemail.example/notices/privacy/2026-03-01', effectiveOn: '2026-03-01' },
  purpose: { id: 'news', title: 'Neuigkeiten' },
  channel: 'email',
  personalData: ['https://w3id.org/dpv/pd#EmailAddress'],
  retention: 'Bis zum Widerruf',
  storage: 'Acme Mail GmbH',
  jurisdiction: 'EU',
  withdrawal: { url: 'https://privacy.acmemail.example/me/choices', how: 'Ein Klick' },
  parties: [
    { name: 'Acme Mail GmbH', contact: 'privacy@acmemail.example', role: 'controller' },
    { name: 'Newsletter', contact: 'privacy@acmemail.example', role: 'recipient' },
  ],
  events: [{ at: new Date('2026-03-27T14:00:00.900Z'), state: 'granted', surface: 'portal', validUntil: null }],
}
const issuer = { service: 'Acme Mail', officer: 'Malin', address: ['Rosenlundsgatan 31', '118 53 Stockholm'], publicKey: 'key' }
const receipt = kantaraReceipt(facts, issuer)

describe('a receipt after the Kantara specification', () => {
  it('keeps the rules of its schema, with time in whole seconds and the third party by name', () => {
    expect(KantaraReceipt.parse(receipt)).toMatchObject({
      version: 'KI-CR-v1.1.0',
      consentTimestamp: 1774620000,
      piiControllers: [{ piiController: 'Acme Mail GmbH', address: { streetAddress: 'Rosenlundsgatan 31' } }],
      services: [{ purposes: [{ consentType: 'EXPLICIT', thirdPartyDisclosure: true, thirdPartyName: 'Newsletter' }] }],
    })
  })

  it('does not pass a no off as consent', () => {
    const denied = kantaraReceipt({ ...facts, events: [{ ...facts.events[0]!, state: 'denied' }] }, issuer)

    expect(KantaraReceipt.parse(denied).services[0]?.purposes[0]?.consentType).toBe('EXPLICIT (denied)')
  })

  it.each(Object.keys(receipt).filter((member) => member !== 'publicKey'))('is refused by the schema without %s', (member) => {
    const rest = Object.fromEntries(Object.entries(receipt).filter(([name]) => name !== member))

    expect(KantaraReceipt.safeParse(rest).success).toBe(false)
  })

  it.each([
    ['a version that is another', { version: 'KI-CR-v1.0.0' }],
    ['a time as text', { consentTimestamp: '2026-03-27' }],
    ['a member that the format does not know', { colour: 'blue' }],
    ['no service', { services: [] }],
    ['sensitive data without their kinds', { sensitive: true }],
  ])('is refused by the schema with %s', (_, changed) => {
    expect(KantaraReceipt.safeParse({ ...receipt, ...changed }).success).toBe(false)
  })

  it('is refused by the schema with a third party that has no name', () => {
    const { thirdPartyName: _, ...purpose } = receipt.services[0]!.purposes[0]!

    expect(KantaraReceipt.safeParse({ ...receipt, services: [{ service: 'x', purposes: [purpose] }] }).success).toBe(false)
  })

  it('needs an event and a controller', () => {
    expect(() => kantaraReceipt({ ...facts, events: [] }, issuer)).toThrow(RangeError)
    expect(() => kantaraReceipt({ ...facts, parties: [] }, issuer)).toThrow(RangeError)
  })
})
