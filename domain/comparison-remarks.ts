import { type Block, type BlockShape, type Mark, marks, type Run } from './blocks.ts'
import { type CellPair, columnNames } from './comparison-table.ts'
import { linesAfter, linesBefore, type Piece } from './comparison-words.ts'

/** A change that its words alone would not show. */
export type Remark =
  /** The same words, set in another way. */
  | { readonly kind: 'formatting'; readonly lost: readonly Mark[]; readonly gained: readonly Mark[] }
  /** Where words lead, what is said about a link besides, or which image the words stand for. */
  | { readonly kind: RunDetail; readonly from: string | null; readonly to: string | null }
  | { readonly kind: 'renumbered'; readonly from: string; readonly to: string }
  /** A paragraph became a list item, a heading another level, and the like. */
  | { readonly kind: 'shape' }
  /** How many quotations stand around the block. */
  | { readonly kind: 'quoted'; readonly from: number; readonly to: number }
  | { readonly kind: 'language'; readonly from: string; readonly to: string }
  /** Columns are set to other edges. */
  | { readonly kind: 'align' }
  /** The words look the same: spaces, invisible signs or another way of writing the same letters. */
  | { readonly kind: 'invisible' }
  | { readonly kind: 'column-added'; readonly name: string }
  | { readonly kind: 'column-removed'; readonly name: string }

export type RunDetail = 'link' | 'title' | 'image'

const details: Readonly<Record<RunDetail, (run: Run) => string | null>> = {
  link: ({ href }) => href,
  title: ({ title }) => title ?? null,
  image: ({ image }) => image ?? null,
}

/** Everything to be said about a block that stands in both versions. */
export function remarksOf(old: Block, fresh: Block, pieces: readonly Piece[], cells: readonly CellPair[] | null): Remark[] {
  return [
    ...(old.label === fresh.label ? [] : [{ kind: 'renumbered', from: old.label, to: fresh.label } as const]),
    ...(old.kind === fresh.kind && old.level === fresh.level ? [] : [{ kind: 'shape' } as const]),
    ...settingRemarks(old, fresh),
    ...wordRemarks(pieces),
    ...(cells && fresh.kind === 'table-head' ? columnRemarks(cells) : []),
  ]
}

function settingRemarks(old: BlockShape, fresh: BlockShape): Remark[] {
  const [from, to] = [quotationsAround(old), quotationsAround(fresh)]
  const [language, newLanguage] = [old.language ?? '', fresh.language ?? '']
  return [
    // Where a paragraph became a quotation, its kind says so.
    ...(from === to || (old.quoted ?? 0) === (fresh.quoted ?? 0) ? [] : [{ kind: 'quoted', from, to } as const]),
    ...(language === newLanguage ? [] : [{ kind: 'language', from: language, to: newLanguage } as const]),
    ...(String(old.align ?? '') === String(fresh.align ?? '') ? [] : [{ kind: 'align' } as const]),
  ]
}

function quotationsAround({ kind, quoted = 0 }: BlockShape): number {
  return kind === 'quote' || kind === 'in-short' ? quoted + 1 : quoted
}

/** The same for a block that was cut or joined. */
export function partRemarks(old: readonly Block[], fresh: readonly Block[], parts: readonly (readonly Piece[])[]): Remark[] {
  const [before, after] = [old[0], fresh[0]]
  const isShapeKept = [...old, ...fresh].every(
    (block) => block.kind === before?.kind && block.level === before.level && block.quoted === before.quoted,
  )
  return [
    ...(before && after && before.label !== after.label ? [{ kind: 'renumbered', from: before.label, to: after.label } as const] : []),
    ...(isShapeKept ? [] : [{ kind: 'shape' } as const]),
    ...wordRemarks(parts.flat()),
  ]
}

function wordRemarks(pieces: readonly Piece[]): Remark[] {
  if (pieces.every(({ op }) => op === 'same')) return []
  const exchanges = exchangesIn(pieces)
  return [...formattingRemark(exchanges), ...detailRemarks(exchanges), ...invisibleRemark(pieces)]
}

/** Runs that stand where others stood. */
interface Exchange {
  readonly before: readonly Run[]
  readonly after: readonly Run[]
  readonly hasNewWords: boolean
}

function exchangesIn(pieces: readonly Piece[]): Exchange[] {
  return pieces.flatMap((piece, at): Exchange[] => {
    const next = pieces[at + 1]
    if (piece.op === 'set-anew') return [{ ...piece, hasNewWords: false }]
    if (piece.op === 'removed' && next?.op === 'added') return [{ before: piece.before, after: next.after, hasNewWords: true }]
    return []
  })
}

