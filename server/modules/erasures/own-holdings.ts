import type { ErasurePlan } from '#contract/erasures.ts'
import { addMonths } from '#domain/calendar.ts'
import { addDays, dayIn, SIGN_IN_LOG_DAYS } from '#domain/clocks.ts'
import { countOwn, OWN_SOURCE, OWN_TITLE, type OwnName } from '#server/modules/own/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { copiesEndedSince } from './own-holdings.repository.ts'

/** Calendar months for which a closed account's decisions are kept as proof. Source: three years, the ordinary limitation period for claims about them. */
export const PROOF_MONTHS = 36

const proofGround = {
  en: 'Proof of what you decided (Art. 7(1) and 17(3)(e) GDPR), without your name or address',
  de: 'Nachweis Ihrer Entscheidungen (Art. 7 Abs. 1 und Art. 17 Abs. 3 lit. e DSGVO), ohne Ihren Namen und Ihre Adresse',
  ar: 'إثبات ما قررته (المادتان 7(1) و17(3)(هـ) من اللائحة العامة لحماية البيانات) دون اسمك أو عنوانك',
}
const signInGround = {
  en: 'Security of processing (Art. 32 GDPR): the sign-in log with device and network address, without your e-mail address',
  de: 'Sicherheit der Verarbeitung (Art. 32 DSGVO): das Anmeldeprotokoll mit Gerät und Netzadresse, ohne Ihre E-Mail-Adresse',
  ar: 'أمن المعالجة (المادة 32 من اللائحة العامة لحماية البيانات): سجل الدخول مع الجهاز وعنوان الشبكة، دون بريدك الإلكتروني',
}

/**
 * What a deletion does to the data that this privacy center itself holds.
 * The sign-in log stays, with network address and device, since it exists to investigate misuse and is promised for at least 180 days;
 * its link to the e-mail address is cut. Decisions stay as proof under the account's id, which names nobody once the account is masked.
 * @param at when the deletion is carried out
 * @param endedSince copies that ended from then on count as destroyed by it
 */
export async function ownStep(
  ports: Pick<Ports, 'database' | 'content'>,
  accountId: string,
  { at, endedSince }: { at: Date; endedSince?: Date },
): Promise<ErasurePlan['steps'][number]> {
  const on = dayIn(at, ports.content.organisation.zone)
  const destroyed = endedSince === undefined ? 0 : await copiesEndedSince(ports.database, accountId, endedSince.getTime())
  const counts = await countOwn(ports, accountId)
  return {
    source: OWN_SOURCE,
    title: OWN_TITLE,
    collections: counts.map(({ name, records }) => ({
      name,
      count: name === 'copies' ? records + destroyed : records,
      ...fateOf(name, on),
    })),
  }
}

type OwnFate = Omit<ErasurePlan['steps'][number]['collections'][number], 'name' | 'count'>

/** @param on the day on which the deletion is carried out */
function fateOf(name: OwnName, on: string): OwnFate {
  switch (name) {
    case 'account':
      return { ...gone('account-profile'), mode: 'mask' }
    case 'copies':
    case 'access-log':
      return gone('account-profile')
    case 'sessions':
    case 'known-devices':
      return gone('sign-in-credentials')
    case 'decisions':
    case 'notice-decisions':
      return { category: 'marketing-preferences', mode: 'keep', ground: proofGround, until: addMonths(on, PROOF_MONTHS) }
    case 'sign-ins':
      return { category: 'sign-in-credentials', mode: 'keep', ground: signInGround, until: addDays(on, SIGN_IN_LOG_DAYS) }
    default:
      return name satisfies never
  }
}

function gone(category: string): OwnFate {
  return { category, mode: 'erase', ground: null, until: null }
}
