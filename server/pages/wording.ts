import type { Locale, Localized } from '#contract/shared.ts'
import { daysBetween } from '#domain/calendar.ts'
import { dayIn } from '#domain/clocks.ts'
import { languageTags } from '#domain/language-tags.ts'
import { type Html, html } from '#server/http/html.ts'
import type { Ports } from '#server/ports/ports.ts'
import { type AllMessages, createSay, type Say } from './messages.ts'

/** Languages in their own words, in the order of the menu. */
export const languages = [
  { locale: 'en', name: 'English', direction: 'ltr' },
  { locale: 'de', name: 'Deutsch', direction: 'ltr' },
  { locale: 'ar', name: 'العربية', direction: 'rtl' },
] as const satisfies readonly { locale: Locale; name: string; direction: 'ltr' | 'rtl' }[]

export function directionOf(language: Locale): 'ltr' | 'rtl' {
  return languages.find(({ locale }) => locale === language)?.direction ?? 'ltr'
}

/** Everything a page needs to speak one language on one day. */
export interface Wording {
  locale: Locale
  say: Say
  /** Today in the operator's zone. */
  today: string
  /** "17 December 2026" */
  day(on: string): string
  /** The same in a `<time>`. */
  time(on: string): Html
  /** "17 December 2026, 18:04" in the operator's zone, in a `<time>`. */
  moment(at: Date): Html
  /** The calendar day of an instant in the operator's zone. */
  dayOf(instant: string): string
  /** The last day before an instant, for periods that end with a day: the portal's `lastDayOf`. */
  lastDayOf(end: Date): string
  daysUntil(on: string): number
  /** "German", in the page's language. */
  languageName(language: Locale): string
  text(localized: Localized): string
}

export function createWording(locale: Locale, messages: AllMessages, { clock, content }: Pick<Ports, 'clock' | 'content'>): Wording {
  const { zone } = content.organisation
  const long = new Intl.DateTimeFormat(languageTags[locale], { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
  const times = new Intl.DateTimeFormat(languageTags[locale], { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone })
  const names = new Intl.DisplayNames([languageTags[locale]], { type: 'language' })
  const today = dayIn(clock.now(), zone)
  const day = (on: string) => long.format(new Date(`${on}T00:00:00Z`))
  return {
    locale,
    say: createSay(messages[locale], locale),
    today,
    day,
    time: (on) => html`<time datetime="${on}">${day(on)}</time>`,
    moment: (at) =>
      html`<time datetime="${at.toISOString()}">${day(dayIn(at, zone))}${locale === 'ar' ? '، ' : ', '}${times.format(at)}</time>`,
    dayOf: (instant) => dayIn(new Date(instant), zone),
    lastDayOf: (end) => dayIn(new Date(end.getTime() - 1), zone),
    daysUntil: (on) => daysBetween(today, on),
    languageName: (language) => names.of(language) ?? language,
    text: (localized) => localized[locale] ?? localized.en,
  }
}
