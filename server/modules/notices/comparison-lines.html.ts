import type { BlockShape, Run } from '#domain/blocks.ts'
import type { Entry } from '#domain/comparison.ts'
import type { Piece } from '#domain/comparison-words.ts'
import { headingNumber } from '#domain/notice-labels.ts'
import { type Html, html } from '#server/http/html.ts'
import type { ComparisonWords } from './comparison.words.ts'
import { inlineHtml, nothing } from './inline.html.ts'

type Numbered = Pick<BlockShape, 'kind' | 'label'>

/** One of the two texts, or both in one line: what went and what came, one after the other. */
export type Side = 'before' | 'after' | 'both'

/** An entry's blocks as lines. */
export function linesHtml(entry: Entry, side: Side, words: ComparisonWords): Html {
  switch (entry.op) {
    case 'added':
      return lineHtml(entry.after, addedHtml(entry.after.inline, words), words)
    case 'removed':
      return lineHtml(entry.before, removedHtml(entry.before.inline, words), words)
    case 'moved-away':
      return lineHtml(entry.before, runsHtml(entry.before.inline), words)
    case 'kept':
    case 'moved-here':
      return pairHtml(entry, side, words)
    case 'split':
      return side === 'before'
        ? lineHtml(entry.before, piecesHtml(entry.parts.flat(), side, words), words)
        : html`${entry.after.map((shape, at) => lineHtml(shape, piecesHtml(withoutGap(entry.parts[at] ?? []), side, words), words))}`
    case 'merged':
      return side === 'before'
        ? html`${entry.before.map((shape, at) => lineHtml(shape, piecesHtml(withoutGap(entry.parts[at] ?? []), side, words), words))}`
        : lineHtml(entry.after, piecesHtml(entry.parts.flat(), side, words), words)
    default:
      return entry satisfies never
  }
}

function pairHtml(entry: Entry & { op: 'kept' | 'moved-here' }, side: Side, words: ComparisonWords): Html {
  const inner = piecesHtml(entry.pieces, side, words)
  return lineHtml(side === 'before' ? entry.before : entry.after, inner, words, side === 'both' ? renumberedHtml(entry, words) : undefined)
}

/** A heading's words in one line, with its number. */
export function headingWords(entry: Entry, words: ComparisonWords): Html {
  switch (entry.op) {
    case 'added':
      return html`${numberHtml(entry.after)}${addedHtml(entry.after.inline, words)}`
    case 'removed':
      return html`${numberHtml(entry.before)}${removedHtml(entry.before.inline, words)}`
    case 'moved-away':
      return html`${numberHtml(entry.before)}<span class="moved">${inlineHtml(entry.before.inline)}</span>`
    case 'kept':
    case 'moved-here':
      return html`${renumberedHtml(entry, words)}${piecesHtml(entry.pieces, 'both', words)}`
    case 'split':
    case 'merged':
      return piecesHtml(entry.parts.flat(), 'both', words)
    default:
      return entry satisfies never
  }
}

function numberHtml(shape: Numbered): Html {
  const number = numberOf(shape)
  return number === '' ? nothing : html`<span class="n">${number}</span> `
}

function numberOf({ kind, label }: Numbered): string {
  return kind === 'heading' ? headingNumber(label) : label
}

function renumberedHtml({ before, after }: { before: BlockShape; after: BlockShape }, words: ComparisonWords): Html {
  if (before.label === after.label) return numberHtml(after)
  // A full stop that came or went is a difference too, where it is the only one.
  const [old, now] = numberOf(before) === numberOf(after) ? [before.label, after.label] : [numberOf(before), numberOf(after)]
  const run = (text: string): Run[] => (text === '' ? [] : [{ text, marks: [], href: null }])
  return html`<span class="n">${old !== '' && removedHtml(run(old), words)} ${now !== '' && addedHtml(run(now), words)}</span> `
}

function lineHtml(shape: BlockShape, inner: Html, words: ComparisonWords, number = numberHtml(shape)): Html {
  const line = unquotedHtml(shape, inner, words, number)
  return Array.from({ length: shape.quoted ?? 0 }).reduce<Html>((quotation) => html`<blockquote>${quotation}</blockquote>`, line)
}

