import type { Locale } from '#contract/shared.ts'
import type { BlockKind, Mark } from '#domain/blocks.ts'

/** Words that stand inside a comparison. They follow the language of the text, which need not be the reader's, so they are no interface messages. */
export interface ComparisonWords {
  added: string
  removed: string
  isNew: string
  isRemoved: string
  newRow: string
  removedRow: string
  /** The title is that of the section where the block stood; null for a whole section. */
  movedHere(title: string | null): string
  movedAway(title: string | null): string
  renumbered(from: string, to: string): string
  noNumber: string
  onlyFormatting: string
  onlyLink: string
  lost: Readonly<Record<Mark, string>>
  gained: Readonly<Record<Mark, string>>
  link: DetailWords
  /** What is said about a link or an image besides its words. */
  title: DetailWords
  image: DetailWords
  quoted(from: number, to: number): string
  codeLanguage(from: string, to: string): string
  noLanguage: string
  align: string
  kind(from: BlockKind, to: BlockKind): string
  depth(from: number, to: number): string
  invisible: string
  columnAdded(name: string): string
  columnRemoved(name: string): string
  /** A paragraph was cut; `isList` where it became the items of a list. */
  split(parts: number, isList: boolean): string
  merged(parts: number, isList: boolean): string
  older: string
  newer: string
  notHere: string
  start: string
  table(title: string): string
  change(number: number): string
  next: string
  /** Opens a plain summary, which binds nobody. */
  inShort: string
  /** What opens the text that stood at a place before it moved. */
  stoodHere: string
  /** Stands for sections that are hidden while only changes are shown. */
  sameHere: string
}

/** A change of what belongs to words without being one of them. */
export interface DetailWords {
  changed(from: string, to: string): string
  added(to: string): string
  removed(from: string): string
}

const german: Readonly<Record<BlockKind, readonly [from: string, to: string]>> = {
  heading: ['einer Überschrift', 'eine Überschrift'],
  paragraph: ['einem Absatz', 'ein Absatz'],
  'list-item': ['einem Listenpunkt', 'ein Listenpunkt'],
  'table-head': ['einem Tabellenkopf', 'ein Tabellenkopf'],
  'table-row': ['einer Tabellenzeile', 'eine Tabellenzeile'],
  quote: ['einem Zitat', 'ein Zitat'],
  'in-short': ['einer Kurzfassung', 'eine Kurzfassung'],
  code: ['einem Codeblock', 'ein Codeblock'],
  rule: ['einer Trennlinie', 'eine Trennlinie'],
}

const english: Readonly<Record<BlockKind, string>> = {
  heading: 'a heading',
  paragraph: 'a paragraph',
  'list-item': 'a list item',
  'table-head': 'a table head',
  'table-row': 'a table row',
  quote: 'a quotation',
  'in-short': 'a short summary',
  code: 'a code block',
  rule: 'a dividing line',
}

const arabic: Readonly<Record<BlockKind, string>> = {
  heading: 'عنوان',
  paragraph: 'فقرة',
  'list-item': 'بند في قائمة',
  'table-head': 'رأس جدول',
  'table-row': 'صف في جدول',
  quote: 'اقتباس',
  'in-short': 'ملخّص قصير',
  code: 'نص برمجي',
  rule: 'خط فاصل',
}

