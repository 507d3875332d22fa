import type { NoticeFinding } from '#contract/notice-publication.ts'
import type { Draft, Finding } from './lint-draft.ts'

/** Lines that say since when the text applies, or when it was last changed, and name another day than the version. */
export function lintDates({ source }: Draft, { effectiveOn, publishedOn }: { effectiveOn: string; publishedOn: string }): Finding[] {
  return source.flatMap((text, at): Finding[] => {
    if (text.length > STATEMENT_LETTERS || !OWN_DATE.test(text)) return []
    const found = datesIn(text).find((date) => date !== effectiveOn && date !== publishedOn)
    return found === undefined ? [] : [{ code: 'date-differs', line: at + 1, facts: { found, effectiveOn } }]
  })
}

/** Days that a translation names and its original does not, or the other way round. */
export function lintDatesAcross(original: Draft, drafts: readonly Draft[]): NoticeFinding[] {
  return drafts.filter((draft) => draft !== original).flatMap((draft) => [...only(draft, original), ...only(original, draft)])
}

function only(one: Draft, other: Draft): NoticeFinding[] {
  const there = new Set(other.source.flatMap(datesIn))
  const seen = new Set<string>()
  return one.source.flatMap((text, at) =>
    datesIn(text)
      .filter((date) => !there.has(date) && !seen.has(date) && seen.add(date))
      .map(
        (date): NoticeFinding => ({
          code: 'date-in-one-language',
          language: one.language,
          line: at + 1,
          facts: { date, other: other.language },
        }),
      ),
  )
}

/** A statement about the notice itself is short; a long paragraph speaks of other days. */
const STATEMENT_LETTERS = 160
const OWN_DATE =
  /effective|in force|applies from|last (?:updated|modified|revised|changed)|gültig ab|gilt ab|in kraft|stand[: ]|zuletzt (?:geändert|aktualisiert)|سار(?:ٍ|ية|ي)|نافذ|آخر تحديث/i

const MONTHS: Readonly<Record<string, number>> = Object.fromEntries(
  [
    ['january', 'januar', 'jänner', 'يناير', 'jan'],
    ['february', 'februar', 'فبراير', 'feb'],
    ['march', 'märz', 'مارس', 'mar'],
    ['april', 'أبريل', 'ابريل', 'apr'],
    ['may', 'mai', 'مايو'],
    ['june', 'juni', 'يونيو', 'jun'],
    ['july', 'juli', 'يوليو', 'jul'],
    ['august', 'أغسطس', 'aug'],
    ['september', 'سبتمبر', 'sep'],
    ['october', 'oktober', 'أكتوبر', 'oct', 'okt'],
    ['november', 'نوفمبر', 'nov'],
    ['december', 'dezember', 'ديسمبر', 'dec', 'dez'],
  ].flatMap((names, at) => names.map((name) => [name, at + 1])),
)

const ISO_DAY = /\b(\d{4})-(\d{2})-(\d{2})\b/g
const DAY_FIRST = /(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\.? (\p{L}{3,10})\.?,? (\d{4})(?!\d)/gu
const MONTH_FIRST = /(\p{L}{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)/gu
const DOTTED = /(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)/g

/** Calendar days in a text, as people write them in the languages of the interface. */
export function datesIn(text: string): string[] {
  const month = (name: string) => MONTHS[name.toLowerCase()] ?? 0
  const found = [
    ...[...text.matchAll(ISO_DAY)].map(([, year, one, day]) => [Number(year), Number(one), Number(day)]),
    ...[...text.matchAll(DAY_FIRST)].map(([, day, name = '', year]) => [Number(year), month(name), Number(day)]),
    ...[...text.matchAll(MONTH_FIRST)].map(([, name = '', day, year]) => [Number(year), month(name), Number(day)]),
    ...[...text.matchAll(DOTTED)].map(([, day, one, year]) => [Number(year), Number(one), Number(day)]),
  ]
  return found
    .filter(([, one = 0, day = 0]) => one >= 1 && one <= 12 && day >= 1 && day <= 31)
    .map(([year = 0, one = 0, day = 0]) => `${year}-${String(one).padStart(2, '0')}-${String(day).padStart(2, '0')}`)
}
