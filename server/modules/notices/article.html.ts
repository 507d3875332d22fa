import type { Locale } from '#contract/shared.ts'
import { type Block, type ColumnEdge, cellsOf, plainText } from '#domain/blocks.ts'
import { headingNumber } from '#domain/notice-labels.ts'
import { type Html, html } from '#server/http/html.ts'
import type { ArticleWords } from './article.words.ts'
import { inlineHtml, nothing } from './inline.html.ts'

/** A section of the list beside the article. */
export interface SectionEntry {
  id: string
  label: string
  title: string
  level: number
}

/** What stands in an article beside its words. */
export interface ArticleOptions {
  words: ArticleWords
  /** Sections whose translation is older than the original, and where the original is. */
  stale?: { sections: ReadonlySet<string>; original: Locale; address: string }
  /** Put before every id, where two languages stand on one page. */
  prefix?: string
}

/** The headings of a text in order. Where there are none, lines set all in bold stand for them. */
export function sectionsOf(blocks: readonly Block[]): SectionEntry[] {
  const headings = blocks.filter(({ kind }) => kind === 'heading')
  const shown = headings.length > 0 ? headings : blocks.filter(isPseudoHeading)
  return shown.map((block) => ({ id: block.id, label: block.label, title: plainText(block), level: Math.max(1, block.level) }))
}

const PSEUDO_HEADING_LETTERS = 120

/** Whether a paragraph is a short line all in bold, as authors write headings who know no others. */
export function isPseudoHeading(block: Block): boolean {
  const isBold = block.inline.length > 0 && block.inline.every(({ marks, text }) => marks.includes('strong') || text.trim() === '')
  return block.kind === 'paragraph' && block.level === 0 && isBold && plainText(block).length <= PSEUDO_HEADING_LETTERS
}

/** The text as HTML: one section per heading of the highest level used, readable and addressable without script. */
export function articleHtml(blocks: readonly Block[], options: ArticleOptions): string {
  return articleParts(blocks, options)
    .map(({ html }) => html)
    .join('\n')
}

/** The same, part by part; the part before the first heading has no id. */
export function articleParts(blocks: readonly Block[], options: ArticleOptions): { id: string | null; html: string }[] {
  const top = topLevel(blocks)
  const parts: Block[][] = [[]]
  for (const block of blocks) {
    if (block.kind === 'heading' && block.level <= top) parts.push([])
    parts.at(-1)?.push(block)
  }
  return parts
    .filter((part) => part.length > 0)
    .map((part) => ({ id: part[0]?.kind === 'heading' ? part[0].id : null, html: clauseHtml(part, top, options).text }))
}

/** The highest level of heading that makes sections; real notices begin with any. A single title above all others makes none. */
export function topLevel(blocks: readonly Block[]): number {
  const levels = blocks.filter(({ kind }) => kind === 'heading').map(({ level }) => level)
  const highest = Math.min(6, ...levels)
  const isTitle = levels.length > 1 && levels[0] === highest && levels.filter((level) => level === highest).length === 1
  return isTitle ? Math.min(6, ...levels.slice(1)) : highest
}

function clauseHtml(part: readonly Block[], top: number, options: ArticleOptions): Html {
  const { words, prefix = '' } = options
  const shorts = part.filter(({ kind }) => kind === 'in-short')
  const rest = part.filter(({ kind }) => kind !== 'in-short')
  const margin = html`${staleHtml(part, options)}${shorts.length > 0 && inShortHtml(shorts, options)}`
  const [first] = rest
  if (first?.kind !== 'heading')
    return html`<div class="clause"><div class="body">${bodyHtml(rest, top, options, words.start)}</div>${margin}</div>`
  const id = `${prefix}h-${first.id}`
  return html`<section class="clause" id="${prefix}${first.id}" aria-labelledby="${id}">
<h2 id="${id}">${numberHtml(first)}<span>${inlineHtml(first.inline)}</span>${anchorHtml(first, words)}</h2>
<div class="body">${bodyHtml(rest.slice(1), top, options, plainText(first))}</div>${margin}
</section>`
}

