import { computed } from 'vue'
import type { Localized } from '#contract/shared.ts'
import { daysBetween } from '#domain/calendar.ts'
import { dayIn, daysLeft } from '#domain/clocks.ts'
import { languageTags } from '#domain/language-tags.ts'
import { useLocale } from '#src/i18n.ts'
import { useOrganisationStore } from '#src/stores/organisation.ts'
import { useNow } from './useNow.ts'

/** Formats in the language of the page and the operator's zone. Instants and days are ISO texts, as the API sends them. */
export function useFormat() {
  const locale = useLocale()
  const organisation = useOrganisationStore()
  const now = useNow()
  const tag = computed(() => languageTags[locale.value])
  const zone = computed(() => organisation.zone)

  const days = computed(() => ({
    long: dateFormat({ day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
    short: dateFormat({ day: 'numeric', month: 'short', timeZone: 'UTC' }),
    weekday: dateFormat({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
  }))
  const times = computed(() => dateFormat({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone.value }))
  const numbers = computed(() => new Intl.NumberFormat(tag.value))

  function dateFormat(options: Intl.DateTimeFormatOptions) {
    return new Intl.DateTimeFormat(tag.value, options)
  }
  /** The calendar day of an instant in the operator's zone; a day stays the day it is. */
  function dayOf(iso: string): string {
    return iso.length === 10 ? iso : dayIn(new Date(iso), zone.value)
  }
  function asDate(iso: string): Date {
    return new Date(`${dayOf(iso)}T00:00:00Z`)
  }
  /** The last day of a clock that ends at an instant: midnight belongs to the day that ends there. */
  function lastDayOf(due: string): string {
    return due.length === 10 ? due : dayIn(new Date(new Date(due).getTime() - 1), zone.value)
  }

  return {
    now,
    dayOf,
    lastDayOf,
    /** "17 December 2026" */
    day: (iso: string) => days.value.long.format(asDate(iso)),
    /** "17 Dec", beside a ruler */
    dayShort: (iso: string) => days.value.short.format(asDate(iso)),
    /** "Wednesday, 9 December 2026" */
    weekday: (iso: string) => days.value.weekday.format(asDate(iso)),
    /** "09:41" in the operator's zone */
    time: (iso: string) => times.value.format(new Date(iso)),
    /** "17 December 2026, 09:41" */
    moment: (iso: string) =>
      `${days.value.long.format(asDate(iso))}${locale.value === 'ar' ? '، ' : ', '}${times.value.format(new Date(iso))}`,
    /** "one, two and three" */
    list: (parts: readonly string[]) => new Intl.ListFormat(tag.value).format(parts),
    number: (value: number) => numbers.value.format(value),
    /** Whole calendar days from today to the last day of a clock: 0 on the last day, negative once it is over. */
    daysLeft: (due: string) =>
      due.length === 10 ? daysBetween(dayIn(now.value, zone.value), due) : daysLeft(now.value, new Date(due), zone.value),
    /** Whole calendar days between two days or instants in the operator's zone. */
    daysFrom: (from: string, to: string) => daysBetween(dayOf(from), dayOf(to)),
    /** "18.4 MB" */
    bytes: (count: number) => bytes(count, tag.value),
    /** A content text in this language, else in English. */
    text: (localized: Localized) => localized[locale.value] ?? localized.en,
    /** The language a content text is really in, for `lang`, when it differs from the page's. */
    languageOf: (localized: Localized) => (localized[locale.value] || locale.value === 'en' ? undefined : 'en'),
  }
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

function bytes(count: number, tag: string): string {
  const step = Math.min(Math.floor(Math.log10(Math.max(count, 1)) / 3), units.length - 1)
  const unit = units[step] ?? 'byte'
  return new Intl.NumberFormat(tag, { style: 'unit', unit, maximumFractionDigits: step === 0 ? 0 : 1 }).format(count / 1000 ** step)
}
