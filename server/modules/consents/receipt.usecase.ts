import type { SignedDocument } from '#contract/choices.ts'
import { problem } from '#contract/problems.ts'
import type { Locale } from '#contract/shared.ts'
import { canonicalJson } from '#domain/canonical-json.ts'
import { dayIn } from '#domain/clocks.ts'
import { consentReceipt, type Party, type ReceiptFacts } from '#domain/receipts.ts'
import { type Pause, sourceTitles } from '#server/modules/propagation/index.ts'
import type { Content, Purpose } from '#server/ports/content.ts'
import type { Ports } from '#server/ports/ports.ts'
import { subjectOf } from './choices.usecases.ts'
import { type DecisionRow, findDecisions, noticeInForce } from './decisions.repository.ts'
import { derivedId } from './derived-id.ts'

type ReceiptPorts = Pick<Ports, 'database' | 'content' | 'hasher' | 'settings' | 'signer' | 'sources'>

/** Personal data that a channel uses, in terms of the Data Privacy Vocabulary. Source: https://w3id.org/dpv/pd */
const personalData: Readonly<Record<string, readonly string[]>> = {
  email: ['https://w3id.org/dpv/pd#EmailAddress'],
  post: ['https://w3id.org/dpv/pd#PhysicalAddress'],
  phone: ['https://w3id.org/dpv/pd#TelephoneNumber'],
  ads: ['https://w3id.org/dpv/pd#Interest'],
  analytics: ['https://w3id.org/dpv/pd#ServiceConsumptionBehavior'],
}

const words = {
  en: { retention: 'Until you decide otherwise', withdrawal: 'Choose again on this page. It takes one click.' },
  de: { retention: 'Bis Sie anders entscheiden', withdrawal: 'Entscheiden Sie auf dieser Seite neu. Ein Klick genügt.' },
  ar: { retention: 'حتى تقرر خلاف ذلك', withdrawal: 'اختر من جديد في هذه الصفحة. تكفي نقرة واحدة.' },
} as const satisfies Record<Locale, unknown>

/** The register names no country code; the rules the receipt speaks of are the Union's. */
const JURISDICTION = 'EU'

/**
 * The signed receipt of one decision; the same document every time it is asked for.
 * @throws {ProblemError} `request/not-found` when the account made no such decision
 */
export async function getReceipt(
  { accountId, decisionId }: { accountId: string; decisionId: string },
  ports: ReceiptPorts,
  pause: Pause,
): Promise<SignedDocument> {
  const [row] = await findDecisions(ports.database, [decisionId])
  if (row?.subject !== subjectOf(accountId)) throw problem('request/not-found')
  const document = consentReceipt(await factsOf(row, accountId, ports, pause))
  const { signer } = ports
  return { document, signature: await signer.sign(canonicalJson(document)), keyId: signer.keyId, publicKey: signer.publicKey }
}

async function factsOf(row: DecisionRow, accountId: string, ports: ReceiptPorts, pause: Pause): Promise<ReceiptFacts> {
  const { database, content, hasher, settings, sources } = ports
  const language = row.language as Locale
  const decidedAt = new Date(row.decided_at)
  const day = dayIn(decidedAt, content.organisation.zone)
  const notice = await noticeInForce(database, day)
  const purpose = content.purposes.find(({ id, channel }) => id === row.purpose && channel === row.channel)
  const titles = await sourceTitles(sources, purpose?.sources ?? [], pause)
  const url = `${settings.baseUrl}/${language}`
  return {
    receiptId: await derivedId(`receipt:${row.id}`, hasher),
    recordId: row.id,
    principalId: `urn:uuid:${accountId}`,
    issuedAt: new Date(row.recorded_at),
    language,
    wording: { id: row.wording_id, text: row.wording_text },
    notice: notice
      ? { url: `${url}/notices/${notice.slug}/${notice.effectiveOn}`, effectiveOn: notice.effectiveOn }
      : { url: `${url}/notices`, effectiveOn: day },
    purpose: { id: row.purpose, title: purpose?.title[language] ?? purpose?.title.en ?? row.purpose },
    channel: row.channel,
    personalData: personalData[row.channel] ?? [],
    retention: words[language].retention,
    storage: content.organisation.legalName,
    jurisdiction: JURISDICTION,
    withdrawal: { url: `${url}/me/choices`, how: words[language].withdrawal },
    parties: [controller(content), ...recipients(purpose, titles, content)],
    events: [{ at: decidedAt, state: row.state as 'granted' | 'denied', surface: row.surface, validUntil: null }],
  }
}

function controller({ organisation }: Content): Party {
  const { legalName, address, contactEmail } = organisation
  return { name: legalName, address: address.join(', '), contact: contactEmail, role: 'controller' }
}

/** The operator answers for the systems it uses, so it is their contact. */
function recipients(purpose: Purpose | undefined, titles: ReadonlyMap<string, string>, { organisation }: Content): Party[] {
  return (purpose?.sources ?? []).map((id) => ({ name: titles.get(id) ?? id, contact: organisation.contactEmail, role: 'recipient' }))
}