function inShortHtml(shorts: readonly Block[], { words, prefix = '' }: ArticleOptions): Html {
  const lines = shorts.map(
    ({ id, inline }, at) => html`<p id="${prefix}${id}">${at === 0 && html`<b>${words.inShort}</b> `}${inlineHtml(inline)}</p>`,
  )
  return html`<div role="note" class="margin">${lines}<p class="small">${words.notBinding}</p></div>`
}

function staleHtml(part: readonly Block[], { stale, words }: ArticleOptions): Html | null {
  const section = stale && part.find(({ kind, id }) => kind === 'heading' && stale.sections.has(id))
  if (!section) return null
  return html`<p role="note" class="margin margin--stale">${words.stale(stale.original)} <a href="${stale.address}?clause=${section.id}#${section.id}" hreflang="${stale.original}">${words.readOriginal(stale.original)}</a></p>`
}

function numberHtml({ label }: Block): Html {
  return label === '' ? nothing : html`<span class="n">${headingNumber(label)}</span> `
}

function anchorHtml(heading: Block, words: ArticleWords): Html {
  return html`<a class="anchor" href="${addressOf(heading.id)}" aria-label="${words.linkTo(plainText(heading))}"><span aria-hidden="true">#</span></a>`
}

/** A permanent address: the server reads the query where the clause is gone, the browser finds the fragment where it is not. */
function addressOf(id: string): string {
  return `?clause=${encodeURIComponent(id)}#${id}`
}

function bodyHtml(blocks: readonly Block[], top: number, options: ArticleOptions, section: string): Html[] {
  const parts: Html[] = []
  let title = section
  for (let at = 0; at < blocks.length; ) {
    const block = blocks[at]
    if (!block) break
    const end = endOfGroup(blocks, at)
    const group = blocks.slice(at, end)
    if (block.kind === 'heading') title = plainText(block)
    if (block.level > 0 && block.kind !== 'heading') parts.push(quotedHtml(block, listHtml(group, block.level, options)))
    else if (isRow(block)) parts.push(quotedHtml(block, tableHtml(group, options.words.table(title), options)))
    else parts.push(quotedHtml(block, blockHtml(block, top, options)))
    at = end
  }
  return parts
}

/** What stands inside of quotations that its own kind does not say, and that do not stand around it already. */
function quotedHtml({ quoted = 0 }: Block, inner: Html, around = 0): Html {
  return Array.from({ length: Math.max(0, quoted - around) }).reduce<Html>(
    (quotation) => html`<blockquote>${quotation}</blockquote>`,
    inner,
  )
}

function isRow({ kind }: Block): boolean {
  return kind === 'table-head' || kind === 'table-row'
}

function endOfGroup(blocks: readonly Block[], start: number): number {
  const first = blocks[start]
  const isInside = (block: Block): boolean => {
    if (first?.kind === 'heading' || block.kind === 'heading') return false
    if ((first?.quoted ?? 0) > (block.quoted ?? 0) || (block.level === first?.level && first.quoted !== block.quoted)) return false
    if (first && first.level > 0) return block.level >= first.level
    return first !== undefined && isRow(first) && block.kind === 'table-row'
  }
  let end = start + 1
  for (let block = blocks[end]; block && isInside(block); block = blocks[end]) end++
  return end
}

function blockHtml(block: Block, top: number, options: ArticleOptions): Html {
  const inner = inlineHtml(block.inline)
  const id = `${options.prefix ?? ''}${block.id}`
  switch (block.kind) {
    case 'heading':
      return subheadingHtml(block, top, options)
    case 'quote':
      return html`<blockquote id="${id}"><p>${inner}</p></blockquote>`
    case 'code':
      return html`<pre id="${id}" dir="ltr" tabindex="0"><code>${plainText(block)}</code></pre>`
    case 'rule':
      return html`<hr>`
    default:
      return block.label === ''
        ? html`<p id="${id}">${inner}</p>`
        : html`<p class="lettered" id="${id}"><a class="n" href="${addressOf(block.id)}" aria-label="${options.words.linkTo(block.label)}">${block.label}</a> <span>${inner}</span></p>`
  }
}

