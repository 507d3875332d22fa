import type { ErasurePlan } from '#contract/erasures.ts'
import { addMonths } from '#domain/calendar.ts'
import { addDays, dayIn, SIGN_IN_LOG_DAYS } from '#domain/clocks.ts'
import { OWN_SOURCE, OWN_TITLE } from '#server/modules/exports/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { countOwn } from './own-holdings.repository.ts'

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
  { database, content }: Pick<Ports, 'database' | 'content'>,
  accountId: string,
  { at, endedSince = at }: { at: Date; endedSince?: Date },
): Promise<ErasurePlan['steps'][number]> {
  const on = dayIn(at, content.organisation.zone)
  const counts = await countOwn(database, accountId, endedSince.getTime())
  const gone = (name: string, category: string, count: number) => ({
    name,
    category,
    mode: 'erase' as const,
    count,
    ground: null,
    until: null,
  })
  return {
    source: OWN_SOURCE,
    title: OWN_TITLE,
    collections: [
      { ...gone('account', 'account-profile', counts.accounts), mode: 'mask' },
      gone('copies', 'account-profile', counts.copies),
      gone('sessions-and-devices', 'sign-in-credentials', counts.sessions),
      {
        name: 'decisions',
        category: 'marketing-preferences',
        mode: 'keep',
        count: counts.decisions,
        ground: proofGround,
        until: addMonths(on, PROOF_MONTHS),
      },
      {
        name: 'sign-in-log',
        category: 'sign-in-credentials',
        mode: 'keep',
        count: counts.signIns,
        ground: signInGround,
        until: addDays(on, SIGN_IN_LOG_DAYS),
      },
    ],
  }
}