/** A line by the kind of its block. */
function unquotedHtml({ kind, level }: BlockShape, inner: Html, words: ComparisonWords, number: Html): Html {
  switch (kind) {
    case 'code':
      return html`<pre dir="ltr" tabindex="0">${inner}</pre>`
    case 'rule':
      return html`<p class="rule">⁂</p>`
    case 'heading':
      return html`<p class="sub"><b>${number}${inner}</b></p>`
    case 'quote':
      return html`<blockquote><p>${number}${inner}</p></blockquote>`
    case 'in-short':
      return html`<p class="margin"><b>${words.inShort}</b> ${number}${inner}</p>`
    case 'list-item': {
      const sign = number === nothing ? html`<span class="n" aria-hidden="true">•</span> ` : number
      return html`<p class="item item--${Math.min(4, Math.max(1, level))}">${sign}<span>${inner}</span></p>`
    }
    case 'paragraph':
    case 'table-head':
    case 'table-row':
      return html`<p>${number}${inner}</p>`
    default:
      return kind satisfies never
  }
}

export function piecesHtml(pieces: readonly Piece[], side: Side, words: ComparisonWords): Html {
  const [first] = pieces
  return first && pieces.length === 1 ? pieceHtml(first, side, words) : html`${pieces.map((piece) => pieceHtml(piece, side, words))}`
}

function pieceHtml(piece: Piece, side: Side, words: ComparisonWords): Html {
  switch (piece.op) {
    case 'same':
      return runsHtml(piece.runs)
    case 'added':
      return side === 'before' ? nothing : addedHtml(piece.after, words)
    case 'removed':
      return side === 'after' ? nothing : removedHtml(piece.before, words)
    case 'set-anew':
      return html`<span class="anew">${runsHtml(side === 'before' ? piece.before : piece.after)}</span>`
    default:
      return piece satisfies never
  }
}

/** Where a paragraph was cut, the space between its sentences went with it: the cut is named, the space says nothing more. */
function withoutGap(pieces: readonly Piece[]): Piece[] {
  return pieces.filter((piece, at) => {
    const runs = piece.op === 'removed' ? piece.before : piece.op === 'added' ? piece.after : null
    return !(runs && at === pieces.length - 1 && runs.every(({ text }) => text.trim() === ''))
  })
}

export function addedHtml(runs: readonly Run[], { added }: ComparisonWords): Html {
  if (runs.length === 0) return nothing
  const { gap, rest } = withoutLeadingSpace(runs)
  return html`${gap}<ins><span class="vh">${added} </span>${runsHtml(rest)}</ins>`
}

export function removedHtml(runs: readonly Run[], { removed }: ComparisonWords): Html {
  if (runs.length === 0) return nothing
  const { gap, rest } = withoutLeadingSpace(runs)
  return html`${gap}<del><span class="vh">${removed} </span>${runsHtml(rest)}</del>`
}

/** The space before a word stays unmarked: at a line's end it would be a sliver of colour. A change of spaces alone is all there is to mark. */
function withoutLeadingSpace(runs: readonly Run[]): { gap: string; rest: readonly Run[] } {
  const [first, ...others] = runs
  if (!first?.text.startsWith(' ')) return { gap: '', rest: runs }
  const text = first.text.replace(/^ +/, '')
  const rest = text === '' ? others : [{ ...first, text }, ...others]
  return rest.length === 0 ? { gap: '', rest: runs } : { gap: ' ', rest }
}

/** Runs as HTML; most text is one plain run. Where a row stands in a line, the gap between two cells is a bar. */
function runsHtml(runs: readonly Run[]): Html {
  const [first] = runs
  if (first && runs.length === 1 && first.href === null && first.marks.length === 0 && !/[\n\t]/.test(first.text))
    return html`${first.text}`
  return inlineHtml(runs.map((run) => (run.text.includes('\t') ? { ...run, text: run.text.replaceAll('\t', ' | ') } : run)))
}
