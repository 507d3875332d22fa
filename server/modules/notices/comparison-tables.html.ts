import { cellsOf, plainText, type Run } from '#domain/blocks.ts'
import { type Entry, isChangedEntry } from '#domain/comparison.ts'
import { shapeOf, shapesOf, type Whereabouts } from '#domain/comparison-outline.ts'
import type { CellPair } from '#domain/comparison-table.ts'
import { linesAfter, linesBefore } from '#domain/comparison-words.ts'
import { type Html, html } from '#server/http/html.ts'
import type { ComparisonWords } from './comparison.words.ts'
import { addedHtml, piecesHtml, removedHtml, type Side } from './comparison-lines.html.ts'
import { type Tag, tagsOf } from './comparison-tags.ts'
import { inlineHtml, nothing } from './inline.html.ts'

interface TableContext {
  words: ComparisonWords
  places: Whereabouts
  caption: string
}

type Column = CellPair['op']

/** A table in one of the two texts, or both in one: rows and columns that went stay in their place, struck. */
export function tableHtml(entries: readonly Entry[], side: Side, { words, places, caption }: TableContext): Html {
  const shown = entries.filter((entry) => isOnSide(entry, side))
  if (shown.length === 0) return html`<p class="muted">${words.notHere}</p>`
  const columns = columnsOf(entries)
  const names = namesOf(shown.find(isHead), columns, side)
  const row = (entry: Entry) => rowHtml(cellsHtml(entry, columns, side, words), rowTags(entry, side, words, places), names, isHead(entry))
  const head = shown.filter(isHead)
  return html`<table class="table table--cards-s" role="table"><caption class="vh">${caption}</caption>
${head.length > 0 && html`<thead role="rowgroup">${head.map(row)}</thead>`}<tbody role="rowgroup">${shown.filter((entry) => !isHead(entry)).map(row)}</tbody></table>`
}

function isHead(entry: Entry): boolean {
  return shapeOf(entry).kind === 'table-head'
}

function isOnSide(entry: Entry, side: Side): boolean {
  const { before, after } = shapesOf(entry)
  return side === 'both' || ((side === 'before' ? before : after).length > 0 && !(side === 'before' && entry.op === 'moved-here'))
}

/** The columns of both tables in one row, as the widest row knows them; a table that stands in one text only has them all. */
function columnsOf(entries: readonly Entry[]): Column[] {
  const known = entries.map((entry) => ('cells' in entry && entry.cells ? entry.cells.map(({ op }) => op) : []))
  const widest = known.reduce((one, other) => (other.length > one.length ? other : one), [])
  if (widest.length > 0) return widest
  const width = entries.reduce((most, entry) => Math.max(most, plainCells(entry).length), 0)
  return Array.from({ length: width }, (): Column => 'kept')
}

function plainCells(entry: Entry): Run[][] {
  if (entry.op === 'added') return cellsOf(entry.after.inline)
  return entry.op === 'removed' || entry.op === 'moved-away' ? cellsOf(entry.before.inline) : []
}

function namesOf(head: Entry | undefined, columns: readonly Column[], side: Side): string[] {
  if (!head) return []
  if (head.op !== 'kept' && head.op !== 'moved-here')
    return placed(plainCells(head), columns, head.op === 'added', side).map((cell) => plainText({ inline: cell ?? [] }))
  return (head.cells ?? [])
    .filter(({ op }) => isColumnOn(op, side))
    .map(({ op, pieces }) => plainText({ inline: op === 'removed' || side === 'before' ? linesBefore(pieces) : linesAfter(pieces) }))
}

function isColumnOn(column: Column, side: Side): boolean {
  return side === 'both' || column === 'kept' || column === (side === 'before' ? 'removed' : 'added')
}

/** The cells of a row that stands in one text only, at the columns of that text; null where it has none. */
function placed(cells: readonly Run[][], columns: readonly Column[], isNew: boolean, side: Side): (Run[] | null)[] {
  let next = 0
  const own = columns.map((column) => ({ column, cell: column === (isNew ? 'removed' : 'added') ? null : (cells[next++] ?? null) }))
  return [...own.filter(({ column }) => isColumnOn(column, side)).map(({ cell }) => cell), ...cells.slice(next)]
}

function cellsHtml(entry: Entry, columns: readonly Column[], side: Side, words: ComparisonWords): Html[] {
  const alone = (isNew: boolean, cellHtml: (runs: readonly Run[]) => Html) =>
    placed(plainCells(entry), columns, isNew, side).map((cell) => (cell ? cellHtml(cell) : nothing))
  switch (entry.op) {
    case 'added':
      return alone(true, (runs) => addedHtml(runs, words))
    case 'removed':
      return alone(false, (runs) => removedHtml(runs, words))
    case 'moved-away':
      return alone(false, (runs) => html`<span class="moved">${inlineHtml(runs)}</span>`)
    case 'kept':
    case 'moved-here':
      if (!entry.cells) return [piecesHtml(entry.pieces, side, words)]
      return entry.cells.filter(({ op }) => isColumnOn(op, side)).map(({ pieces }) => piecesHtml(pieces, side, words))
    default:
      return [piecesHtml(entry.parts.flat(), side, words)]
  }
}

/** What became of a row stands in its first cell: a row cannot be marked as a whole. */
function rowTags(entry: Entry, side: Side, words: ComparisonWords, places: Whereabouts): Tag[] {
  return side === 'before' || isHead(entry) || !isChangedEntry(entry) ? [] : tagsOf(entry, words, places)
}

function rowHtml(cells: readonly Html[], tags: readonly Tag[], names: readonly string[], isHeadRow: boolean): Html {
  const cell = (inner: Html, at: number): Html => {
    const name = names[at] ?? ''
    if (isHeadRow) return html`<th scope="col" role="columnheader">${inner}</th>`
    if (at > 0) return html`<td role="cell" data-label="${name}"><span>${inner}</span></td>`
    return html`<th scope="row" role="rowheader" data-label="${name}"><span>${inner}${tags.map((tag) => html` ${tagHtml(tag)}`)}</span></th>`
  }
  return html`<tr role="row">${cells.map(cell)}</tr>`
}

export function tagHtml({ text, change }: Tag): Html {
  return html`<span class="tag tag--time">${change === null ? text : html`<a href="#c${change}">${text}</a>`}</span>`
}
