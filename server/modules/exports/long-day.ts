import type { Locale } from '#contract/shared.ts'
import type { TimeZone } from '#domain/clocks.ts'
import { languageTags } from '#domain/language-tags.ts'

/** A day as a person reads it in a mail: "22 December 2026". */
export function longDay(at: Date, locale: Locale, zone: TimeZone): string {
  return new Intl.DateTimeFormat(languageTags[locale], { dateStyle: 'long', timeZone: zone }).format(at)
}
