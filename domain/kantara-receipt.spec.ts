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

  it.each(Object.keys(receipt).filter((member) => member !== 'publicKey' && member !== 'language'))(
    'is refused by the schema without %s',
    (member) => {
      const rest = Object.fromEntries(Object.entries(receipt).filter(([name]) => name !== member))

      expect(KantaraReceipt.safeParse(rest).success).toBe(false)
    },
  )

  it.each([
    ['a version that is another', { version: 'KI-CR-v1.0.0' }],
    ['a time as text', { consentTimestamp: '2026-03-27' }],
    ['a member that the format does not know', { colour: 'blue' }],
    ['no service', { services: [] }],
    ['no controller', { piiControllers: [] }],
    ['a controller without telephone', { piiControllers: receipt.piiControllers.map(({ phone: _, ...rest }) => rest) }],
    [
      'an address member that the format does not know',
      { piiControllers: receipt.piiControllers.map((one) => ({ ...one, address: { planet: 'Earth' } })) },
    ],
    ['a policy that is no address', { policyUrl: 'our policy' }],
    ['sensitive data without their kinds', { sensitive: true }],
  ])('is refused by the schema with %s', (_, changed) => {
    expect(KantaraReceipt.safeParse({ ...receipt, ...changed }).success).toBe(false)
  })

  it('is refused by the schema with a third party that has no name', () => {
    const { thirdPartyName: _, ...purpose } = receipt.services[0]!.purposes[0]!

    expect(KantaraReceipt.safeParse({ ...receipt, services: [{ service: 'x', purposes: [purpose] }] }).success).toBe(false)
  })

  it('is taken by the schema in the shape of the specification’s own example: several purposes, a name beside no disclosure, sensitive data', () => {
    const purpose = {
      purpose: 'x',
      consentType: 'EXPLICIT',
      piiCategory: ['1 - Biographical', '2 - Contact'],
      termination: 'One year after the end',
    }
    const purposes = [
      { ...purpose, purposeCategory: ['2 - Contracted Service'], primaryPurpose: true, thirdPartyDisclosure: true, thirdPartyName: 'Y' },
      { ...purpose, purposeCategory: ['5 - Personalize Experience'], primaryPurpose: false, thirdPartyDisclosure: false },
      { ...purpose, purposeCategory: ['6 - Marketing'], primaryPurpose: false, thirdPartyDisclosure: false, thirdPartyName: 'Z' },
    ]
    const controller = {
      piiController: 'A newspaper',
      contact: 'Its editor',
      address: { streetAddress: 'A street', addressCountry: 'DW' },
      email: 'editor@paper.example',
      phone: '(555) 555-3429',
    }
    const like = {
      version: 'KI-CR-v1.1.0',
      jurisdiction: 'DW',
      consentTimestamp: 1_510_592_400,
      collectionMethod: 'Web form with opt-in',
      consentReceiptID: 'c1befd3e-b7e5-4ea6-8688-e9a565aade21',
      publicKey: '04:a3:1d',
      language: 'en',
      piiPrincipalId: 'A reader',
      piiControllers: [controller],
      policyUrl: 'https://paper.example/privacy_2017',
      services: [{ service: 'Subscription', purposes }],
      sensitive: true,
      spiCat: ['1 - Biographical'],
    }

    expect(KantaraReceipt.safeParse(like).error).toBeUndefined()
  })

  it('needs an event and a controller', () => {
    expect(() => kantaraReceipt({ ...facts, events: [] }, issuer)).toThrow(RangeError)
    expect(() => kantaraReceipt({ ...facts, parties: [] }, issuer)).toThrow(RangeError)
  })
})
