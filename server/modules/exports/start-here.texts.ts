import type { Locale } from '#contract/shared.ts'

export interface StartHereTexts {
  title: string
  /** `{organisation}` and `{day}` are replaced. */
  intro: string
  /** Said where the person chose some categories only. */
  partial: string
  inside: string
  category: string
  records: string
  /** Heads the links to pages, and is what each is called. */
  read: string
  /** `{page}` and `{pages}` are replaced. */
  page: string
  back: string
  previous: string
  next: string
  table: string
  exact: string
  nothing: string
  missing: string
  /** `{source}` is replaced. */
  gap: string
  help: string
  pages: string
  tables: string
  lines: string
  schema: string
  manifest: string
  /** Title of what this privacy center itself holds. */
  own: string
}

/** What the first page of a copy says. It stands in the archive, not in the portal, so it is kept here and not among the messages. */
export const startHereTexts: Readonly<Record<Locale, StartHereTexts>> = {
  en: {
    title: 'Your data',
    intro: '{organisation} made this copy for you on {day}. It works without a connection and loads nothing.',
    partial: 'The copy holds only the categories you chose. There may be more about you.',
    inside: 'What is inside',
    category: 'Category',
    records: 'Records',
    read: 'Read',
    page: 'Page {page} of {pages}',
    back: 'All your data',
    previous: 'Previous page',
    next: 'Next page',
    table: 'Table',
    exact: 'Exact values',
    nothing: 'We hold no records about you.',
    missing: 'What is missing',
    gap: '{source} did not answer. We keep trying while your copy is available. Download it again later for the full copy.',
    help: 'About the files',
    pages: 'Pages open in any browser, show every record with the words we use for it, and load nothing.',
    tables: 'Tables (CSV) open in any table program. A sign at the start of a cell that could start a formula has an apostrophe before it.',
    lines: 'Exact values (JSON Lines) are for programs: one record per line, every value as we hold it.',
    schema: 'describes the fields of the records.',
    manifest: 'lists every file with its checksum (SHA-256) and our signature (Ed25519).',
    own: 'Privacy center: account, decisions, sign-ins',
  },
  de: {
    title: 'Ihre Daten',
    intro: '{organisation} hat diese Kopie am {day} für Sie erstellt. Sie funktioniert ohne Verbindung und lädt nichts nach.',
    partial: 'Die Kopie enthält nur die Kategorien, die Sie gewählt haben. Es kann mehr über Sie geben.',
    inside: 'Was enthalten ist',
    category: 'Kategorie',
    records: 'Einträge',
    read: 'Lesen',
    page: 'Seite {page} von {pages}',
    back: 'Alle Ihre Daten',
    previous: 'Vorherige Seite',
    next: 'Nächste Seite',
    table: 'Tabelle',
    exact: 'Genaue Werte',
    nothing: 'Wir halten keine Einträge über Sie.',
    missing: 'Was fehlt',
    gap: '{source} hat nicht geantwortet. Wir versuchen es weiter, solange Ihre Kopie bereitliegt. Laden Sie sie später noch einmal herunter, dann ist sie vollständig.',
    help: 'Zu den Dateien',
    pages: 'Seiten öffnet jeder Browser. Sie zeigen jeden Eintrag mit unseren Worten dafür und laden nichts.',
    tables:
      'Tabellen (CSV) öffnet jedes Tabellenprogramm. Vor einem Zeichen, das eine Formel beginnen könnte, steht am Anfang der Zelle ein Apostroph.',
    lines: 'Genaue Werte (JSON Lines) sind für Programme: ein Eintrag je Zeile, jeder Wert so, wie wir ihn halten.',
    schema: 'beschreibt die Felder der Einträge.',
    manifest: 'nennt jede Datei mit Prüfsumme (SHA-256) und unsere Signatur (Ed25519).',
    own: 'Datenschutzzentrum: Konto, Entscheidungen, Anmeldungen',
  },
  ar: {
    title: 'بياناتك',
    intro: 'أعدّت {organisation} هذه النسخة لك في {day}. تعمل دون اتصال ولا تحمّل شيئًا من الخارج.',
    partial: 'تحتوي النسخة على الفئات التي اخترتها فقط. قد توجد بيانات أخرى عنك.',
    inside: 'ما تحتويه',
    category: 'الفئة',
    records: 'السجلات',
    read: 'قراءة',
    page: 'الصفحة {page} من {pages}',
    back: 'كل بياناتك',
    previous: 'الصفحة السابقة',
    next: 'الصفحة التالية',
    table: 'جدول',
    exact: 'القيم الدقيقة',
    nothing: 'لا نحتفظ بأي سجلات عنك.',
    missing: 'ما ينقص',
    gap: 'لم يُجب {source}. سنواصل المحاولة ما دامت نسختك متاحة. نزّلها مرة أخرى لاحقًا لتحصل على النسخة الكاملة.',
    help: 'عن الملفات',
    pages: 'تُفتح الصفحات في أي متصفح، وتعرض كل سجل بالكلمات التي نستخدمها له، ولا تحمّل شيئًا.',
    tables: 'تُفتح الجداول (CSV) في أي برنامج جداول. تسبق فاصلةٌ عليا كل علامة في أول الخلية قد تبدأ معادلة.',
    lines: 'القيم الدقيقة (JSON Lines) للبرامج: سجل في كل سطر، وكل قيمة كما نحتفظ بها.',
    schema: 'يصف حقول السجلات.',
    manifest: 'يذكر كل ملف مع بصمته (SHA-256) وتوقيعنا (Ed25519).',
    own: 'مركز الخصوصية: الحساب والقرارات وعمليات الدخول',
  },
}

/** A text with its placeholders replaced. */
export function filled(text: string, facts: Record<string, string>): string {
  // By a function, since a text with `$` would mean something to `replaceAll`.
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => facts[name] ?? whole)
}
