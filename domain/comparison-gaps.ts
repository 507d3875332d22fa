import type { Likeness } from './comparison-likeness.ts'
import { bestInOrder, type Match } from './comparison-sequence.ts'

/** The free blocks between two neighbouring anchors, as positions in the old and the new text. */
export interface Gap {
  readonly rows: readonly number[]
  readonly columns: readonly number[]
}

/** `rows` old blocks from `i` on became `columns` new ones from `j` on. One of the two is 1: a block was kept, split, or made of several. */
export interface Link {
  readonly i: number
  readonly j: number
  readonly rows: number
  readonly columns: number
}

/** Each part of a split has at least this much of its letters from the whole; the rest may be new. */
const PART = 0.4
/** Of what a part shares with the whole, this much must be missing in the other parts: else it is a new block. */
const GAIN = 0.6
/** All parts together hold this much of the whole, and no more than the rest of them is new. */
const WHOLE = 0.75
const OWN = 0.6
const MOST_PARTS = 16

/** The pairing of a gap's blocks, one to one, with the greatest likeness. */
export function pairInOrder({ rows, columns }: Gap, like: Likeness): Match[] {
  const scoreOf = (row: number, column: number) => like.inPlace(rows[row] ?? -1, columns[column] ?? -1)
  return bestInOrder(rows.length, columns.length, scoreOf).map(([row, column]): Match => [rows[row] ?? -1, columns[column] ?? -1])
}

/** The same where a block may also have been cut into several, or several joined into one. */
export function linkInOrder(gap: Gap, like: Likeness): Link[] {
  if (gap.rows.length === 0 || gap.columns.length === 0) return []
  const pairs = pairInOrder(gap, like)
  const splits = partedIn(gap.rows, gap.columns, pairs, {
    shared: like.shared,
    covered: like.covered,
    wholeSize: like.sizeOf,
    partSize: like.sizeOfNew,
    isText: like.isText,
  })
  const links = [
    ...pairs.filter(([i]) => !splits.some(({ whole }) => whole === i)).map(([i, j]): Link => ({ i, j, rows: 1, columns: 1 })),
    ...splits.map(({ whole, first, count }): Link => ({ i: whole, j: first, rows: 1, columns: count })),
  ]
  const merges = partedIn(
    gap.columns,
    gap.rows,
    links.flatMap(({ i, j, columns }) => Array.from({ length: columns }, (_, at): Match => [j + at, i])),
    {
      shared: (j, i) => like.shared(i, j),
      covered: like.coveredOfNew,
      wholeSize: like.sizeOfNew,
      partSize: like.sizeOf,
      isText: (j, i) => like.isText(i, j),
    },
  )
  return [
    ...links.filter(({ j }) => !merges.some(({ whole }) => whole === j)),
    ...merges.map(({ whole, first, count }): Link => ({ i: first, j: whole, rows: count, columns: 1 })),
  ].toSorted((one, other) => one.i - other.i)
}

/** A block of one side and the neighbours on the other side that make it up. */
interface Parted {
  readonly whole: number
  readonly first: number
  readonly count: number
}

/** The same questions in both directions: a whole cut into parts, parts joined to a whole. */
interface Measure {
  shared(whole: number, part: number): number
  covered(whole: number, parts: readonly number[]): number
  wholeSize(whole: number): number
  partSize(part: number): number
  isText(whole: number, part: number): boolean
}

function partedIn(wholes: readonly number[], others: readonly number[], pairs: readonly Match[], measure: Measure): Parted[] {
  const found: Parted[] = []
  const takenBy = new Map(pairs.map(([whole, part]) => [part, whole]))
  const countOf = (whole: number) => pairs.filter(([one]) => one === whole).length
  for (const whole of wholes) {
    if (countOf(whole) > 1 || pairs.some(([one, part]) => one !== whole && takenBy.get(part) === whole)) continue
    const own = pairs.find(([one]) => one === whole)?.[1]
    const after = Math.max(-1, ...pairs.filter(([one]) => one < whole).map(([, part]) => part), ...found.map(lastOf))
    const before = Math.min(Number.POSITIVE_INFINITY, ...pairs.filter(([one]) => one > whole).map(([, part]) => part))
    const free = others.filter((part) => part > after && part < before && (takenBy.get(part) ?? whole) === whole)
    const parts = bestParts(whole, free, measure)
    if (parts && (own === undefined || (own >= parts.first && own <= lastOf(parts)))) found.push(parts)
  }
  return found
}

function lastOf({ first, count }: Parted): number {
  return first + count - 1
}

/** The run of neighbours that all stand in the whole and together make up most of it. */
function bestParts(whole: number, free: readonly number[], measure: Measure): Parted | null {
  const wholeSize = measure.wholeSize(whole)
  let [best, likeness]: [Parted | null, number] = [null, 0]
  for (const [start, first] of free.entries()) {
    let [covered, size] = [0, 0]
    for (let count = 1; count <= MOST_PARTS; count++) {
      const part = free[start + count - 1]
      if (part !== first + count - 1 || !measure.isText(whole, part)) break
      const [shared, partSize] = [measure.shared(whole, part), measure.partSize(part)]
      if (partSize === 0 || shared < PART * partSize) break
      const sum = count === 1 ? shared : measure.covered(whole, free.slice(start, start + count))
      if (sum - covered < GAIN * shared) break
      ;[covered, size] = [sum, size + partSize]
      const here = (2 * covered) / (wholeSize + size)
      const isWhole = count > 1 && covered >= WHOLE * wholeSize && covered >= OWN * size
      if (isWhole && here > likeness) [best, likeness] = [{ whole, first, count }, here]
    }
  }
  return best
}
