import fs from 'node:fs'
import path from 'node:path'
import type { Locale } from '#contract/shared.ts'

type Messages = { [key: string]: string | Messages }

/** Interface texts of one language, by key. */
export interface Speaker {
  /** The text with its placeholders filled in; `count` picks the form in languages that have one for 1 and one for the rest. */
  (key: string, values?: Record<string, string | number>, count?: number): string
  /** Any form of the text and nothing else, with anything in its placeholders. */
  like(key: string): RegExp
  /** The same, inside of a longer text. */
  within(key: string): RegExp
}

/** @throws {Error} for a key that the language does not have */
export function speaker(locale: Locale): Speaker {
  const file = path.join(import.meta.dirname, '../../locales', `${locale}.json`)
  const messages = JSON.parse(fs.readFileSync(file, 'utf8')) as Messages
  const formsOf = (key: string) => found(messages, key, locale).split(' | ')
  const say = (key: string, values: Record<string, string | number> = {}, count?: number) => {
    const forms = formsOf(key)
    const form = (count === 1 ? forms[0] : forms.at(-1)) ?? ''
    return form.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
  }
  const forms = (key: string) => `(?:${formsOf(key).map(pattern).join('|')})`
  return Object.assign(say, {
    like: (key: string) => new RegExp(`^\\s*${forms(key)}\\s*$`),
    within: (key: string) => new RegExp(forms(key)),
  })
}

function found(messages: Messages, key: string, locale: Locale): string {
  const text = key
    .split('.')
    .reduce<string | Messages | undefined>((node, part) => (typeof node === 'object' ? node[part] : undefined), messages)
  if (typeof text !== 'string') throw new Error(`locales/${locale}.json has no "${key}"`)
  return text
}

function pattern(form: string): string {
  return form
    .split(/\{\w+\}/)
    .map((part) => RegExp.escape(part))
    .join('.+?')
}
