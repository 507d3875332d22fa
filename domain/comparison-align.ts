import { type Block, plainText } from './blocks.ts'
import { candidatesIn, type Gap } from './comparison-candidates.ts'
import { type Link, linkInOrder, pairInOrder } from './comparison-gaps.ts'
import type { Lexicon } from './comparison-lexicon.ts'
import { createLikeness, type Likeness } from './comparison-likeness.ts'
import { commonSubsequence, heaviestRising, type Match } from './comparison-sequence.ts'
import { isEachSame } from './comparison-words.ts'

/** Which old blocks became which new ones. `inOrder` rises on both sides; `moved` stand elsewhere now; the rest came or went. */
export interface Alignment {
  readonly inOrder: readonly Link[]
  readonly moved: readonly Match[]
}

/** A block elsewhere must be more alike than one in its place to be the same block, moved. */
const MOVED = 0.75
/** Shorter blocks elsewhere are too common to be called moved on likeness alone, in letters. */
const TELLING = 24
/** The same for blocks that are equal. */
const TELLING_IF_EQUAL = 12

/** Finds what is equal, what of it moved, what was rewritten, split or merged in its place, and what moved and was rewritten. */
export function alignBlocks(before: readonly Block[], after: readonly Block[], lexicon: Lexicon): Alignment {
  const board = createBoard(before, after)
  const like = createLikeness(before, after, lexicon)
  const equal = equalBlocks(board)
  const kept = heaviestRising(equal, ([i]) => 1 + plainText(before[i] ?? { inline: [] }).length)
  for (const pair of equal) board.take(pair)
  const anchors = [...kept, ...gapsOf(kept, board).flatMap((gap) => repeatedIn(gap, board))].toSorted(byFirst)

  const isKept = new Set(kept.map(([i]) => i))
  const moved = equal.filter(([i]) => !isKept.has(i))
  moved.push(...insideMoved(moved, anchors, board, like))
  const links: Link[] = anchors.map(([i, j]) => ({ i, j, rows: 1, columns: 1 }))
  for (const gap of gapsOf(anchors, board)) {
    for (const link of linkInOrder(gap, like)) {
      board.takeLink(link)
      links.push(link)
    }
  }
  moved.push(...besideMoved(moved, board, like), ...elsewhere(board, like))
  return { inOrder: links.toSorted((one, other) => one.i - other.i), moved: moved.toSorted(byFirst) }
}

function byFirst(one: Match, other: Match): number {
  return one[0] - other[0]
}

/** Which blocks still wait for their twin, and which of them say the same. */
interface Board {
  readonly old: readonly number[]
  readonly fresh: readonly number[]
  isFree(i: number, j: number): boolean
  take(pair: Match): Match
  takeLink(link: Link): void
  freeRows(from: number, to: number): number[]
  freeColumns(from: number, to: number): number[]
}

function createBoard(before: readonly Block[], after: readonly Block[]): Board {
  const [old, fresh] = numberBlocks(before, after)
  const [goneRows, goneColumns] = [new Uint8Array(before.length), new Uint8Array(after.length)]
  const free = (gone: Uint8Array, from: number, to: number): number[] => {
    const places: number[] = []
    for (let at = from; at < to; at++) if (gone[at] === 0) places.push(at)
    return places
  }
  const take = (pair: Match): Match => {
    goneRows[pair[0]] = 1
    goneColumns[pair[1]] = 1
    return pair
  }
  return {
    old,
    fresh,
    take,
    takeLink: ({ i, j, rows, columns }) => {
      goneRows.fill(1, i, i + rows)
      goneColumns.fill(1, j, j + columns)
    },
    isFree: (i, j) => goneRows[i] === 0 && goneColumns[j] === 0,
    freeRows: (from, to) => free(goneRows, from, to),
    freeColumns: (from, to) => free(goneColumns, from, to),
  }
}

/**
 * Blocks that say the same get the same number: those with which both texts begin and end, place by place, then all others. Labels, depth and
 * setting may change while a block stays the same block; so may the kind of its spaces, but looking for that costs time and is done only for
 * what has no twin otherwise.
 */
function numberBlocks(before: readonly Block[], after: readonly Block[]): [old: number[], fresh: number[]] {
  const shorter = Math.min(before.length, after.length)
  let [start, end] = [0, 0]
  while (start < shorter && isSameBlock(before[start], after[start])) start++
  while (end < shorter - start && isSameBlock(before.at(-1 - end), after.at(-1 - end))) end++
  const alike = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at)
  const [old, fresh] = numberMiddle(before.slice(start, before.length - end), after.slice(start, after.length - end), start + end)
  return [
    [...alike(0, start), ...old, ...alike(start, start + end)],
    [...alike(0, start), ...fresh, ...alike(start, start + end)],
  ]
}

