import type { Locale, Localized } from '#contract/shared.ts'
import { addMonthsUtc } from '#domain/calendar.ts'
import { CONSENT_MONTHS, dayIn } from '#domain/clocks.ts'
import type { ConsentAnswer } from '#domain/consent.ts'
import type { Party, ReceiptEvent, ReceiptFacts } from '#domain/receipts.ts'
import { type Pause, sourceTitles } from '#server/modules/propagation/index.ts'
import type { Content, Purpose } from '#server/ports/content.ts'
import type { Ports } from '#server/ports/ports.ts'
import { type DecisionRow, decisionBefore, noticeInForce } from './decisions.repository.ts'
import { derivedId } from './derived-id.ts'
import { decisionsOnDevice } from './device-decisions.ts'
import { deviceSubject } from './standing.ts'

export type ReceiptPorts = Pick<Ports, 'database' | 'content' | 'hasher' | 'settings' | 'signer' | 'sources'>

/** Personal data that a channel uses, in terms of the Data Privacy Vocabulary. Source: https://w3id.org/dpv/pd */
const personalData: Readonly<Record<string, readonly string[]>> = {
  email: ['https://w3id.org/dpv/pd#EmailAddress'],
  post: ['https://w3id.org/dpv/pd#PhysicalAddress'],
  phone: ['https://w3id.org/dpv/pd#TelephoneNumber'],
  ads: ['https://w3id.org/dpv/pd#Interest'],
  analytics: ['https://w3id.org/dpv/pd#ServiceConsumptionBehavior'],
  web: ['https://w3id.org/dpv/pd#BrowsingBehavior'],
}

const words = {
  en: { retention: 'Until you decide otherwise', withdrawal: 'Choose again on this page. It takes one click.' },
  de: { retention: 'Bis Sie anders entscheiden', withdrawal: 'Entscheiden Sie auf dieser Seite neu. Ein Klick genügt.' },
  ar: { retention: 'حتى تقرر خلاف ذلك', withdrawal: 'اختر من جديد في هذه الصفحة. تكفي نقرة واحدة.' },
} as const satisfies Record<Locale, unknown>

/** Where a banner is answered. */
const BANNER: ReadonlySet<string> = new Set(['banner-first', 'banner-second', 'reopen', 'gpc'])

/** The register names no country code; the rules the receipt speaks of are the Union's. */
const JURISDICTION = 'EU'

/**
 * What a receipt says about one decision; always the same for the same decision.
 * @param principal the account or the device, as a bare id
 * @param except services of its category that a visitor refused while allowing the rest
 */
export async function receiptFacts(
  row: DecisionRow,
  principal: string,
  ports: ReceiptPorts,
  pause: Pause,
  except: readonly string[] = [],
): Promise<ReceiptFacts> {
  const { database, content, hasher, settings, sources } = ports
  const language = row.language as Locale
  const day = dayIn(new Date(row.decided_at), content.organisation.zone)
  const notice = await noticeInForce(database, day)
  const purpose = content.purposes.find(({ id, channel }) => id === row.purpose && channel === row.channel)
  const title = purpose?.title ?? content.services.find(({ id }) => id === row.purpose)?.title
  const titles = await sourceTitles(sources, purpose?.sources ?? [], pause)
  const url = `${settings.baseUrl}/${language}`
  const before = await decisionBeforeThis(row, principal, ports)
  return {
    receiptId: await derivedId(`receipt:${row.id}`, hasher),
    recordId: row.id,
    principalId: `urn:uuid:${principal}`,
    issuedAt: new Date(row.recorded_at),
    language,
    wording: { id: row.wording_id, text: row.wording_text },
    notice: notice
      ? { url: `${url}/notices/${notice.slug}/${notice.effectiveOn}`, effectiveOn: notice.effectiveOn }
      : { url: `${url}/notices`, effectiveOn: day },
    purpose: { id: row.purpose, title: title?.[language] ?? title?.en ?? row.purpose },
    except: exceptedServices(row, except, content),
    channel: row.channel,
    personalData: personalData[row.channel] ?? [],
    retention: words[language].retention,
    storage: content.organisation.legalName,
    jurisdiction: JURISDICTION,
    withdrawal: { url: row.channel === 'web' ? `${url}/choices` : `${url}/me/choices`, how: words[language].withdrawal },
    parties: [controller(content), ...recipients(purpose, titles, content, language)],
    events: [...(before ? [eventOf(before)] : []), eventOf(row)],
  }
}

/** What the same person or device had said before, as we knew it then. */
async function decisionBeforeThis(row: DecisionRow, principal: string, { database, hasher }: ReceiptPorts) {
  if (row.subject !== deviceSubject(principal)) return decisionBefore(database, row)
  const own = await decisionsOnDevice(database, principal, hasher)
  return own.find((one) => one.purpose === row.purpose && one.decided_at < row.decided_at && one.recorded_at <= row.recorded_at)
}

function eventOf(row: DecisionRow): ReceiptEvent {
  return {
    at: new Date(row.decided_at),
    state: row.state as ConsentAnswer,
    surface: row.surface,
    validUntil: endOf(row),
    ...(row.origin === 'notice-change' ? { isRevoked: true } : {}),
  }
}

/** Yes and no alike: a pause ends by itself, and what was said to a banner is asked again. Anything else stands until it is changed. */
function endOf({ paused_until, surface, decided_at }: DecisionRow): Date | null {
  if (paused_until !== null) return new Date(paused_until)
  return BANNER.has(surface) ? addMonthsUtc(new Date(decided_at), CONSENT_MONTHS) : null
}

/** A service that has left the register since cannot be placed; it was refused, so it is named. */
function exceptedServices({ purpose, state }: DecisionRow, except: readonly string[], { services }: Content) {
  if (state !== 'granted') return []
  const elsewhere = new Set(services.filter(({ id }) => id !== purpose).flatMap((category) => category.services.map(({ id }) => id)))
  const own = services.find(({ id }) => id === purpose)?.services ?? []
  return except.filter((id) => !elsewhere.has(id)).map((id) => ({ id, title: own.find((service) => service.id === id)?.name ?? id }))
}

function controller({ organisation }: Content): Party {
  const { legalName, address, contactEmail } = organisation
  return { name: legalName, address: address.join(', '), contact: contactEmail, role: 'controller' }
}

/** The operator answers for the systems it uses, so it is their contact. */
function recipients(
  purpose: Purpose | undefined,
  titles: ReadonlyMap<string, Localized>,
  { organisation }: Content,
  language: Locale,
): Party[] {
  const nameOf = (id: string) => titles.get(id)?.[language] ?? titles.get(id)?.en ?? id
  return (purpose?.sources ?? []).map((id) => ({ name: nameOf(id), contact: organisation.contactEmail, role: 'recipient' }))
}
