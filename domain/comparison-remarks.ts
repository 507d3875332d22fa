import { type Block, type Mark, marks, type Run } from './blocks.ts'
import { type CellPair, columnNames } from './comparison-table.ts'
import { linesAfter, linesBefore, type Piece } from './comparison-words.ts'

/** A change that its words alone would not show. */
export type Remark =
  /** The same words, set in another way. */
  | { readonly kind: 'formatting'; readonly lost: readonly Mark[]; readonly gained: readonly Mark[] }
  | { readonly kind: 'link'; readonly from: string | null; readonly to: string | null }
  | { readonly kind: 'renumbered'; readonly from: string; readonly to: string }
  /** A paragraph became a list item, a heading another level, and the like. */
  | { readonly kind: 'shape' }
  /** The words look the same: spaces, invisible signs or another way of writing the same letters. */
  | { readonly kind: 'invisible' }
  | { readonly kind: 'column-added'; readonly name: string }
  | { readonly kind: 'column-removed'; readonly name: string }

/** Everything to be said about a block that stands in both versions. */
export function remarksOf(old: Block, fresh: Block, pieces: readonly Piece[], cells: readonly CellPair[] | null): Remark[] {
  return [
    ...(old.label === fresh.label ? [] : [{ kind: 'renumbered', from: old.label, to: fresh.label } as const]),
    ...(old.kind === fresh.kind && old.level === fresh.level ? [] : [{ kind: 'shape' } as const]),
    ...wordRemarks(pieces),
    ...(cells && fresh.kind === 'table-head' ? columnRemarks(cells) : []),
  ]
}

/** The same for a block that was cut or joined. */
export function partRemarks(old: readonly Block[], fresh: readonly Block[], parts: readonly (readonly Piece[])[]): Remark[] {
  const [before, after] = [old[0], fresh[0]]
  const isShapeKept = [...old, ...fresh].every((block) => block.kind === before?.kind && block.level === before.level)
  return [
    ...(before && after && before.label !== after.label ? [{ kind: 'renumbered', from: before.label, to: after.label } as const] : []),
    ...(isShapeKept ? [] : [{ kind: 'shape' } as const]),
    ...wordRemarks(parts.flat()),
  ]
}

function wordRemarks(pieces: readonly Piece[]): Remark[] {
  if (pieces.every(({ op }) => op === 'same')) return []
  const exchanges = exchangesIn(pieces)
  return [...formattingRemark(exchanges), ...linkRemarks(exchanges), ...invisibleRemark(pieces)]
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

function linkRemarks(exchanges: readonly Exchange[]): Remark[] {
  const links = new Map<string, Remark>()
  for (const exchange of exchanges) {
    for (const [from, to] of exchange.hasNewWords ? exchangedTargets(exchange) : movedTargets(exchange)) {
      if (from !== to) links.set(JSON.stringify([from, to]), { kind: 'link', from, to })
    }
  }
  return [...links.values()]
}

type Targets = [from: string | null, to: string | null]

function movedTargets({ before, after }: Exchange): Targets[] {
  return besides(before, after).map(([old, fresh]) => [old.href, fresh.href])
}

function exchangedTargets({ before, after }: Exchange): Targets[] {
  const targets = (runs: readonly Run[]) => new Set(runs.flatMap(({ href }) => (href === null ? [] : [href])))
  const [from, to] = [targets(before), targets(after)]
  const [lost, gained] = [[...from].filter((href) => !to.has(href)), [...to].filter((href) => !from.has(href))]
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