function numberMiddle(before: readonly Block[], after: readonly Block[], first: number): [old: number[], fresh: number[]] {
  const families = new Map<string, Map<string, number>>()
  let last = first
  const numberOf = (block: Block, text: string): number => {
    const family = familyOf(block)
    const numbers = families.get(family) ?? new Map<string, number>()
    families.set(family, numbers)
    const number = numbers.get(text) ?? last++
    numbers.set(text, number)
    return number
  }
  const [old, fresh] = [before, after].map((blocks) => blocks.map((block) => numberOf(block, plainText(block)))) as [number[], number[]]
  const [inOld, inNew] = [new Set(old), new Set(fresh)]
  const loose = (block: Block) => numberOf(block, plainText(block).normalize('NFC').replaceAll(/\s+/g, ' '))
  return [
    before.map((block, at) => (inNew.has(old[at] ?? -1) ? (old[at] ?? -1) : loose(block))),
    after.map((block, at) => (inOld.has(fresh[at] ?? -1) ? (fresh[at] ?? -1) : loose(block))),
  ]
}

/** Whether two blocks say the same word for word in the same setting: a quick look that need not find all. */
function isSameBlock(one: Block | undefined, other: Block | undefined): boolean {
  return one !== undefined && other !== undefined && familyOf(one) === familyOf(other) && isEachSame(one.inline, other.inline)
}

/** Headings, rows and code keep to themselves. */
function familyOf({ kind }: Block): string {
  if (kind === 'heading' || kind === 'code' || kind === 'rule') return kind
  return kind === 'table-head' || kind === 'table-row' ? 'row' : 'text'
}

/** Blocks that occur once on both sides are sure (patience); what repeats is told apart by its equal neighbours. */
function equalBlocks({ old, fresh }: Board): Match[] {
  const [onceOld, onceFresh] = [placesOfUnique(old), placesOfUnique(fresh)]
  const twins = new Map<number, number>()
  const taken = new Set<number>()
  const pair = (i: number, j: number) => {
    twins.set(i, j)
    taken.add(j)
  }
  for (const [number, i] of onceOld) {
    const j = onceFresh.get(number)
    if (j !== undefined) pair(i, j)
  }
  for (const step of [1, -1]) {
    for (let at = step > 0 ? 0 : old.length - 1; at >= 0 && at < old.length; at += step) {
      const [twin, next] = [twins.get(at), at + step]
      if (twin === undefined || twins.has(next) || taken.has(twin + step)) continue
      if (old[next] !== undefined && old[next] === fresh[twin + step]) pair(next, twin + step)
    }
  }
  return [...twins].toSorted(byFirst)
}

function placesOfUnique(numbers: readonly number[]): Map<number, number> {
  const places = new Map<number, number>()
  const repeated = new Set<number>()
  for (const [at, number] of numbers.entries()) {
    if (places.has(number)) repeated.add(number)
    places.set(number, at)
  }
  for (const number of repeated) places.delete(number)
  return places
}

function gapsOf(anchors: readonly Match[], { old, fresh, freeRows, freeColumns }: Board): Gap[] {
  let [from, left] = [0, 0]
  return [...anchors, [old.length, fresh.length] as const].map(([to, right]) => {
    const gap = { rows: freeRows(from, to), columns: freeColumns(left, right) }
    from = to + 1
    left = right + 1
    return gap
  })
}

function repeatedIn({ rows, columns }: Gap, { old, fresh, take }: Board): Match[] {
  return commonSubsequence(
    rows.map((i) => old[i] ?? -1),
    columns.map((j) => fresh[j] ?? -2),
  ).map(([i, j]) => take([rows[i] ?? -1, columns[j] ?? -1]))
}

/** What was rewritten inside a moved part stays in that part. */
function insideMoved(moved: readonly Match[], anchors: readonly Match[], board: Board, like: Likeness): Match[] {
  return moved.slice(1).flatMap(([i, j], at) => {
    const [from, left] = moved[at] ?? [i, j]
    const isOnePart = left < j && !anchors.some((anchor) => (anchor[0] > from && anchor[0] < i) || (anchor[1] > left && anchor[1] < j))
    if (!isOnePart || i === from + 1) return []
    const [rows, columns] = [board.freeRows(from + 1, i), board.freeColumns(left + 1, j)]
    return pairInOrder({ rows, columns }, like).map((pair) => board.take(pair))
  })
}

/** The first and last blocks of a moved part have a neighbour on one side only. */
function besideMoved(moved: readonly Match[], board: Board, like: Likeness): Match[] {
  const found: Match[] = []
  for (const [from, left] of moved) {
    for (const step of [1, -1]) {
      let [i, j] = [from + step, left + step]
      for (; board.isFree(i, j) && like.inPlace(i, j) > 0; i += step, j += step) found.push(board.take([i, j]))
    }
  }
  return found
}

function elsewhere(board: Board, like: Likeness): Match[] {
  const isTelling = (size: number) => size >= TELLING_IF_EQUAL
  const rows = board.freeRows(0, board.old.length).filter((i) => isTelling(like.sizeOf(i)))
  const columns = board.freeColumns(0, board.fresh.length)
  return candidatesIn({ rows, columns }, like)
    .map(([i, j]) => ({ i, j, likeness: like.of(i, j, MOVED) }))
    .filter(({ i, likeness }) => likeness >= MOVED && (likeness === 1 || like.sizeOf(i) >= TELLING))
    .toSorted((a, b) => b.likeness - a.likeness || a.i - b.i || a.j - b.j)
    .flatMap(({ i, j }) => (board.isFree(i, j) ? [board.take([i, j])] : []))
}
