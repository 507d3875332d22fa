import { describe, expect, it } from 'vitest'
import type { Content } from '#server/ports/content.ts'
import type { MailFacts } from './mail-facts.ts'
import { keepFacts, readFacts } from './mail-facts.ts'
import { type MailToRender, renderMail } from './render-mail.ts'

const content = {
  organisation: { name: 'Acme Mail', zone: 'Europe/Berlin' } as Content['organisation'],
  mails: {
    note: {
      en: { subject: 'From {organisation}: {title}', text: 'Open {link} until {until}.' },
      ar: { subject: 'من {organisation}: {title}', text: 'افتح {link} حتى {until}.' },
    },
  },
} satisfies Pick<Content, 'mails' | 'organisation'>
const facts: MailFacts = { title: 'a note', link: 'https://acmemail.example/x', until: 'noon' }
const mail: MailToRender = { id: 'm1', to: 'ida@acmemail.example', template: 'note', locale: 'en', facts }

describe('a mail', () => {
  it('is the operator’s text with the values in it, and says that a machine wrote it', () => {
    expect(renderMail(mail, content)).toEqual({
      id: 'm1',
      to: 'ida@acmemail.example',
      subject: 'From Acme Mail: a note',
      text: 'Open https://acmemail.example/x until noon.',
      headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': 'en' },
    })
  })

  it('falls back to English where the language has no text, and says so', () => {
    const rendered = renderMail({ ...mail, locale: 'de' }, content)

    expect(rendered.subject).toBe('From Acme Mail: a note')
    expect(rendered.headers['Content-Language']).toBe('en')
  })

  it.each(['{{7*7}}', '{link}', '{ link }', '<b>bold</b>', '$& $1', '%s'])('holds values letter for letter: %s', (title) => {
    expect(renderMail({ ...mail, facts: { ...facts, title } }, content).subject).toBe(`From Acme Mail: ${title}`)
  })

  it.each(['a\r\nBcc: eve@evil.example', 'a\nb', 'a\u0000b', 'a\u0085b'])(
    'refuses values that could begin a line of their own: %j',
    (title) => {
      expect(() => renderMail({ ...mail, facts: { ...facts, title } }, content)).toThrow('the value of {title} holds control characters')
    },
  )

  it.each(['ida@acmemail.example, eve@evil.example', 'ida@acmemail.example\r\nBcc: eve@evil.example', 'Ida <ida@acmemail.example>', ''])(
    'goes to exactly one address: %j',
    (to) => {
      expect(() => renderMail({ ...mail, to }, content)).toThrow('the recipient is not exactly one address')
    },
  )

  it('does not let a value turn the direction of the text around it', () => {
    const { subject } = renderMail({ ...mail, facts: { ...facts, title: '\u202eevil\u2066' } }, content)

    expect(subject).toBe('From Acme Mail: evil')
  })

  it('keeps a right-to-left value to itself, and a left-to-right one in Arabic, but never marks a link', () => {
    const english = renderMail({ ...mail, facts: { ...facts, title: 'مرحبا' } }, content)
    const arabic = renderMail({ ...mail, locale: 'ar' }, content)

    expect(english.subject).toBe('From Acme Mail: \u2068مرحبا\u2069')
    expect(arabic.subject).toBe('من \u2068Acme Mail\u2069: \u2068a note\u2069')
    expect(arabic.text).toContain('افتح https://acmemail.example/x حتى')
  })

  it.each([
    ['en', new Date('2026-03-28T22:30:00Z'), '28 March 2026 at 23:30 CET'],
    ['de', new Date('2026-03-29T10:00:00Z'), '29. März 2026 um 12:00 MESZ'],
    ['en', { on: '2026-03-02' }, '2 March 2026'],
  ] as const)('writes times in the reader’s language and the operator’s zone (%s)', (locale, until, spoken) => {
    const german = { ...content.mails.note, de: { subject: '{title}', text: '{until}' } }
    const rendered = renderMail({ ...mail, locale, facts: { ...facts, until } }, { ...content, mails: { note: german } })

    expect(rendered.text).toContain(spoken)
  })

  it('is not made when a value is missing, also not one that every object has', () => {
    expect(() => renderMail({ ...mail, facts: { title: 'a', until: 'b' } }, content)).toThrow('nothing was given for {link}')
    const inherited = { ...content, mails: { note: { en: { subject: '{constructor}', text: '' } } } }
    expect(() => renderMail(mail, inherited)).toThrow('nothing was given for {constructor}')
  })

  it('is not made from a template that is not there', () => {
    expect(() => renderMail({ ...mail, template: 'other' }, content)).toThrow('there is no template "other"')
  })

  it('keeps its facts in the outbox as they were', () => {
    const kept: MailFacts = { link: 'x', count: 3, until: new Date('2026-03-02T09:00:00Z'), effectiveOn: { on: '2026-04-01' } }

    expect(readFacts(keepFacts(kept))).toEqual(kept)
  })
})
