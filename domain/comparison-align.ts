import { type Block, plainText } from './blocks.ts'
import { commonSubsequence, createNumbering, longestRising, type Match } from './comparison-sequence.ts'
import { wordsOf } from './comparison-words.ts'

/** Which old block became which new one. `inOrder` rises on both sides; `moved` stand elsewhere now; the rest came or went. */
export interface Alignment {
  inOrder: Match[]
  moved: Match[]
}

/** From this likeness on, two blocks between the same neighbours are one block that was rewritten. Found by reading real histories. */
const REWRITTEN = 0.45
/** A block elsewhere must be more alike to be the same block moved. */
const MOVED = 0.7
/** Shorter blocks elsewhere are too common to be called moved unless they are equal. */
const MOVED_WORDS = 8

/** Aligns by equality, then between equal neighbours by id and likeness, then looks for moves. */
export function alignBlocks(before: readonly Block[], after: readonly Block[], locale: string): Alignment {
  const equal = equalBlocks(before, after)
  const like = createLikeness(before, after, locale)
  const inOrder = fillGaps(equal.inOrder, equal.moved, before, after, like)
  const moved = [...equal.moved, ...movedBlocks([...inOrder, ...equal.moved], before, after, like)]
  return { inOrder, moved: moved.toSorted((a, b) => a[0] - b[0]) }
}

function keyOf({ kind, level, label, inline }: Block): string {
  return JSON.stringify([kind, level, label, inline.map(({ text, marks, href }) => [text, marks, href])])
}

// Blocks that occur once on both sides are sure anchors (patience); what repeats is matched between them.
function equalBlocks(before: readonly Block[], after: readonly Block[]): Alignment {
  const numberOf = createNumbering()
  const [old, fresh] = [before.map((block) => numberOf(keyOf(block))), after.map((block) => numberOf(keyOf(block)))]
  const [onceBefore, onceAfter] = [placesOfUnique(old), placesOfUnique(fresh)]
  const pairs: Match[] = []
  for (const [number, at] of onceBefore) {
    const twin = onceAfter.get(number)
    if (twin !== undefined) pairs.push([at, twin])
  }
  const anchors = longestRising(pairs)
  const anchored = new Set(anchors.map(([at]) => at))
  const moved = pairs.filter(([at]) => !anchored.has(at))
  const inOrder = between(anchors, before.length, after.length).flatMap(({ from, to, left, right, anchor }) => [
    ...commonSubsequence(old.slice(from, to), fresh.slice(left, right)).map(([i, j]): Match => [from + i, left + j]),
    ...(anchor ? [anchor] : []),
  ])
  const taken = new Set(inOrder.map(([at]) => at))
  return { inOrder, moved: moved.filter(([at]) => !taken.has(at)) }
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

interface Gap {
  from: number
  to: number
  left: number
  right: number
  /** The pair that closes the gap; none after the last. */
  anchor: Match | null
}

function between(anchors: readonly Match[], rows: number, columns: number): Gap[] {
  let [from, left] = [0, 0]
  return [...anchors, null].map((anchor) => {
    const gap = { from, left, to: anchor ? anchor[0] : rows, right: anchor ? anchor[1] : columns, anchor }
    from = gap.to + 1
    left = gap.right + 1
    return gap
  })
}

type Likeness = (i: number, j: number) => number

/** 0 to 1: how much of the longer text stands in both, by letters of whole words. Headings with one id are one heading. */
function createLikeness(before: readonly Block[], after: readonly Block[], locale: string): Likeness {
  const bags = new Map<Block, Bag>()
  const bagOf = (block: Block): Bag => {
    const known = bags.get(block) ?? makeBag(block, locale)
    bags.set(block, known)
    return known
  }
  return (i, j) => {
    const [old, fresh] = [before[i], after[j]]
    if (!old || !fresh || (old.kind === 'heading') !== (fresh.kind === 'heading')) return 0
    if (old.kind === 'heading' && old.id === fresh.id) return 1
    const [one, other] = [bagOf(old), bagOf(fresh)]
    if (one.size === 0 || other.size === 0) return plainText(old) === plainText(fresh) && old.kind === fresh.kind ? 1 : 0
    if (2 * Math.min(one.size, other.size) < REWRITTEN * (one.size + other.size)) return 0
    let shared = 0
    for (const [word, count] of one.words) shared += Math.min(count, other.words.get(word) ?? 0) * word.length
    return (2 * shared) / (one.size + other.size)
  }
}

interface Bag {
  words: Map<string, number>
  size: number
}

function makeBag(block: Block, locale: string): Bag {
  const words = new Map<string, number>()
  let size = 0
  for (const { text, isWord } of wordsOf(plainText(block), locale)) {
    if (!isWord) continue
    words.set(text, (words.get(text) ?? 0) + 1)
    size += text.length
  }
  return { words, size }
}

function fillGaps(
  anchors: readonly Match[],
  moved: readonly Match[],
  before: readonly Block[],
  after: readonly Block[],
  like: Likeness,
): Match[] {
  const [goneBefore, goneAfter] = [new Set(moved.map(([at]) => at)), new Set(moved.map(([, at]) => at))]
  return between(anchors, before.length, after.length).flatMap(({ from, to, left, right, anchor }) => {
    const rows = range(from, to).filter((at) => !goneBefore.has(at))
    const columns = range(left, right).filter((at) => !goneAfter.has(at))
    return [...bestInOrder(rows, columns, like), ...(anchor ? [anchor] : [])]
  })
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at)
}

