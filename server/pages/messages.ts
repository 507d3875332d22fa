import type { Locale } from '#contract/shared.ts'
import { escapeHtml, Html, type HtmlPart, html } from '#server/http/html.ts'

/** Interface strings of one language, nested as in locales/*.json. */
export type Messages = { readonly [key: string]: string | Messages }
export type AllMessages = Readonly<Record<Locale, Messages>>

export type Values = Readonly<Record<string, string | number>>
export type HtmlValues = Readonly<Record<string, string | number | Html>>

/** Says a message. The forms of the language stand beside each other, parted by ` | `; a number picks one. */
export interface Say {
  (key: string, values?: Values, count?: number): string
  /** The same with HTML in the gaps: links and times inside a sentence. Texts are escaped. */
  html(key: string, values: HtmlValues, count?: number): Html
}

/** @throws {RangeError} when asked for a key that the language does not have */
export function createSay(messages: Messages, locale: Locale): Say {
  const plural = new Intl.PluralRules(locale)
  const find = (key: string, count: number | undefined): string => {
    let node: string | Messages | undefined = messages
    for (const part of key.split('.')) node = typeof node === 'object' ? node[part] : undefined
    if (typeof node !== 'string') throw new RangeError(`no message ${key} in ${locale}`)
    const forms = node.split(' | ')
    return forms[formOf(plural, locale, count, forms.length)] ?? node
  }
  const say = (key: string, values: Values = {}, count?: number) =>
    find(key, count).replaceAll(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap))
  const sayHtml = (key: string, values: HtmlValues, count?: number) =>
    new Html(
      find(key, count)
        .split(/(\{\w+\})/)
        .map((part) => (part.startsWith('{') && part.endsWith('}') ? fill(values[part.slice(1, -1)]) : escapeHtml(part)))
        .join(''),
    )
  return Object.assign(say, { html: sayHtml })
}

function fill(value: HtmlPart): string {
  return html`${value}`.text
}

// As the portal chooses: two forms are "one" and "other"; six are the forms of Arabic in CLDR's order.
const sixForms = ['zero', 'one', 'two', 'few', 'many', 'other']

function formOf(plural: Intl.PluralRules, locale: Locale, count: number | undefined, forms: number): number {
  if (count === undefined || forms === 1) return 0
  if (locale === 'ar') return Math.min(sixForms.indexOf(plural.select(count)), forms - 1)
  return Math.min(count === 1 ? 0 : 1, forms - 1)
}
