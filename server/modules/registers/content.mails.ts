import { z } from 'zod'
import { type Locale, locales } from '#contract/shared.ts'
import type { ContentFault } from './content.fault.ts'
import { Text } from './content.words.ts'
import { readYaml } from './located-yaml.ts'

/** What each mail may be filled with. A link and dates only: whoever reads a mailbox learns nothing about the person. */
export const MAIL_PLACEHOLDERS = {
  'sign-in-link': ['organisation', 'link', 'minutes'],
  'password-changed': ['organisation', 'link'],
  'export-ready': ['organisation', 'link', 'until'],
  'erasure-requested': ['organisation', 'link', 'until'],
  'erasure-cancelled': ['organisation', 'link'],
  'erasure-done': ['organisation', 'link', 'until'],
  'notice-change': ['organisation', 'link', 'effectiveOn', 'notice'],
  'objection-closed': ['organisation', 'link', 'effectiveOn', 'notice'],
  'change-withdrawn': ['organisation', 'link', 'effectiveOn', 'notice'],
  'promise-missed': ['organisation', 'link'],
  'alarm-late': ['organisation', 'link', 'percent', 'system', 'until'],
  'alarm-breached': ['organisation', 'link', 'percent', 'system', 'until'],
  'subscription-confirm': ['organisation', 'link', 'until', 'notice'],
  'subscription-standing': ['organisation', 'link', 'notice'],
  'notice-published': ['organisation', 'link', 'effectiveOn', 'notice', 'unsubscribe'],
  'notice-withdrawn': ['organisation', 'link', 'effectiveOn', 'notice', 'unsubscribe'],
  'notice-in-force': ['organisation', 'link', 'effectiveOn', 'notice', 'unsubscribe'],
} as const satisfies Record<string, readonly string[]>
export type MailName = keyof typeof MAIL_PLACEHOLDERS

export interface MailFile {
  readonly name: MailName
  readonly locale: Locale
  readonly subject: string
  readonly text: string
}

const FrontMatter = z.strictObject({ subject: Text })
const SPLIT = /^---\n([\s\S]*?\n)---\n+([\s\S]*)$/
const PLACEHOLDER = /\{([^{}]*)\}/g

export function readMails(files: ReadonlyMap<string, string>, faults: ContentFault[]): MailFile[] {
  const mails: MailFile[] = []
  for (const name of Object.keys(MAIL_PLACEHOLDERS) as MailName[]) {
    for (const locale of locales) {
      const mail = readMail(name, locale, files, faults)
      if (mail) mails.push(mail)
    }
  }
  return mails
}

function readMail(name: MailName, locale: Locale, files: ReadonlyMap<string, string>, faults: ContentFault[]): MailFile | null {
  const file = `mails/${name}.${locale}.md`
  const source = files.get(file)
  if (source === undefined) {
    faults.push({ file, line: 1, message: 'this mail is missing; create the file' })
    return null
  }
  const [, head, text] = SPLIT.exec(source) ?? []
  if (head === undefined || text === undefined) {
    faults.push({ file, line: 1, message: 'a mail begins with its subject; write "---", "subject: …" and "---" above the text' })
    return null
  }
  const front = readYaml(FrontMatter, file, head, faults, 2)
  const found = faults.length
  checkPlaceholders(name, file, source, faults)
  return front && faults.length === found ? { name, locale, subject: front.value.subject, text: text.trim() } : null
}

function checkPlaceholders(name: MailName, file: string, source: string, faults: ContentFault[]): void {
  const known: readonly string[] = MAIL_PLACEHOLDERS[name]
  for (const [index, text] of source.split('\n').entries()) {
    for (const [, word = ''] of text.matchAll(PLACEHOLDER)) {
      if (!known.includes(word)) {
        faults.push({ file, line: index + 1, message: `{${word}} is no placeholder of this mail; write one of ${known.join(', ')}` })
      }
    }
  }
  if (!source.includes('{link}')) faults.push({ file, line: 1, message: 'a mail carries a link; write {link} on a line of its own' })
}