function formattingRemark(exchanges: readonly Exchange[]): Remark[] {
  const lost = marks.filter((mark) => exchanges.some(({ before, after, hasNewWords }) => isLost(mark, before, after, hasNewWords)))
  const gained = marks.filter((mark) => exchanges.some(({ before, after, hasNewWords }) => isLost(mark, after, before, hasNewWords)))
  return lost.length + gained.length > 0 ? [{ kind: 'formatting', lost, gained }] : []
}

/** For the same words letter by letter; for other words only where all were set this way and none is now. */
function isLost(mark: Mark, before: readonly Run[], after: readonly Run[], hasNewWords: boolean): boolean {
  const isSet = ({ marks }: Run) => marks.includes(mark)
  if (hasNewWords) return before.every(isSet) && !after.some(isSet)
  return besides(before, after).some(([old, fresh]) => isSet(old) && !isSet(fresh))
}

/** Which runs of two lines with the same words stand beside each other. */
function besides(before: readonly Run[], after: readonly Run[]): [Run, Run][] {
  const pairs: [Run, Run][] = []
  let [i, j, oldEnd, newEnd] = [0, 0, before[0]?.text.length ?? 0, after[0]?.text.length ?? 0]
  for (;;) {
    const [old, fresh] = [before[i], after[j]]
    if (!old || !fresh) return pairs
    pairs.push([old, fresh])
    const [isOldOver, isNewOver] = [oldEnd <= newEnd, newEnd <= oldEnd]
    if (isOldOver) oldEnd += before[++i]?.text.length ?? 0
    if (isNewOver) newEnd += after[++j]?.text.length ?? 0
  }
}

function detailRemarks(exchanges: readonly Exchange[]): Remark[] {
  const kinds = Object.keys(details) as RunDetail[]
  return kinds.flatMap((kind) => {
    const found = new Map<string, Remark>()
    for (const exchange of exchanges) {
      for (const [from, to] of exchange.hasNewWords ? exchangedDetails(exchange, details[kind]) : changedDetails(exchange, details[kind])) {
        if (from !== to) found.set(JSON.stringify([from, to]), { kind, from, to })
      }
    }
    return [...found.values()]
  })
}

type Change = [from: string | null, to: string | null]

function changedDetails({ before, after }: Exchange, detailOf: (run: Run) => string | null): Change[] {
  return besides(before, after).map(([old, fresh]) => [detailOf(old), detailOf(fresh)])
}

function exchangedDetails({ before, after }: Exchange, detailOf: (run: Run) => string | null): Change[] {
  const all = (runs: readonly Run[]) => new Set(runs.map(detailOf).filter((detail) => detail !== null))
  const [from, to] = [all(before), all(after)]
  const [lost, gained] = [[...from].filter((detail) => !to.has(detail)), [...to].filter((detail) => !from.has(detail))]
  return Array.from({ length: Math.max(lost.length, gained.length) }, (_, at) => [lost[at] ?? null, gained[at] ?? null])
}

function invisibleRemark(pieces: readonly Piece[]): Remark[] {
  const isAnyChanged = pieces.some(({ op }) => op === 'added' || op === 'removed')
  return isAnyChanged &&
    lettersOf(pieces, 'removed') === lettersOf(pieces, 'added') &&
    seen(linesBefore(pieces)) === seen(linesAfter(pieces))
    ? [{ kind: 'invisible' }]
    : []
}

/** What an eye can tell apart: letters, not how they are stored, nor which space stands between words. Joiners change how letters and signs look. */
function seen(runs: readonly Run[]): string {
  return textOf(runs)
    .normalize('NFC')
    .replaceAll(/(?![\u200c\u200d])\p{Cf}/gu, '')
    .replaceAll(/\s+/g, ' ')
}

/** How many letters came or went: words that look the same have the same number of them, and counting is quick. */
function lettersOf(pieces: readonly Piece[], op: 'removed' | 'added'): number {
  const texts = pieces.map((piece) => (piece.op !== op ? '' : textOf(piece.op === 'added' ? piece.after : piece.before)))
  return texts
    .join('')
    .normalize('NFC')
    .replaceAll(/[\s\p{Cf}]+/gu, '').length
}

function textOf(runs: readonly Run[]): string {
  return runs.map(({ text }) => text).join('')
}

function columnRemarks(cells: readonly CellPair[]): Remark[] {
  const { added, removed } = columnNames(cells)
  return [
    ...added.map((name): Remark => ({ kind: 'column-added', name })),
    ...removed.map((name): Remark => ({ kind: 'column-removed', name })),
  ]
}
