import type { Locale } from '#contract/shared.ts'
import { type Html, type HtmlPart, html } from '#server/http/html.ts'
import { pageFoot, pageHead } from './pages.ts'
import { filled, startHereTexts } from './start-here.texts.ts'

export interface StartHere {
  locale: Locale
  organisation: string
  /** When the copy was made, in words. */
  day: string
  /** The person chose some categories only. */
  isPartial: boolean
  categories: readonly { title: string; records: number; page: string; table: string; lines: string }[]
  /** What the sources are called that gave nothing yet. */
  gaps: readonly string[]
}

/** The first page of a copy. Inert under its own policy: nothing runs, loads or is sent, whatever a record or a system's name holds. */
export function startHere({ locale, isPartial, organisation, day, categories, gaps }: StartHere): string {
  const texts = startHereTexts[locale]
  const number = new Intl.NumberFormat(locale)
  const row = ({ title, records, page, table, lines }: StartHere['categories'][number]) => html`<tr>
<th scope="row">${title}</th><td>${number.format(records)}</td><td>${records > 0 && html`<a href="${page}">${texts.read}</a>`}</td><td><a href="${table}">${texts.table}</a></td><td><a href="${lines}">${texts.exact}</a></td>
</tr>
`
  const page = html`<h1>${texts.title}</h1>
<p>${filled(texts.intro, { organisation, day })}</p>
${
  isPartial &&
  html`<p>${texts.partial}</p>
`
}<h2>${texts.inside}</h2>
${categories.length === 0 ? html`<p>${texts.nothing}</p>` : table(texts, categories.map(row))}
${
  gaps.length > 0 &&
  html`<h2>${texts.missing}</h2>
<ul>
${gaps.map(
  (source) => html`<li>${filled(texts.gap, { source })}</li>
`,
)}</ul>
`
}<h2>${texts.help}</h2>
<ul>
<li>${texts.pages}</li>
<li>${texts.tables}</li>
<li>${texts.lines}</li>
<li><a href="schema.json"><bdi>schema.json</bdi></a> ${texts.schema}</li>
<li><a href="manifest.json"><bdi>manifest.json</bdi></a> ${texts.manifest}</li>
</ul>
`
  return pageHead(locale, `${texts.title} · ${organisation}`) + page.text + pageFoot
}

function table(texts: (typeof startHereTexts)[Locale], rows: readonly Html[]): HtmlPart {
  return html`<table>
<thead><tr><th scope="col">${texts.category}</th><th scope="col">${texts.records}</th><th scope="col">${texts.read}</th><th scope="col">${texts.table}</th><th scope="col">${texts.exact}</th></tr></thead>
<tbody>
${rows}</tbody>
</table>`
}
