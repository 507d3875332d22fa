import { createSlicer, isSetAlike, joinRuns, plainText, type Run } from './blocks.ts'
import type { Lexicon, Line } from './comparison-lexicon.ts'
import { changedRegions } from './comparison-regions.ts'

/**
 * What happened to some words. `set-anew` are the same words in another setting or with another link target.
 * The old line is every `before`, the new line every `after`, in order.
 */
export type Piece =
  | { readonly op: 'same'; readonly runs: readonly Run[] }
  | { readonly op: 'added'; readonly after: readonly Run[] }
  | { readonly op: 'removed'; readonly before: readonly Run[] }
  | { readonly op: 'set-anew'; readonly before: readonly Run[]; readonly after: readonly Run[] }

/** A piece while it is being written: its runs are its own. */
type Writable =
  | { readonly op: 'same'; readonly runs: Run[] }
  | { readonly op: 'added'; readonly after: Run[] }
  | { readonly op: 'removed'; readonly before: Run[] }
  | { readonly op: 'set-anew'; readonly before: Run[]; readonly after: Run[] }

/** A line with its words. */
export interface Reading {
  readonly runs: readonly Run[]
  readonly line: Line
}

export function readRuns(runs: readonly Run[], lexicon: Lexicon): Reading {
  return { runs, line: lexicon.readLine(plainText({ inline: runs })) }
}

/** Compares two lines word by word. Deterministic: no time-out, no guess. No word is cut in two. */
export function compareWords(old: Reading, fresh: Reading): Piece[] {
  if (sameRuns(old.runs, fresh.runs)) return fresh.runs.length > 0 ? [{ op: 'same', runs: fresh.runs }] : []
  const writer = createWriter(old, fresh)
  let [i, j] = [0, 0]
  for (const { from, to, right } of changedRegions(old.line, fresh.line)) {
    writer.keep(i, from, j)
    writer.change(to, right)
    ;[i, j] = [to, right]
  }
  writer.keep(i, old.line.words.length, j)
  writer.change(old.line.words.length, fresh.line.words.length)
  return writer.pieces
}

/** Writes pieces from left to right; positions are counted in words, kept ones pairwise equal. */
function createWriter(old: Reading, fresh: Reading) {
  const pieces: Writable[] = []
  const [sliceOld, sliceFresh] = [createSlicer(old.runs), createSlicer(fresh.runs)]
  let [oldAt, freshAt] = [0, 0]

  /** Everything up to two positions in the texts has changed, except the spaces that stand at both ends. */
  const changeUpTo = (oldTo: number, freshTo: number) => {
    const [gone, come] = [old.line.text.slice(oldAt, oldTo), fresh.line.text.slice(freshAt, freshTo)]
    const start = commonSpace(gone, come)
    const end = commonSpaceAtEnd(gone.slice(start), come.slice(start))
    keepUpTo(oldAt + start, freshAt + start)
    if (oldTo - end > oldAt) pieces.push({ op: 'removed', before: sliceOld(oldAt, oldTo - end) })
    if (freshTo - end > freshAt) pieces.push({ op: 'added', after: sliceFresh(freshAt, freshTo - end) })
    ;[oldAt, freshAt] = [oldTo - end, freshTo - end]
    keepUpTo(oldTo, freshTo)
  }
  const keepUpTo = (oldTo: number, freshTo: number) => {
    if (oldTo > oldAt) pushKept(pieces, sliceOld(oldAt, oldTo), sliceFresh(freshAt, freshTo))
    ;[oldAt, freshAt] = [oldTo, freshTo]
  }
  /** The words i..to of the old line stand in the new one from word j on. */
  const keep = (i: number, to: number, j: number) => {
    const [first, last, end] = [old.line.from[i], old.line.to[to - 1], fresh.line.to[j + to - i - 1]]
    if (i >= to || first === undefined || last === undefined || end === undefined) return
    const start = fresh.line.from[j] ?? 0
    changeUpTo(first, start)
    const [before, after] = [sliceOld(first, last), sliceFresh(start, end)]
    if (sameRuns(before, after)) {
      pushKept(pieces, before, after)
      ;[oldAt, freshAt] = [last, end]
      return
    }
    for (let at = i; at < to; at++) {
      const twin = j + at - i
      changeUpTo(old.line.from[at] ?? oldAt, fresh.line.from[twin] ?? freshAt)
      keepUpTo(old.line.to[at] ?? oldAt, fresh.line.to[twin] ?? freshAt)
    }
  }
  const change = (to: number, right: number) =>
    changeUpTo(old.line.from[to] ?? old.line.text.length, fresh.line.from[right] ?? fresh.line.text.length)
  return { pieces, keep, change }
}

function commonSpace(one: string, other: string): number {
  let at = 0
  while (at < one.length && one[at] === other[at] && /\s/.test(one[at] ?? '')) at++
  return at
}

function commonSpaceAtEnd(one: string, other: string): number {
  let count = 0
  while (count < one.length && one.at(-1 - count) === other.at(-1 - count) && /\s/.test(one.at(-1 - count) ?? '')) count++
  return count
}

function pushKept(pieces: Writable[], before: Run[], after: Run[]): void {
  const last = pieces.at(-1)
  const isSame = sameRuns(before, after)
  if (isSame && last?.op === 'same') append(last.runs, after)
  else if (isSame) pieces.push({ op: 'same', runs: after })
  else if (last?.op === 'set-anew') {
    append(last.before, before)
    append(last.after, after)
  } else pieces.push({ op: 'set-anew', before, after })
}

function append(line: Run[], runs: readonly Run[]): void {
  for (const run of runs) {
    const last = line.at(-1)
    if (last && isSetAlike(last, run)) line[line.length - 1] = { ...last, text: last.text + run.text }
    else line.push(run)
  }
}

/** Whether two lines say the same in the same setting. */
export function sameRuns(one: readonly Run[], other: readonly Run[]): boolean {
  return isEachSame(one, other) || isEachSame(joinRuns(one), joinRuns(other))
}

/** A quick look: runs that are cut elsewhere but come to the same are not found. */
export function isEachSame(one: readonly Run[], other: readonly Run[]): boolean {
  return (
    one.length === other.length &&
    one.every((run, at) => {
      const twin = other[at]
      return twin !== undefined && run.text === twin.text && isSetAlike(run, twin)
    })
  )
}

/** The old line, rebuilt from what happened to it. */
export function linesBefore(pieces: readonly Piece[]): Run[] {
  return joinRuns(pieces.flatMap((piece) => (piece.op === 'same' ? piece.runs : piece.op === 'added' ? [] : piece.before)))
}

/** The new line, rebuilt from what happened to the old one. */
export function linesAfter(pieces: readonly Piece[]): Run[] {
  return joinRuns(pieces.flatMap((piece) => (piece.op === 'same' ? piece.runs : piece.op === 'removed' ? [] : piece.after)))
}
