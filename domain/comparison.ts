import type { Block, BlockShape, Run } from './blocks.ts'
import { alignBlocks } from './comparison-align.ts'
import { compareWords, linesAfter, linesBefore, type Piece, sameRuns } from './comparison-words.ts'

/** A change that its words alone would not show. */
export type Remark =
  /** The same words, set in another way (bold, italics, struck, code). */
  | { readonly kind: 'formatting' }
  | { readonly kind: 'link'; readonly from: string | null; readonly to: string | null }
  | { readonly kind: 'renumbered'; readonly from: string; readonly to: string }
  /** A paragraph became a list item, a heading another level, and the like. */
  | { readonly kind: 'shape' }

/** One block that stands in both versions, at its place or at another one. */
export interface Pair {
  readonly before: BlockShape
  readonly after: BlockShape
  readonly pieces: readonly Piece[]
  readonly remarks: readonly Remark[]
  /** Whether anything a reader can see differs, apart from the place. */
  readonly isChanged: boolean
}

/** What happened to a block; the list of entries holds both texts in their own order. */
export type Entry =
  | ({ readonly op: 'kept' } & Pair)
  | { readonly op: 'added'; readonly after: Block }
  | { readonly op: 'removed'; readonly before: Block }
  /** Where a moved block stood; `to` is its id in the new text. */
  | { readonly op: 'moved-away'; readonly before: Block; readonly to: string }
  | ({ readonly op: 'moved-here' } & Pair)

export interface Comparison {
  readonly entries: readonly Entry[]
  readonly changes: { readonly added: number; readonly removed: number; readonly changed: number; readonly moved: number }
}

/**
 * What differs between two texts: blocks first, words inside. Nothing is silent, and both texts can be rebuilt from the answer.
 * @param locale the language of the texts, as BCP 47; it decides where words begin and end
 */
export function compareBlocks(before: readonly Block[], after: readonly Block[], locale: string): Comparison {
  const { inOrder, moved } = alignBlocks(before, after, locale)
  const movedTo = new Map(moved.map(([i, j]) => [i, j]))
  const movedFrom = new Map(moved.map(([i, j]) => [j, i]))
  const entries: Entry[] = []
  let [i, j] = [0, 0]
  for (const [nextI, nextJ] of [...inOrder, [before.length, after.length] as const]) {
    for (; i < nextI; i++) {
      const old = before[i]
      const target = after[movedTo.get(i) ?? -1]
      if (old) entries.push(target ? { op: 'moved-away', before: old, to: target.id } : { op: 'removed', before: old })
    }
    for (; j < nextJ; j++) {
      const fresh = after[j]
      const origin = before[movedFrom.get(j) ?? -1]
      if (fresh) entries.push(origin ? { op: 'moved-here', ...pairOf(origin, fresh, locale) } : { op: 'added', after: fresh })
    }
    const [old, fresh] = [before[nextI], after[nextJ]]
    if (old && fresh) entries.push({ op: 'kept', ...pairOf(old, fresh, locale) })
    i = nextI + 1
    j = nextJ + 1
  }
  return { entries, changes: countChanges(entries) }
}

function pairOf(old: Block, fresh: Block, locale: string): Pair {
  const isSame = sameRuns(old.inline, fresh.inline)
  const pieces: Piece[] = isSame ? sameLine(fresh.inline) : compareWords(old.inline, fresh.inline, locale)
  const remarks = remarksOf(old, fresh, pieces)
  return { before: shapeOf(old), after: shapeOf(fresh), pieces, remarks, isChanged: !isSame || remarks.length > 0 }
}

function sameLine(runs: readonly Run[]): Piece[] {
  return runs.length > 0 ? [{ op: 'same', runs }] : []
}

function shapeOf({ id, kind, level, label, section }: Block): BlockShape {
  return { id, kind, level, label, section }
}

function remarksOf(old: Block, fresh: Block, pieces: readonly Piece[]): Remark[] {
  const remarks: Remark[] = []
  if (old.label !== fresh.label) remarks.push({ kind: 'renumbered', from: old.label, to: fresh.label })
  if (old.kind !== fresh.kind || old.level !== fresh.level) remarks.push({ kind: 'shape' })
  const anew = pieces.filter((piece) => piece.op === 'set-anew')
  if (anew.some((piece) => settings(piece.before) !== settings(piece.after))) remarks.push({ kind: 'formatting' })
  const links = new Map<string, Remark>()
  for (const piece of anew) {
    const [from, to] = [targetsOf(piece.before), targetsOf(piece.after)]
    for (let at = 0; at < Math.max(from.length, to.length); at++) {
      const remark = { kind: 'link', from: from[at] ?? null, to: to[at] ?? null } as const
      if (remark.from !== remark.to) links.set(JSON.stringify(remark), remark)
    }
  }
  return [...remarks, ...links.values()]
}

/** How each letter is set, as a text, so that two settings can be compared whatever the runs. */
function settings(runs: readonly Run[]): string {
  return runs.map(({ text, marks }) => `${marks.join('+')};`.repeat(text.length)).join('')
}

function targetsOf(runs: readonly Run[]): (string | null)[] {
  return runs.map(({ href }) => href).filter((href, at, all) => at === 0 || href !== all[at - 1])
}

function countChanges(entries: readonly Entry[]): Comparison['changes'] {
  const count = (isCounted: (entry: Entry) => boolean) => entries.filter(isCounted).length
  return {
    added: count(({ op }) => op === 'added'),
    removed: count(({ op }) => op === 'removed'),
    changed: count((entry) => (entry.op === 'kept' || entry.op === 'moved-here') && entry.isChanged),
    moved: count(({ op }) => op === 'moved-here'),
  }
}

/** The new text, rebuilt from the comparison alone. */
export function acceptAll({ entries }: Comparison): Block[] {
  return entries.flatMap((entry) => {
    if (entry.op === 'added') return [entry.after]
    return entry.op === 'kept' || entry.op === 'moved-here' ? [{ ...entry.after, inline: linesAfter(entry.pieces) }] : []
  })
}

/** The old text, rebuilt from the comparison alone. */
export function rejectAll({ entries }: Comparison): Block[] {
  return entries.flatMap((entry) => {
    if (entry.op === 'removed' || entry.op === 'moved-away') return [entry.before]
    return entry.op === 'kept' ? [{ ...entry.before, inline: linesBefore(entry.pieces) }] : []
  })
}