/** The pairing of two short lists, in order, with the greatest sum of likeness. */
function bestInOrder(rows: readonly number[], columns: readonly number[], like: Likeness): Match[] {
  const width = columns.length + 1
  const sums = new Float64Array((rows.length + 1) * width)
  const likes = new Float64Array(rows.length * columns.length)
  for (let i = rows.length - 1; i >= 0; i--) {
    for (let j = columns.length - 1; j >= 0; j--) {
      const likeness = like(rows[i] ?? -1, columns[j] ?? -1)
      likes[i * columns.length + j] = likeness
      const paired = likeness >= REWRITTEN ? likeness + (sums[(i + 1) * width + j + 1] ?? 0) : 0
      sums[i * width + j] = Math.max(sums[(i + 1) * width + j] ?? 0, sums[i * width + j + 1] ?? 0, paired)
    }
  }
  const pairs: Match[] = []
  for (let i = 0, j = 0; i < rows.length && j < columns.length; ) {
    const sum = sums[i * width + j]
    const likeness = likes[i * columns.length + j] ?? 0
    if (likeness >= REWRITTEN && sum === likeness + (sums[(i + 1) * width + j + 1] ?? 0)) pairs.push([rows[i++] ?? -1, columns[j++] ?? -1])
    else if (sum === sums[(i + 1) * width + j]) i++
    else j++
  }
  return pairs
}

function movedBlocks(taken: readonly Match[], before: readonly Block[], after: readonly Block[], like: Likeness): Match[] {
  const [takenBefore, takenAfter] = [new Set(taken.map(([at]) => at)), new Set(taken.map(([, at]) => at))]
  const free = range(0, after.length).filter((at) => !takenAfter.has(at))
  const candidates = range(0, before.length)
    .filter((at) => !takenBefore.has(at))
    .flatMap((i) => free.map((j) => ({ i, j, likeness: like(i, j) })))
    .filter(({ i, j, likeness }) => likeness >= MOVED && isTelling(before[i], after[j], likeness))
    .toSorted((a, b) => b.likeness - a.likeness || a.i - b.i || a.j - b.j)
  const moved: Match[] = []
  for (const { i, j } of candidates) {
    if (takenBefore.has(i) || takenAfter.has(j)) continue
    takenBefore.add(i)
    takenAfter.add(j)
    moved.push([i, j])
  }
  return moved
}

function isTelling(old: Block | undefined, fresh: Block | undefined, likeness: number): boolean {
  if (!old || !fresh) return false
  return likeness === 1 || plainText(old).split(' ').length >= MOVED_WORDS
}
