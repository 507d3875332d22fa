import type { Localized } from '#contract/shared.ts'
import type { Schema } from '#server/ports/schema.ts'

export type OwnName = 'account' | 'decisions' | 'notice-decisions' | 'sign-ins' | 'sessions' | 'known-devices' | 'copies' | 'access-log'

export interface OwnCollection {
  name: OwnName
  title: Localized
  fields: readonly { name: string; label: Localized }[]
  table: keyof Schema
  /** The column that says whose row it is, and how it names an account. */
  owner: string
  subject(accountId: string): string
  /** What tells rows apart; pages go by it. */
  key: string
  recordedAt: string
  recordTitle(row: OwnRow): string
  /** Only rows with one of these states are held. */
  states?: readonly string[]
}
export type OwnRow = Readonly<Record<string, string | number | null>>

const label = (en: string, de: string, ar: string) => ({ en, de, ar })
const field = (name: string, en: string, de: string, ar: string) => ({ name, label: label(en, de, ar) })
const byAccount = { owner: 'account_id', subject: (accountId: string) => accountId, key: 'id' } as const
const language = field('language', 'Language', 'Sprache', 'اللغة')
const surface = field('surface', 'Where', 'Wo', 'المكان')
const device = field('device', 'Device', 'Gerät', 'الجهاز')

/** All that this privacy center itself holds about a person. Overview, copy and plan of a deletion count by this list and no other. */
export const ownCollections: readonly OwnCollection[] = [
  {
    ...byAccount,
    name: 'account',
    title: label('Your account here', 'Ihr Konto hier', 'حسابك هنا'),
    fields: [
      field('email', 'E-mail', 'E-Mail', 'البريد الإلكتروني'),
      field('name', 'Name', 'Name', 'الاسم'),
      field('locale', 'Language', 'Sprache', 'اللغة'),
    ],
    table: 'accounts',
    owner: 'id',
    recordedAt: 'created_at',
    recordTitle: (row) => String(row.email),
  },
  {
    ...byAccount,
    name: 'decisions',
    title: label('Your decisions', 'Ihre Entscheidungen', 'قراراتك'),
    fields: [
      field('purpose', 'Purpose', 'Zweck', 'الغرض'),
      field('channel', 'Channel', 'Kanal', 'القناة'),
      field('state', 'Decision', 'Entscheidung', 'القرار'),
      field('wording_text', 'Wording shown', 'Gezeigter Wortlaut', 'النص المعروض'),
      language,
      surface,
    ],
    table: 'decisions',
    owner: 'subject',
    subject: (accountId) => `account:${accountId}`,
    recordedAt: 'decided_at',
    recordTitle: (row) => `${row.purpose}: ${row.state}`,
  },
  {
    ...byAccount,
    name: 'notice-decisions',
    title: label('Your answers to notices', 'Ihre Antworten auf Hinweise', 'إجاباتك على الإشعارات'),
    fields: [
      field('slug', 'Notice', 'Hinweis', 'الإشعار'),
      field('effective_on', 'Applies from', 'Gilt ab', 'يسري من'),
      field('answer', 'Answer', 'Antwort', 'الإجابة'),
      language,
      surface,
      field('text_hash', 'Fingerprint of the text', 'Fingerabdruck des Textes', 'بصمة النص'),
    ],
    table: 'notice_decisions',
    recordedAt: 'decided_at',
    recordTitle: (row) => `${row.slug} ${row.effective_on}: ${row.answer}`,
  },
  {
    ...byAccount,
    name: 'sign-ins',
    title: label('Your sign-ins', 'Ihre Anmeldungen', 'عمليات دخولك'),
    fields: [
      field('outcome', 'Outcome', 'Ergebnis', 'النتيجة'),
      field('method', 'Method', 'Verfahren', 'الطريقة'),
      device,
      field('address', 'Network address', 'Netzadresse', 'عنوان الشبكة'),
    ],
    table: 'sign_ins',
    recordedAt: 'occurred_at',
    recordTitle: (row) => `${row.method}: ${row.outcome}`,
  },
  {
    ...byAccount,
    name: 'sessions',
    title: label('Your sessions', 'Ihre Sitzungen', 'جلساتك'),
    fields: [device],
    table: 'sessions',
    recordedAt: 'created_at',
    recordTitle: (row) => String(row.device),
  },
  {
    ...byAccount,
    name: 'known-devices',
    title: label('Devices that you have used', 'Geräte, die Sie genutzt haben', 'الأجهزة التي استخدمتها'),
    fields: [field('device_key', 'Key of the device', 'Schlüssel des Geräts', 'مفتاح الجهاز')],
    table: 'known_devices',
    key: 'device_key',
    recordedAt: 'first_at',
    recordTitle: (row) => String(row.device_key),
  },
  {
    ...byAccount,
    name: 'copies',
    title: label('Your copies', 'Ihre Kopien', 'نسخك'),
    fields: [field('status', 'State', 'Stand', 'الحالة')],
    table: 'exports',
    states: ['queued', 'collecting', 'ready'],
    recordedAt: 'requested_at',
    recordTitle: (row) => String(row.status),
  },
  {
    ...byAccount,
    name: 'access-log',
    title: label('Who looked at your data', 'Wer Ihre Daten angesehen hat', 'من اطّلع على بياناتك'),
    fields: [field('actor', 'Who', 'Wer', 'من'), field('action', 'What', 'Was', 'ماذا'), field('about', 'About', 'Betreff', 'الموضوع')],
    table: 'access_log',
    recordedAt: 'occurred_at',
    recordTitle: (row) => `${row.actor}: ${row.action}`,
  },
]
