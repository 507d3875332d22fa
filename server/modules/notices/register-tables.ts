import type { Locale, Localized } from '#contract/shared.ts'
import { languageTags } from '#domain/language-tags.ts'
import type { Retention } from '#domain/retention.ts'
import type { Content } from '#server/ports/content.ts'
import { type RegisterWords, registerWords } from './register-words.ts'

export type Registers = Pick<Content, 'categories' | 'services' | 'subProcessors' | 'transfers'> & {
  /** Companies that an announced version of a notice lets begin, `since` its day. */
  joining?: Content['subProcessors']
}

/** What `{register: …}` may name. */
export const registerNames = ['cookies', 'sub-processors', 'transfers', 'retention'] as const
export type RegisterName = (typeof registerNames)[number]

const MARKER = /^\{register: *([a-z-]*)\}[ \t]*$/gm

/** Names that stand in `{register: …}` and that no register has, with their lines. */
export function unknownRegisters(source: string): { name: string; line: number }[] {
  return source.split('\n').flatMap((text, at) => {
    const [, name] = /^\{register: *([a-z-]*)\}[ \t]*$/.exec(text) ?? []
    return name === undefined || isRegister(name) ? [] : [{ name, line: at + 1 }]
  })
}

/** The text with every `{register: …}` replaced by the register as it is now, in the language of the text. */
export function withRegisters(source: string, registers: Registers, language: Locale): string {
  return source.replaceAll(MARKER, (marker, name: string) => (isRegister(name) ? tables[name](registers, speaker(language)) : marker))
}

function isRegister(name: string): name is RegisterName {
  return (registerNames as readonly string[]).includes(name)
}

interface Speaker {
  words: RegisterWords
  text(localized: Localized): string
  day(on: string): string
  count(count: number, unit: 'day' | 'month' | 'year'): string
}

function speaker(language: Locale): Speaker {
  // Western digits in Arabic too, so that dates agree with addresses and law numbers.
  const tag = languageTags[language]
  const days = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
  return {
    words: registerWords[language],
    text: (localized) => localized[language] ?? localized.en,
    day: (on) => days.format(new Date(`${on}T00:00:00Z`)),
    count: (count, unit) => new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'long' }).format(count),
  }
}

const tables: Readonly<Record<RegisterName, (registers: Registers, speaker: Speaker) => string>> = {
  cookies: ({ services }, { words, text }) =>
    services
      .map(({ id, title, summary, services: list }) => {
        const rows = list.map(({ name, company, country, purpose, cookies }) => [
          name,
          company,
          text(country),
          text(purpose),
          cookies.length === 0 ? words.none : cookies.map((cookie) => `${cookie.name} (${text(cookie.duration)})`).join(', '),
        ])
        const head = [words.service, words.company, words.country, words.purpose, words.cookies]
        return `### ${plain(text(title))} {#cookies-${id}}\n\n${plain(text(summary))}\n\n${table(head, rows)}`
      })
      .join('\n\n'),
  'sub-processors': ({ subProcessors, joining = [] }, { words, text, day }) => {
    const row = ({ name, task, country, safeguard }: Registers['subProcessors'][number], begin: string) => [
      name,
      text(task),
      text(country),
      begin,
      text(safeguard),
    ]
    return table(
      [words.name, words.task, words.country, words.since, words.safeguard],
      [...subProcessors.map((one) => row(one, day(one.since))), ...joining.map((one) => row(one, words.beginsOn(day(one.since))))],
    )
  },
  transfers: ({ transfers }, { words, text, day }) =>
    table(
      [words.recipient, words.country, words.personalData, words.safeguard, words.decidedOn],
      transfers.map(({ recipient, country, data, safeguard, decidedOn }) => [
        recipient,
        text(country),
        text(data),
        text(safeguard),
        day(decidedOn),
      ]),
    ),
  retention: ({ categories }, { words, text, count }) =>
    table(
      [words.kind, words.keptFor, words.from, words.backups, words.role],
      categories.map(({ title, retention, retentionFrom, backupDays, role }) => [
        text(title),
        period(retention, { words, text, count }),
        text(retentionFrom),
        words.atMost(count(backupDays, 'day')),
        words[role],
      ]),
    ),
}

function period(retention: Retention, { words, text, count }: Pick<Speaker, 'words' | 'text' | 'count'>): string {
  switch (retention.kind) {
    case 'days':
      return count(retention.days, 'day')
    case 'months':
      return count(retention.months, 'month')
    case 'years':
      return `${count(retention.years, 'year')} (${text(retention.ground)})`
    case 'while-account-open':
      return words.whileAccountOpen
    case 'until-removed':
      return words.untilRemoved
    default:
      return retention satisfies never
  }
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(plain).join(' | ')} |`
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n')
}

/** A register's text is words, never Markdown: every sign that could mean something is escaped. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[!-/:-@[-`{-~]/g, '\\$&')
}
