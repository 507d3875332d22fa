import { z } from 'zod'
import { locales } from '#contract/shared.ts'

const plainText = (error: string) => z.string({ error }).regex(/\S/, { error })

export const Text = plainText('must be text; write it after the colon')
export const Localized = z.strictObject(
  {
    en: plainText('must be there in English; add "en:"'),
    de: plainText('must be there in German; add "de:"'),
    ar: plainText('must be there in Arabic; add "ar:"'),
  },
  { error: ({ code }) => (code === 'invalid_type' ? 'must be there in each language; write "en:", "de:" and "ar:" below it' : undefined) },
)
export type Localized = Readonly<z.infer<typeof Localized>>
/** Words of a notice: English stands in where a language is missing, as it does for the text. */
export const NoticeWords = z.strictObject(
  {
    en: plainText('must be there in English; add "en:"'),
    de: plainText('must be text in German; write it or leave it out').optional(),
    ar: plainText('must be text in Arabic; write it or leave it out').optional(),
  },
  {
    error: ({ code }) =>
      code === 'invalid_type' ? 'must be there in English; write "en:" below it, and "de:" and "ar:" where you can' : undefined,
  },
)

export const Slug = z
  .string({ error: 'must be an id; write small letters and hyphens' })
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, { error: 'must be an id; write small letters and hyphens, as in message-bodies' })
export const Interface = z.enum(locales, { error: `must be a language of the interface; write one of ${locales.join(', ')}` })
export const Code = z.string().regex(/^[a-z]{2}$/, { error: 'must be a language; write two small letters, as in sv' })
export const Country = z
  .string({ error: 'must be a country; write its two letters, as in SE' })
  .regex(/^[A-Z]{2}$/, { error: 'must be a country; write its two letters, as in SE' })
export const Email = z.email({ error: 'must be an e-mail address; write name@example.org' })
export const Url = z.url({ protocol: /^https$/, error: 'must be an address; write it with https://' })
export const Zone = z.string().refine(isZone, { error: 'must be a time zone; write its name, as in Europe/Stockholm' })
export const Origin = z
  .string()
  .regex(/^(\{website\}|https?:\/\/[\w.-]+(:\d+)?)$/, { error: 'must be an origin without path; write https://www.example.org' })
export const CalendarDay = z
  .string({ error: 'must be a day; write 2026-03-01' })
  .refine(isDay, { error: 'must be a day of the calendar; write 2026-03-01' })

const LENGTH = /^(\d+) (day|month)s?$/
/** `session`, `1 day`, `6 months`; the units are those of Intl.NumberFormat. */
export const Length = z
  .string({ error: 'must be a length of time; write "6 months", "1 day" or "session"' })
  .refine((text) => text === 'session' || LENGTH.test(text), { error: 'must be a length of time; write "6 months", "1 day" or "session"' })
  .transform((text): Length => {
    const [, count, unit] = LENGTH.exec(text) ?? []
    return count && (unit === 'day' || unit === 'month') ? { unit, count: Number(count) } : { unit: 'session' }
  })
export type Length = { readonly unit: 'session' } | { readonly unit: 'day' | 'month'; readonly count: number }

const whole = (unit: string, example: number) =>
  z
    .int({ error: `must be a whole number of ${unit}; write "${unit}: ${example}"` })
    .min(1, { error: `must be 1 or more; write "${unit}: ${example}"` })

/** How long a record stays; the same union as `#domain/retention.ts`. */
export const Retention = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('days'), days: whole('days', 30) }),
    z.strictObject({ kind: z.literal('months'), months: whole('months', 12) }),
    z.strictObject({ kind: z.literal('years'), years: whole('years', 7), /** The law that makes us keep it. */ ground: Localized }),
    z.strictObject({ kind: z.literal('while-account-open') }),
    z.strictObject({ kind: z.literal('until-removed') }),
  ],
  { error: 'must be one of days, months, years, while-account-open, until-removed; write "kind: days"' },
)

function isDay(text: string): boolean {
  const [year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)?.slice(1).map(Number) ?? []
  if (!year || !month || !day) return false
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