export const comparisonWords: Readonly<Record<Locale, ComparisonWords>> = {
  en: {
    added: 'added:',
    removed: 'removed:',
    isNew: 'New',
    isRemoved: 'Removed',
    newRow: 'New row',
    removedRow: 'Removed row',
    movedHere: (title) => (title === null ? 'Moved here from another place' : `Moved here from “${title}”`),
    movedAway: (title) => (title === null ? 'Moved to another place' : `Moved to “${title}”`),
    renumbered: (from, to) => `Number changed from ${from} to ${to}`,
    noNumber: 'no number',
    onlyFormatting: 'Only the formatting changed',
    onlyLink: 'Only a link changed',
    lost: { strong: 'No longer bold', em: 'No longer in italics', strike: 'No longer struck through', code: 'No longer set as code' },
    gained: { strong: 'Now bold', em: 'Now in italics', strike: 'Now struck through', code: 'Now set as code' },
    link: {
      changed: (from, to) => `Link changed from ${from} to ${to}`,
      added: (to) => `Link added to ${to}`,
      removed: (from) => `Link removed to ${from}`,
    },
    title: {
      changed: (from, to) => `Hint of a link changed from “${from}” to “${to}”`,
      added: (to) => `Hint of a link added: “${to}”`,
      removed: (from) => `Hint of a link removed: “${from}”`,
    },
    image: {
      changed: (from, to) => `Image changed from ${from} to ${to}`,
      added: (to) => `Now an image: ${to}`,
      removed: (from) => `No longer an image: ${from}`,
    },
    quoted: (from, to) => `Depth of quotation changed from ${from} to ${to}`,
    codeLanguage: (from, to) => `Language of the code changed from ${from} to ${to}`,
    noLanguage: 'none',
    align: 'Alignment of columns changed',
    kind: (from, to) => `Changed from ${english[from]} to ${english[to]}`,
    depth: (from, to) => `Level changed from ${from} to ${to}`,
    invisible: 'Only spaces or invisible characters changed',
    columnAdded: (name) => `Column added: ${name}`,
    columnRemoved: (name) => `Column removed: ${name}`,
    split: (parts, isList) => (isList ? `Paragraph became a list of ${parts} parts` : `Paragraph split into ${parts}`),
    merged: (parts, isList) => (isList ? `List of ${parts} parts became a paragraph` : `${parts} paragraphs joined into one`),
    older: 'Older version',
    newer: 'Newer version',
    notHere: 'Not in this version',
    start: 'Beginning',
    table: (title) => `Table in “${title}”`,
    change: (number) => `Change ${number}`,
    next: 'Next change',
    inShort: 'In short, not binding:',
    stoodHere: 'The text that stood here',
    sameHere: 'Unchanged text is hidden here.',
  },
  de: {
    added: 'hinzugefügt:',
    removed: 'entfernt:',
    isNew: 'Neu',
    isRemoved: 'Entfernt',
    newRow: 'Neue Zeile',
    removedRow: 'Entfernte Zeile',
    movedHere: (title) => (title === null ? 'Von anderer Stelle hierher verschoben' : `Von „${title}“ hierher verschoben`),
    movedAway: (title) => (title === null ? 'An eine andere Stelle verschoben' : `Nach „${title}“ verschoben`),
    renumbered: (from, to) => `Nummer geändert von ${from} zu ${to}`,
    noNumber: 'keine Nummer',
    onlyFormatting: 'Nur die Formatierung hat sich geändert',
    onlyLink: 'Nur ein Link hat sich geändert',
    lost: { strong: 'Nicht mehr fett', em: 'Nicht mehr kursiv', strike: 'Nicht mehr durchgestrichen', code: 'Nicht mehr als Code gesetzt' },
    gained: { strong: 'Jetzt fett', em: 'Jetzt kursiv', strike: 'Jetzt durchgestrichen', code: 'Jetzt als Code gesetzt' },
    link: {
      changed: (from, to) => `Link geändert von ${from} zu ${to}`,
      added: (to) => `Link hinzugefügt zu ${to}`,
      removed: (from) => `Link entfernt zu ${from}`,
    },
    title: {
      changed: (from, to) => `Hinweis eines Links geändert von „${from}“ zu „${to}“`,
      added: (to) => `Hinweis eines Links hinzugefügt: „${to}“`,
      removed: (from) => `Hinweis eines Links entfernt: „${from}“`,
    },
    image: {
      changed: (from, to) => `Bild geändert von ${from} zu ${to}`,
      added: (to) => `Jetzt ein Bild: ${to}`,
      removed: (from) => `Kein Bild mehr: ${from}`,
    },
    quoted: (from, to) => `Tiefe des Zitats geändert von ${from} zu ${to}`,
    codeLanguage: (from, to) => `Sprache des Codes geändert von ${from} zu ${to}`,
    noLanguage: 'keine',
    align: 'Ausrichtung der Spalten geändert',
    kind: (from, to) => `Aus ${german[from][0]} wurde ${german[to][1]}`,
    depth: (from, to) => `Ebene geändert von ${from} zu ${to}`,
    invisible: 'Nur Leerzeichen oder unsichtbare Zeichen haben sich geändert',
    columnAdded: (name) => `Neue Spalte: ${name}`,
    columnRemoved: (name) => `Entfernte Spalte: ${name}`,
    split: (parts, isList) => (isList ? `Aus einem Absatz wurde eine Liste mit ${parts} Teilen` : `Absatz in ${parts} geteilt`),
    merged: (parts, isList) => (isList ? `Aus einer Liste mit ${parts} Teilen wurde ein Absatz` : `${parts} Absätze zu einem verbunden`),
    older: 'Ältere Fassung',
    newer: 'Neuere Fassung',
    notHere: 'Nicht in dieser Fassung',
    start: 'Anfang',
    table: (title) => `Tabelle in „${title}“`,
    change: (number) => `Änderung ${number}`,
    next: 'Nächste Änderung',
    inShort: 'Kurz gesagt, nicht verbindlich:',
    stoodHere: 'Der Text, der hier stand',
    sameHere: 'Unveränderter Text ist hier ausgeblendet.',
  },
  ar: {
    added: 'أُضيف:',
    removed: 'حُذف:',
    isNew: 'جديد',
    isRemoved: 'محذوف',
    newRow: 'صف جديد',
    removedRow: 'صف محذوف',
    movedHere: (title) => (title === null ? 'نُقل إلى هنا من مكان آخر' : `نُقل إلى هنا من «${title}»`),
    movedAway: (title) => (title === null ? 'نُقل إلى مكان آخر' : `نُقل إلى «${title}»`),
    renumbered: (from, to) => `تغيّر الرقم من ${from} إلى ${to}`,
    noNumber: 'بلا رقم',
    onlyFormatting: 'تغيّر التنسيق فقط',
    onlyLink: 'تغيّر رابط فقط',
    lost: { strong: 'لم يعد بخط عريض', em: 'لم يعد بخط مائل', strike: 'لم يعد مشطوبًا', code: 'لم يعد مكتوبًا كنص برمجي' },
    gained: { strong: 'صار بخط عريض', em: 'صار بخط مائل', strike: 'صار مشطوبًا', code: 'صار مكتوبًا كنص برمجي' },
    link: {
      changed: (from, to) => `تغيّر الرابط من ${from} إلى ${to}`,
      added: (to) => `أُضيف رابط إلى ${to}`,
      removed: (from) => `حُذف رابط إلى ${from}`,
    },
    title: {
      changed: (from, to) => `تغيّر تلميح رابط من «${from}» إلى «${to}»`,
      added: (to) => `أُضيف تلميح رابط: «${to}»`,
      removed: (from) => `حُذف تلميح رابط: «${from}»`,
    },
    image: {
      changed: (from, to) => `تغيّرت الصورة من ${from} إلى ${to}`,
      added: (to) => `صار صورة: ${to}`,
      removed: (from) => `لم يعد صورة: ${from}`,
    },
    quoted: (from, to) => `تغيّر عمق الاقتباس من ${from} إلى ${to}`,
    codeLanguage: (from, to) => `تغيّرت لغة النص البرمجي من ${from} إلى ${to}`,
    noLanguage: 'بلا لغة',
    align: 'تغيّرت محاذاة الأعمدة',
    kind: (from, to) => `تغيّر من ${arabic[from]} إلى ${arabic[to]}`,
    depth: (from, to) => `تغيّر المستوى من ${from} إلى ${to}`,
    invisible: 'تغيّرت مسافات أو رموز غير مرئية فقط',
    columnAdded: (name) => `عمود جديد: ${name}`,
    columnRemoved: (name) => `عمود محذوف: ${name}`,
    split: (parts, isList) => (isList ? `صارت الفقرة قائمة، عدد أجزائها: ${parts}` : `قُسّمت الفقرة، عدد الأجزاء: ${parts}`),
    merged: (parts, isList) => (isList ? `صارت القائمة فقرة واحدة، عدد أجزائها: ${parts}` : `دُمجت فقرات في فقرة واحدة، عددها: ${parts}`),
    older: 'النسخة الأقدم',
    newer: 'النسخة الأحدث',
    notHere: 'غير موجود في هذه النسخة',
    start: 'البداية',
    table: (title) => `جدول في «${title}»`,
    change: (number) => `التغيير ${number}`,
    next: 'التغيير التالي',
    inShort: 'باختصار، غير مُلزم:',
    stoodHere: 'النص الذي كان هنا',
    sameHere: 'النص الذي لم يتغيّر مخفي هنا.',
  },
}
