import type { Locale, Localized } from '#contract/shared.ts'
import { languageTags } from '#domain/language-tags.ts'
import { escapeHtml, html } from '#server/http/html.ts'
import { pagePolicy, pageStyle } from './pages.style.ts'
import type { ExportLine, SpooledCollection } from './spool.ts'
import { filled, startHereTexts } from './start-here.texts.ts'

/** As many records as a browser shows without effort, and a person reads. */
export const RECORDS_PER_PAGE = 500

/** What a page to read is about, and which one of how many it is, counted from 1. */
export interface ReadingPage {
  locale: Locale
  zone: string
  category: { id: string; title: string }
  number: number
  pages: number
}

type Shown = Pick<SpooledCollection, 'name' | 'title' | 'fields'> & { source: string }

/** A dot keeps the second page of one category apart from every other category: names of categories have none. */
export function pageFile(category: string, number: number): string {
  return `pages/${category}${number === 1 ? '' : `.${number}`}.html`
}

/** Everything up to the body's first words. The style is written beside its hash and nowhere else. */
export function pageHead(locale: Locale, title: string): string {
  const head = html`<!doctype html>
<html lang="${locale}" dir="${locale === 'ar' ? 'rtl' : 'ltr'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="`
  return `${head}${pagePolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
`
}

export const pageFoot = `</main>
</body>
</html>
`

/**
 * A page to read, record after record, with the words that the systems declare for their fields. Texts come as they are read, so that memory
 * holds one record.
 */
export async function* readingPage(
  page: ReadingPage,
  lines: AsyncIterable<ExportLine>,
  collections: readonly Shown[],
): AsyncGenerator<string> {
  const { locale, zone, category, number, pages } = page
  const texts = startHereTexts[locale]
  const moment = new Intl.DateTimeFormat(languageTags[locale], { dateStyle: 'long', timeStyle: 'short', timeZone: zone })
  const known = new Map(collections.map((one) => [`${one.source} ${one.name}`, one]))
  yield pageHead(locale, `${category.title} · ${texts.title}`)
  yield html`<h1>${category.title}</h1>
`.text
  yield navigation(page)
  if (pages > 1)
    yield html`<p>${filled(texts.page, { page: count(number, locale), pages: count(pages, locale) })}</p>
`.text
  let shown = ''
  for await (const line of lines) {
    const name = `${line.source} ${line.collection}`
    const collection = known.get(name)
    if (name !== shown && collection)
      yield html`<h2>${wordsOf(collection.title, locale)}</h2>
`.text
    shown = name
    yield article(line, collection, locale, moment)
  }
  yield navigation(page) + pageFoot
}

function article(
  { title, recordedAt, values }: ExportLine,
  collection: Shown | undefined,
  locale: Locale,
  moment: Intl.DateTimeFormat,
): string {
  const held = (collection?.fields ?? []).filter(({ name }) => Object.hasOwn(values, name) && values[name] !== '')
  return html`<article>
<h3 dir="auto">${title}</h3>
${
  recordedAt !== null &&
  html`<p><time datetime="${recordedAt}">${moment.format(new Date(recordedAt))}</time></p>
`
}<dl>
${held.map(
  ({ name, label }) => html`<dt>${wordsOf(label, locale)}</dt><dd dir="auto">${values[name]}</dd>
`,
)}</dl>
</article>
`.text
}

function navigation({ locale, category, number, pages }: ReadingPage): string {
  const texts = startHereTexts[locale]
  const other = (to: number) => pageFile(category.id, to).slice('pages/'.length)
  return html`<nav><a href="../START-HERE.html">${texts.back}</a>${number > 1 && html` <a href="${other(number - 1)}" rel="prev">${texts.previous}</a>`}${
    number < pages && html` <a href="${other(number + 1)}" rel="next">${texts.next}</a>`
  }</nav>
`.text
}

function wordsOf(text: Localized, locale: Locale): string {
  return text[locale] ?? text.en
}

function count(number: number, locale: Locale): string {
  return new Intl.NumberFormat(languageTags[locale]).format(number)
}
