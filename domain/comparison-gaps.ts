import { type Gap, MOST_PAIRS, pairCandidates } from './comparison-candidates.ts'
import type { Likeness } from './comparison-likeness.ts'
import { bestInOrder, type Match } from './comparison-sequence.ts'

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

/** The pairing of a gap's blocks, one to one, with the greatest likeness; a large gap is left alone. */
export function pairInOrder({ rows, columns }: Gap, like: Likeness): Match[] {
  if (rows.length * columns.length > MOST_PAIRS) return []
  const scoreOf = (row: number, column: number) => like.inPlace(rows[row] ?? -1, columns[column] ?? -1)
  return bestInOrder(rows.length, columns.length, scoreOf).map(([row, column]): Match => [rows[row] ?? -1, columns[column] ?? -1])
}

/** The same where a block may also have been cut into several, or several joined into one. A large gap is parted by its surest pairs first. */
export function linkInOrder(gap: Gap, like: Likeness): Link[] {
  if (gap.rows.length === 0 || gap.columns.length === 0) return []
  if (gap.rows.length * gap.columns.length <= MOST_PAIRS) return linkInSmall(gap, like)
  const pairs = pairCandidates(gap, like)
  return [
    ...pairs.map(([i, j]): Link => ({ i, j, rows: 1, columns: 1 })),
    ...gapsBeside(pairs, gap).flatMap((part) => linkInSmall(part, like)),
  ]
}

/** What lies between some pairs of a gap. */
function gapsBeside(pairs: readonly Match[], { rows, columns }: Gap): Gap[] {
  let [row, column] = [0, 0]
  return [...pairs, [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY] as const].map(([i, j]) => {
    const [from, left] = [row, column]
    while (row < rows.length && (rows[row] ?? 0) < i) row++
    while (column < columns.length && (columns[column] ?? 0) < j) column++
    const part = { rows: rows.slice(from, row), columns: columns.slice(left, column) }
    row++
    column++
    return part
  })
}

function linkInSmall(gap: Gap, like: Likeness): Link[] {
  const pairs = pairInOrder(gap, like)
  if (gap.rows.length * gap.columns.length > MOST_PAIRS) return []
  const asLinks = (list: readonly Match[]) => list.map(([i, j]): Link => ({ i, j, rows: 1, columns: 1 }))
  if (gap.rows.length < 2 && gap.columns.length < 2) return asLinks(pairs)
  const splits = partedIn(gap.rows, gap.columns, pairs, {
    shared: like.shared,
    covered: like.covered,
    wholeSize: like.sizeOf,
    partSize: like.sizeOfNew,
    isText: like.isText,
  })
  const links = [
    ...asLinks(pairs.filter(([i]) => !splits.some(({ whole }) => whole === i))),
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
  ]
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
  if (others.length < 2) return found
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
