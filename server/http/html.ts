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
  return new Html(parts.map((part, at) => (at === 0 ? part : render(values[at - 1]) + part)).join(''))
}

function render(value: HtmlPart): string {
  if (value === null || value === undefined || value === false) return ''
  if (value instanceof Html) return value.text
  if (typeof value === 'object') return value.map(render).join('')
  return escapeHtml(String(value))
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Safe as text and inside quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
}

/** JSON for a `<script type="application/json">`: no character in it can end the element or open a comment. */
export function jsonInScript(value: unknown): Html {
  return new Html(
    JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`),
  )
}
