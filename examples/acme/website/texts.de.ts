import type { SiteTexts } from './site-texts.ts'

export const de: SiteTexts = {
  direction: 'ltr',
  ownName: 'Deutsch',
  sample: 'Acme Mail ist ein erfundenes Unternehmen. Diese Website zeigt das Einwilligungsbanner bei der Arbeit.',
  skip: 'Zum Inhalt springen',
  pagesLabel: 'Seiten',
  languagesLabel: 'Sprachen',
  nav: { home: 'Acme Mail', pricing: 'Preise', blog: 'Brief aus der Werkstatt' },
  home: {
    title: 'Die Mail, auf die Ihre Kundschaft wartet',
    paragraphs: [
      'Bestellbestätigungen, Rechnungen, neue Passwörter: Ihr Laden oder Verein übergibt sie uns, und wir tragen sie ins Postfach.',
      'Wir senden aus zwei Rechenzentren, einem in Schweden und einem in Finnland. Zu jeder Nachricht sehen Sie, wann sie abging und wann sie ankam.',
    ],
    deed: 'Preise ansehen',
    points: [
      {
        title: 'Sieben Tage, dann leer',
        text: 'Den Text einer Nachricht löschen wir sieben Tage nach dem Versand, ihr Protokoll nach dreißig.',
      },
      { title: 'Ein Nein bleibt ein Nein', text: 'Wer keine Mail mehr will, steht in Sekunden auf Ihrer Sperrliste und bleibt dort.' },
      { title: 'Ein Anschluss, eine Seite', text: 'SMTP oder ein einziger HTTP-Aufruf. Die ganze Anleitung passt auf eine Seite.' },
    ],
  },
  pricing: {
    title: 'Drei Preise, kein vierter',
    paragraphs: [
      'Alle Preise gelten im Monat, vor Steuern. Sie können an jedem Tag gehen, und wir erstatten den Rest des Monats.',
      'Ist ein Monat voller als Ihr Tarif, stellen wir weiter zu und schreiben Ihnen. Eine Rechnung, die Sie nicht kommen sahen, gibt es nicht.',
    ],
    plans: [
      { name: 'Postkarte', price: '0 €', text: 'Bis 500 Nachrichten. Für einen Verein, einen Chor, einen ersten Versuch.' },
      { name: 'Brief', price: '12 €', text: 'Bis 20.000 Nachrichten. Für einen Laden mit Stammkundschaft.' },
      { name: 'Paket', price: '60 €', text: 'Bis 250.000 Nachrichten, mit eigener Absenderadresse.' },
    ],
  },
  blog: {
    title: 'Warum wir Ihre Mails wegwerfen',
    byline: 'Von Nora Ek, 3. November 2026',
    paragraphs: [
      'Im ersten Jahr behielten wir jede Nachricht, die wir trugen. Speicher war billig, und es hätte ja jemand fragen können. Niemand fragte.',
      'Dann wollte eine Kundin wissen, welche ihrer Bestellmails wir noch haben. Die ehrliche Antwort war: alle, mit den Adressen von Menschen, die längst umgezogen sind. Uns gefiel nicht, wie das klang.',
      'Also schrieben wir auf, was wir wirklich brauchen. Ein Nachrichtentext nützt, solange eine Zustellung scheitern und wiederholt werden kann: ein paar Tage. Eine Protokollzeile nützt, solange jemand fragt, wo eine Nachricht blieb: ein paar Wochen. Was danach kam, half niemandem.',
      'Heute geht der Text nach sieben Tagen und das Protokoll nach dreißig. Unsere Platten sind leerer, unsere Sicherungen schneller, und die Antwort auf jene Frage ist kurz geworden.',
    ],
  },
  missing: { title: 'Zurück an Absender', paragraphs: ['Unter dieser Adresse gibt es keine Seite.'] },
  chat: {
    title: 'Chat mit unserem Hilfepult',
    text: 'Guten Tag. Zwischen 9 und 17 Uhr liest hier jemand mit. Was möchten Sie über unsere Preise wissen?',
  },
  panel: {
    title: 'Was auf dieser Seite lief',
    intro: 'Zehn Dienste haben ein Skript in dieser Seite. Jedes wartet, bis Sie seine Kategorie erlauben.',
    ran: 'gelaufen',
    held: 'zurückgehalten',
    categories: { preferences: 'Einstellungen', statistics: 'Statistik', advertising: 'Werbung' },
  },
  footer: {
    label: 'Datenschutz',
    notice: 'Datenschutzhinweise',
    cookies: 'Cookies',
    choices: 'Datenschutz-Entscheidungen ändern',
    center: 'Ihre Daten bei Acme Mail',
    banner: 'Dieses Banner in eine Website einbauen',
  },
}