function subheadingHtml(block: Block, top: number, { words, prefix = '' }: ArticleOptions): Html {
  const id = `${prefix}${block.id}`
  const inner = html`${numberHtml(block)}<span>${inlineHtml(block.inline)}</span>${anchorHtml(block, words)}`
  switch (Math.min(4, block.level - top)) {
    case 1:
      return html`<h3 id="${id}">${inner}</h3>`
    case 2:
      return html`<h4 id="${id}">${inner}</h4>`
    case 3:
      return html`<h5 id="${id}">${inner}</h5>`
    default:
      return html`<h6 id="${id}">${inner}</h6>`
  }
}

function listHtml(blocks: readonly Block[], level: number, options: ArticleOptions): Html {
  const lists: Block[][][] = []
  for (const block of blocks) {
    const isItem = block.kind === 'list-item' && block.level === level
    const list = lists.at(-1)
    const isNumbered = (of: readonly Block[][] | undefined) => (of?.[0]?.[0]?.label ?? '') !== ''
    if (isItem && list && isNumbered(list) === (block.label !== '')) list.push([block])
    else if (isItem || !list) lists.push([[block]])
    else list.at(-1)?.push(block)
  }
  return html`${lists.map((items) => oneList(items, level, options))}`
}

function oneList(items: readonly (readonly Block[])[], level: number, options: ArticleOptions): Html {
  const around = items[0]?.[0]?.quoted ?? 0
  const inner = items.map(([first, ...rest]) => {
    if (!first) return nothing
    const number = Number.parseInt(first.label, 10)
    const value = Number.isNaN(number) ? nothing : html` value="${number}"`
    const isItem = first.kind === 'list-item' && first.level === level
    return html`<li id="${options.prefix ?? ''}${first.id}"${value}>${isItem ? inlineHtml(first.inline) : innerOfItem([first], level, options, around)}${innerOfItem(rest, level, options, around)}</li>`
  })
  return items[0]?.[0]?.label ? html`<ol>${inner}</ol>` : html`<ul>${inner}</ul>`
}

function innerOfItem(blocks: readonly Block[], level: number, options: ArticleOptions, around: number): Html[] {
  const parts: Html[] = []
  for (let at = 0; at < blocks.length; ) {
    const block = blocks[at]
    if (!block) break
    const isDeeper = (one: Block | undefined) => one !== undefined && one.level > level
    let end = at + 1
    if (isDeeper(block)) while (isDeeper(blocks[end])) end++
    else if (isRow(block)) while (blocks[end]?.kind === 'table-row') end++
    const group = blocks.slice(at, end)
    const push = (inner: Html) => parts.push(quotedHtml(block, inner, around))
    if (isDeeper(block)) push(listHtml(group, Math.min(...group.map((one) => one.level)), options))
    else if (isRow(block)) push(tableHtml(group, options.words.table(plainText(block).replaceAll('\t', ', ')), options))
    else push(blockHtml(block, 6, options))
    at = end
  }
  return parts
}

// Roles repeat what the elements say: on narrow screens the rows become cards, and some engines then forget the table.
function tableHtml(rows: readonly Block[], caption: string, { prefix = '' }: ArticleOptions): Html {
  const head = rows[0]?.kind === 'table-head' ? cellsOf(rows[0].inline) : []
  const names = head.map((cell) => plainText({ inline: cell }))
  const align = rows[0]?.align ?? []
  const body = rows.filter(({ kind }) => kind === 'table-row')
  return html`<table class="table table--cards-s" role="table"><caption class="vh">${caption}</caption>
<thead role="rowgroup"><tr role="row">${head.map((cell, at) => html`<th scope="col" role="columnheader"${edgeClass(align[at])}>${inlineHtml(cell)}</th>`)}</tr></thead>
<tbody role="rowgroup">${body.map((row) => html`<tr role="row" id="${prefix}${row.id}">${cellsOf(row.inline).map((cell, at) => cellHtml(inlineHtml(cell), { name: names[at] ?? '', column: at, edge: edgeClass(align[at]) }))}</tr>`)}</tbody></table>`
}

function edgeClass(edge: ColumnEdge = 'none'): Html | null {
  return edge === 'none' ? null : html` class="to-${edge}"`
}

function cellHtml(inner: Html, { name, column, edge }: { name: string; column: number; edge: Html | null }): Html {
  return column === 0
    ? html`<th scope="row" role="rowheader"${edge} data-label="${name}">${inner}</th>`
    : html`<td role="cell"${edge} data-label="${name}">${inner}</td>`
}
