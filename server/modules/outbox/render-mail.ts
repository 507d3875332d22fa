import { Email, type Locale } from '#contract/shared.ts'
import { languageTags } from '#domain/language-tags.ts'
import type { Content, MailTemplate } from '#server/ports/content.ts'
import type { Mail } from '#server/ports/mailer.ts'
import type { MailFact, MailFacts } from './mail-facts.ts'

export interface MailToRender {
  id: string
  to: string
  template: string
  locale: Locale
  facts: MailFacts
}

/** The mail cannot be made from its template, its facts or its address. Says which part, never its content. */
export class UnrenderableMail extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UnrenderableMail'
  }
}

const PLACEHOLDER = /\{([a-zA-Z]+)\}/g
// Line breaks in a value could start a header or a new paragraph; the other control characters have no business in a mail.
const CONTROLS = /\p{Cc}/u
// Marks that reorder what follows (Unicode TR 9); a value must not turn the text around it.
const BIDI_CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u
const FIRST_STRONG_ISOLATE = '\u2068'
const POP_ISOLATE = '\u2069'

/**
 * Fills a template of the operator. Values stand in the mail letter for letter: what looks like a placeholder in them stays as it is.
 * A language without its text falls back to English.
 * @throws {UnrenderableMail} if a template, a value or the one recipient is missing or unfit
 */
export function renderMail({ id, to, template, locale, facts }: MailToRender, content: Pick<Content, 'mails' | 'organisation'>): Mail {
  if (!Email.safeParse(to).success) throw new UnrenderableMail('the recipient is not exactly one address')
  const texts = content.mails[template]
  if (texts === undefined) throw new UnrenderableMail(`there is no template "${template}"`)
  const language = texts[locale] === undefined ? 'en' : locale
  const { subject, text } = texts[language] ?? missing(template)
  const known: MailFacts = { organisation: content.organisation.name, ...facts }
  const fill = (part: string) => filled(part, known, language, content.organisation.zone)
  const filledSubject = fill(subject)
  if (CONTROLS.test(filledSubject)) throw new UnrenderableMail('the subject is not one line')
  return {
    id,
    to,
    subject: filledSubject,
    text: fill(text),
    // RFC 3834 §5: no out-of-office note answers a mail that nobody wrote.
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language, ...stopHeaders(facts) },
  }
}

/** Mails that can be stopped say so to the mail program as well. Source: RFC 8058 §3.1. */
function stopHeaders({ unsubscribe }: MailFacts): Record<string, string> {
  if (typeof unsubscribe !== 'string') return {}
  if (CONTROLS.test(unsubscribe)) throw new UnrenderableMail('the value of {unsubscribe} holds control characters')
  return { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
}

function filled(part: string, facts: MailFacts, language: Locale, zone: string): string {
  return part.replace(PLACEHOLDER, (_, name: string) => {
    const fact = Object.hasOwn(facts, name) ? facts[name] : undefined
    if (fact === undefined) throw new UnrenderableMail(`nothing was given for {${name}}`)
    const value = spoken(fact, language, zone)
    if (CONTROLS.test(value)) throw new UnrenderableMail(`the value of {${name}} holds control characters`)
    return isolated(value.replace(BIDI_CONTROLS, ''), language)
  })
}

function spoken(fact: MailFact, language: Locale, zone: string): string {
  if (typeof fact === 'string') return fact
  const tag = languageTags[language]
  if (typeof fact === 'number') return new Intl.NumberFormat(tag).format(fact)
  const day = { day: 'numeric', month: 'long', year: 'numeric' } as const
  if (!(fact instanceof Date)) return new Intl.DateTimeFormat(tag, { ...day, timeZone: 'UTC' }).format(new Date(`${fact.on}T00:00Z`))
  return new Intl.DateTimeFormat(tag, { ...day, hour: '2-digit', minute: '2-digit', timeZone: zone, timeZoneName: 'short' }).format(fact)
}

/** Keeps a value's direction to itself. Links stay bare: mail programs would take the marks into the address. */
function isolated(value: string, language: Locale): string {
  const isForeign = RIGHT_TO_LEFT.test(value) !== (language === 'ar')
  return isForeign && !/^https?:\/\//.test(value) ? `${FIRST_STRONG_ISOLATE}${value}${POP_ISOLATE}` : value
}

function missing(template: string): MailTemplate {
  throw new UnrenderableMail(`the template "${template}" has no English text`)
}
