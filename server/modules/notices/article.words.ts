import type { Locale } from '#contract/shared.ts'

/** Words that stand inside an article. They follow the language of the text, which need not be the reader's, so they are no interface messages. */
export interface ArticleWords {
  linkTo(title: string): string
  table(title: string): string
  added: string
  removed: string
  isNew: string
  isRemoved: string
  movedHere: string
  movedAway: string
  renumbered(from: string, to: string): string
  formattingOnly: string
  formatting: string
  link(from: string, to: string): string
  noLink: string
  shape: string
  older: string
  newer: string
  notHere: string
  noNumber: string
  start: string
  inShort: string
  notBinding: string
  /** Says that a section's translation is older than what it translates; the link follows. */
  stale(original: Locale): string
  readOriginal(original: Locale): string
  /** A date follows. */
  notedOn: string
}

const inEnglish: Readonly<Record<Locale, string>> = { en: 'English', de: 'German', ar: 'Arabic' }
const inGerman: Readonly<Record<Locale, string>> = { en: 'englischen', de: 'deutschen', ar: 'arabischen' }
const inArabic: Readonly<Record<Locale, string>> = { en: 'الإنجليزي', de: 'الألماني', ar: 'العربي' }

export const articleWords: Readonly<Record<Locale, ArticleWords>> = {
  en: {
    linkTo: (title) => `Link to “${title}”`,
    table: (title) => `Table in “${title}”`,
    added: 'added:',
    removed: 'removed:',
    isNew: 'New',
    isRemoved: 'Removed',
    movedHere: 'Moved here from another place',
    movedAway: 'Moved to another place',
    renumbered: (from, to) => `Number changed from ${from} to ${to}`,
    formattingOnly: 'Only the formatting changed',
    formatting: 'Formatting changed',
    link: (from, to) => `Link changed from ${from} to ${to}`,
    noLink: 'no link',
    shape: 'Kind of paragraph changed',
    older: 'Older version',
    newer: 'Newer version',
    notHere: 'Not in this version',
    noNumber: 'no number',
    start: 'Beginning',
    inShort: 'In short',
    notBinding: 'A help for reading, not binding.',
    stale: (original) => `This section was translated before the ${inEnglish[original]} text changed.`,
    readOriginal: (original) => `Read it in ${inEnglish[original]}`,
    notedOn: 'Note of',
  },
  de: {
    linkTo: (title) => `Link zu „${title}“`,
    table: (title) => `Tabelle in „${title}“`,
    added: 'hinzugefügt:',
    removed: 'entfernt:',
    isNew: 'Neu',
    isRemoved: 'Entfernt',
    movedHere: 'Von anderer Stelle hierher verschoben',
    movedAway: 'An eine andere Stelle verschoben',
    renumbered: (from, to) => `Nummer geändert von ${from} zu ${to}`,
    formattingOnly: 'Nur die Formatierung hat sich geändert',
    formatting: 'Formatierung geändert',
    link: (from, to) => `Link geändert von ${from} zu ${to}`,
    noLink: 'kein Link',
    shape: 'Art des Absatzes geändert',
    older: 'Ältere Fassung',
    newer: 'Neuere Fassung',
    notHere: 'Nicht in dieser Fassung',
    noNumber: 'keine Nummer',
    start: 'Anfang',
    inShort: 'Kurz gesagt',
    notBinding: 'Eine Lesehilfe, nicht verbindlich.',
    stale: (original) => `Dieser Abschnitt wurde übersetzt, bevor sich der ${inGerman[original].replace(/n$/, '')} Text geändert hat.`,
    readOriginal: (original) => `Den ${inGerman[original]} Text lesen`,
    notedOn: 'Anmerkung vom',
  },
  ar: {
    linkTo: (title) => `رابط إلى «${title}»`,
    table: (title) => `جدول في «${title}»`,
    added: 'أُضيف:',
    removed: 'حُذف:',
    isNew: 'جديد',
    isRemoved: 'محذوف',
    movedHere: 'نُقل إلى هنا من مكان آخر',
    movedAway: 'نُقل إلى مكان آخر',
    renumbered: (from, to) => `تغيّر الرقم من ${from} إلى ${to}`,
    formattingOnly: 'تغيّر التنسيق فقط',
    formatting: 'تغيّر التنسيق',
    link: (from, to) => `تغيّر الرابط من ${from} إلى ${to}`,
    noLink: 'بلا رابط',
    shape: 'تغيّر نوع الفقرة',
    older: 'النسخة الأقدم',
    newer: 'النسخة الأحدث',
    notHere: 'غير موجود في هذه النسخة',
    noNumber: 'بلا رقم',
    start: 'البداية',
    inShort: 'باختصار',
    notBinding: 'ملخص للمساعدة على القراءة وغير مُلزم.',
    stale: (original) => `تُرجم هذا القسم قبل تغيّر النص ${inArabic[original]}.`,
    readOriginal: (original) => `اقرأ النص ${inArabic[original]}`,
    notedOn: 'ملاحظة بتاريخ',
  },
}
