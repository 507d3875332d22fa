import type { ReceiptFacts } from './receipts.ts'

/**
 * Kinds of personal data by channel, in words that the person understands, as the specification asks. Its example numbers some of them; only
 * numbers that stand there are used.
 */
const piiCategories: Readonly<Record<string, string>> = {
  email: '2 - Contact',
  post: '2 - Contact',
  phone: '2 - Contact',
  ads: 'Interests',
  analytics: 'Use of the service',
  web: 'Use of the website',
}

/** Purpose categories by channel, likewise. */
const purposeCategories: Readonly<Record<string, string>> = {
  email: '6 - Marketing',
  post: '6 - Marketing',
  phone: '6 - Marketing',
  ads: '6 - Marketing',
  analytics: 'Improve performance',
  web: 'Improve performance',
}

/** What the operator says about itself beyond the facts of a receipt. */
export type KantaraIssuer = { service: string; officer: string; address: readonly string[]; publicKey: string }

/**
 * The same facts after the Kantara Consent Receipt Specification 1.1.0. The format knows no refusal and no withdrawal: what became of the
 * consent stands in `consentType`, and the receipt after ISO/IEC TS 27560 is the one to rely on.
 * @throws {RangeError} if there is no event or no controller
 */
export function kantaraReceipt(facts: ReceiptFacts, issuer: KantaraIssuer) {
  const event = facts.events.at(-1)
  const controller = facts.parties.find(({ role }) => role === 'controller')
  if (!event || !controller) throw new RangeError('a receipt needs an event and a controller')
  const recipients = facts.parties.filter(({ role }) => role !== 'controller').map(({ name }) => name)
  const [streetAddress = '', ...locality] = issuer.address
  return {
    version: 'KI-CR-v1.1.0' as const,
    jurisdiction: facts.jurisdiction,
    consentTimestamp: Math.floor(event.at.getTime() / 1_000),
    collectionMethod: `${event.surface}: ${facts.wording.text}`,
    consentReceiptID: facts.receiptId,
    publicKey: issuer.publicKey,
    language: facts.language,
    piiPrincipalId: facts.principalId,
    piiControllers: [
      {
        piiController: controller.name,
        contact: issuer.officer,
        address: { streetAddress, ...(locality.length > 0 ? { addressLocality: locality.join(', ') } : {}) },
        email: controller.contact,
        // The register keeps no telephone number, and the format wants the member.
        phone: '',
      },
    ],
    policyUrl: facts.notice.url,
    services: [
      {
        service: issuer.service,
        purposes: [
          {
            purpose: facts.purpose.title,
            purposeCategory: [purposeCategories[facts.channel] ?? '6 - Marketing'],
            consentType: event.state === 'granted' ? 'EXPLICIT' : `EXPLICIT (${event.state})`,
            piiCategory: [piiCategories[facts.channel] ?? '2 - Contact'],
            primaryPurpose: false,
            termination: facts.withdrawal.url,
            thirdPartyDisclosure: recipients.length > 0,
            ...(recipients.length > 0 ? { thirdPartyName: recipients.join(', ') } : {}),
          },
        ],
      },
    ],
    sensitive: false,
    spiCat: [],
  }
}
