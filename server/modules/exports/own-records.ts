import type { Localized } from '#contract/shared.ts'
import type { Ports } from '#server/ports/ports.ts'
import type { RecordQuery, SourceDescription, SourceRecord } from '#server/ports/source.ts'

/** How this privacy center appears among the systems that hold something about a person. */
export const OWN_SOURCE = 'privacy-center'
export const OWN_TITLE: Localized = { en: 'Privacy center', de: 'Datenschutz-Center', ar: 'مركز الخصوصية' }
const OWN_CATEGORY = 'privacy-center'

type Row = Record<string, string | number | null>
type Page = { after: string; limit: number }

interface OwnCollection {
  name: string
  title: Localized
  fields: readonly { name: string; label: Localized }[]
  /** Rows after that id, in the order of ids. */
  rows(ports: Pick<Ports, 'database'>, accountId: string, page: Page): Promise<Row[]>
  recordedAt: string
  recordTitle(row: Row): string
}

const label = (en: string, de: string, ar: string) => ({ en, de, ar })

const collections: readonly OwnCollection[] = [
  {
    name: 'account',
    title: label('Your account here', 'Ihr Konto hier', 'حسابك هنا'),
    fields: [
      { name: 'email', label: label('E-mail', 'E-Mail', 'البريد الإلكتروني') },
      { name: 'name', label: label('Name', 'Name', 'الاسم') },
      { name: 'locale', label: label('Language', 'Sprache', 'اللغة') },
    ],
    rows: ({ database }, accountId, { after, limit }) =>
      database
        .selectFrom('accounts')
        .select(['id', 'email', 'name', 'locale', 'created_at'])
        .where('id', '=', accountId)
        .where('id', '>', after)
        .limit(limit)
        .execute(),
    recordedAt: 'created_at',
    recordTitle: (row) => String(row.email),
  },
  {
    name: 'decisions',
    title: label('Your decisions', 'Ihre Entscheidungen', 'قراراتك'),
    fields: [
      { name: 'purpose', label: label('Purpose', 'Zweck', 'الغرض') },
      { name: 'channel', label: label('Channel', 'Kanal', 'القناة') },
      { name: 'state', label: label('Decision', 'Entscheidung', 'القرار') },
      { name: 'wording_text', label: label('Wording shown', 'Gezeigter Wortlaut', 'النص المعروض') },
      { name: 'language', label: label('Language', 'Sprache', 'اللغة') },
      { name: 'surface', label: label('Where', 'Wo', 'المكان') },
    ],
    rows: ({ database }, accountId, { after, limit }) =>
      database
        .selectFrom('decisions')
        .select(['id', 'purpose', 'channel', 'state', 'wording_text', 'language', 'surface', 'decided_at'])
        .where('subject', '=', `account:${accountId}`)
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .execute(),
    recordedAt: 'decided_at',
    recordTitle: (row) => `${row.purpose}: ${row.state}`,
  },
  {
    name: 'notice-decisions',
    title: label('Your answers to notices', 'Ihre Antworten auf Hinweise', 'إجاباتك على الإشعارات'),
    fields: [
      { name: 'slug', label: label('Notice', 'Hinweis', 'الإشعار') },
      { name: 'effective_on', label: label('Applies from', 'Gilt ab', 'يسري من') },
      { name: 'answer', label: label('Answer', 'Antwort', 'الإجابة') },
      { name: 'language', label: label('Language', 'Sprache', 'اللغة') },
      { name: 'surface', label: label('Where', 'Wo', 'المكان') },
      { name: 'text_hash', label: label('Fingerprint of the text', 'Fingerabdruck des Textes', 'بصمة النص') },
    ],
    rows: ({ database }, accountId, { after, limit }) =>
      database
        .selectFrom('notice_decisions')
        .select(['id', 'slug', 'effective_on', 'answer', 'language', 'surface', 'text_hash', 'decided_at'])
        .where('account_id', '=', accountId)
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .execute(),
    recordedAt: 'decided_at',
    recordTitle: (row) => `${row.slug} ${row.effective_on}: ${row.answer}`,
  },
  {
    name: 'sign-ins',
    title: label('Your sign-ins', 'Ihre Anmeldungen', 'عمليات دخولك'),
    fields: [
      { name: 'outcome', label: label('Outcome', 'Ergebnis', 'النتيجة') },
      { name: 'method', label: label('Method', 'Verfahren', 'الطريقة') },
      { name: 'device', label: label('Device', 'Gerät', 'الجهاز') },
      { name: 'address', label: label('Network address', 'Netzadresse', 'عنوان الشبكة') },
    ],
    rows: ({ database }, accountId, { after, limit }) =>
      database
        .selectFrom('sign_ins')
        .select(['id', 'outcome', 'method', 'device', 'address', 'occurred_at'])
        .where('account_id', '=', accountId)
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .execute(),
    recordedAt: 'occurred_at',
    recordTitle: (row) => `${row.method}: ${row.outcome}`,
  },
  {
    name: 'access-log',
    title: label('Who looked at your data', 'Wer Ihre Daten angesehen hat', 'من اطّلع على بياناتك'),
    fields: [
      { name: 'actor', label: label('Who', 'Wer', 'من') },
      { name: 'action', label: label('What', 'Was', 'ماذا') },
      { name: 'about', label: label('About', 'Betreff', 'الموضوع') },
    ],
    rows: ({ database }, accountId, { after, limit }) =>
      database
        .selectFrom('access_log')
        .select(['id', 'actor', 'action', 'about', 'occurred_at'])
        .where('account_id', '=', accountId)
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .execute(),
    recordedAt: 'occurred_at',
    recordTitle: (row) => `${row.actor}: ${row.action}`,
  },
]

export const ownDescription: SourceDescription = {
  id: OWN_SOURCE,
  title: OWN_TITLE,
  purposes: [],
  collections: collections.map(({ name, title, fields }) => ({
    name,
    title,
    fields,
    category: OWN_CATEGORY,
    retention: { kind: 'while-account-open' },
  })),
}

/** A page of what we ourselves hold, in the shape in which sources answer. */
export async function ownRecords(
  ports: Pick<Ports, 'database'>,
  accountId: string,
  { collection, cursor = '', limit }: RecordQuery,
): Promise<{ records: SourceRecord[]; nextCursor: string | null }> {
  const own = collections.find(({ name }) => name === collection)
  if (!own) throw new Error(`no collection of ours: ${collection}`)
  const rows = await own.rows(ports, accountId, { after: cursor, limit })
  const records = rows.map((row) => ({
    id: String(row.id),
    recordedAt: new Date(Number(row[own.recordedAt])),
    title: own.recordTitle(row),
    values: Object.fromEntries(own.fields.map(({ name }) => [name, row[name] === null ? '' : String(row[name])])),
  }))
  return { records, nextCursor: rows.length < limit ? null : (records.at(-1)?.id ?? null) }
}
