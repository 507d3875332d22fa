/** Text that is HTML already: written by a template here, never by a person. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  toString(): string {
    return this.text
  }
}

/** What a template may hold: texts and numbers are escaped, HTML stays, nothing shows nothing. */
export type HtmlPart = Html | string | number | null | undefined | false | readonly HtmlPart[]

/** Writes HTML. Every value is escaped for text and for quoted attributes, unless a template wrote it. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlPart[]): Html {
  let text = parts[0] ?? ''
  for (let at = 0; at < values.length; at++) text += render(values[at]) + parts[at + 1]
  return new Html(text)
}

function render(value: HtmlPart): string {
  if (typeof value === 'string') return escapeHtml(value)
  if (value instanceof Html) return value.text
  if (value === null || value === undefined || value === false) return ''
  if (typeof value === 'number') return String(value)
  let text = ''
  for (const part of value) text += render(part)
  return text
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const special = /[&<>"']/

/** Safe as text and inside quoted attributes. */
export function escapeHtml(text: string): string {
  return special.test(text) ? text.replace(/[&<>"']/g, (character) => entities[character] ?? character) : text
}

/** JSON for a `<script type="application/json">`: no character in it can end the element or open a comment. */
export function jsonInScript(value: unknown): Html {
  return new Html(
    JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`),
  )
}
