/** A position in the old and the equal one in the new sequence. */
export type Match = readonly [before: number, after: number]

/** Beyond twice as many differences in one stretch, the shortest path is no longer looked for: the furthest one so far is taken. */
const PATIENCE = 400

/**
 * A common subsequence as pairs of positions, both rising: the longest one where at most 800 values differ in a stretch, a good one beyond.
 * Time grows with length × differences up to there and with length alone from there on, memory with length. The same input always gives
 * the same pairs. Source: Myers 1986, linear-space refinement.
 * @param before values as whole numbers; equal numbers are equal things
 */
export function commonSubsequence(before: readonly number[], after: readonly number[]): Match[] {
  const matches: Match[] = []
  const reach = Math.min(before.length + after.length, 2 * PATIENCE) + 3
  const paths: Paths = { forward: new Int32Array(2 * reach + 1), backward: new Int32Array(2 * reach + 1), middle: reach }
  solve({ before, after, matches, paths }, 0, before.length, 0, after.length)
  return matches
}

interface Paths {
  forward: Int32Array
  backward: Int32Array
  middle: number
}

interface Problem {
  before: readonly number[]
  after: readonly number[]
  matches: Match[]
  paths: Paths
}

function solve(problem: Problem, fromBefore: number, toBefore: number, fromAfter: number, toAfter: number): void {
  const { before, after, matches } = problem
  let [low, high, left, right] = [fromBefore, toBefore, fromAfter, toAfter]
  while (low < high && left < right && before[low] === after[left]) matches.push([low++, left++])
  let tail = 0
  while (low < high && left < right && before[high - 1] === after[right - 1]) {
    high--
    right--
    tail++
  }
  if (low < high && left < right) {
    const { x, y, u, v, distance } = middleSnake(problem, low, high, left, right)
    if (distance > 1) {
      solve(problem, low, x, left, y)
      for (let at = 0; x + at < u; at++) matches.push([x + at, y + at])
      solve(problem, u, high, v, right)
    }
  }
  for (let at = 0; at < tail; at++) matches.push([high + at, right + at])
}

/** A stretch of equal values in the middle of a shortest path, from (x, y) to (u, v). */
interface Snake {
  x: number
  y: number
  u: number
  v: number
  distance: number
}

function middleSnake({ before, after, paths }: Problem, low: number, high: number, left: number, right: number): Snake {
  const { forward, backward, middle } = paths
  const [rows, columns] = [high - low, right - left]
  const delta = rows - columns
  const isOdd = (delta & 1) !== 0
  forward[middle + 1] = 0
  backward[middle + 1] = 0
  const furthest = (path: Int32Array, k: number, d: number): number => {
    const down = path[middle + k + 1] ?? 0
    const along = path[middle + k - 1] ?? 0
    return k === -d || (k !== d && along < down) ? down : along + 1
  }
  for (let d = 0; d <= Math.ceil((rows + columns) / 2); d++) {
    if (d === PATIENCE) return furthestSnake({ forward, middle }, rows, columns, { low, left })
    for (let k = -d; k <= d; k += 2) {
      let x = furthest(forward, k, d)
      const start = x
      while (x < rows && x - k < columns && x - k >= 0 && before[low + x] === after[left + x - k]) x++
      forward[middle + k] = x
      const opposite = delta - k
      if (isOdd && opposite > -d && opposite < d && x + (backward[middle + opposite] ?? 0) >= rows) {
        return { x: low + start, y: left + start - k, u: low + x, v: left + x - k, distance: 2 * d - 1 }
      }
    }
    for (let k = -d; k <= d; k += 2) {
      let x = furthest(backward, k, d)
      const start = x
      while (x < rows && x - k < columns && x - k >= 0 && before[high - 1 - x] === after[right - 1 - (x - k)]) x++
      backward[middle + k] = x
      const opposite = delta - k
      if (!isOdd && opposite >= -d && opposite <= d && x + (forward[middle + opposite] ?? 0) >= rows) {
        return { x: high - x, y: right - (x - k), u: high - start, v: right - (start - k), distance: 2 * d }
      }
    }
  }
  throw new RangeError('two finite sequences always have a shortest path')
}

/** Where the longest of all paths of so many differences ends; from there on the search begins anew. */
function furthestSnake(
  { forward, middle }: Omit<Paths, 'backward'>,
  rows: number,
  columns: number,
  from: { low: number; left: number },
): Snake {
  let [x, y] = [rows >> 1, columns >> 1]
  let furthest = 0
  for (let k = 1 - PATIENCE; k < PATIENCE; k += 2) {
    const here = forward[middle + k] ?? 0
    const isInside = here <= rows && here - k <= columns && here >= k
    if (isInside && 2 * here - k > furthest) [x, y, furthest] = [here, here - k, 2 * here - k]
  }
  const [u, v] = [from.low + x, from.left + y]
  return { x: u, y: v, u, v, distance: 2 * PATIENCE }
}

/**
 * The heaviest part of some pairs in which both positions rise; what is left out has moved. Time grows with n log n.
 * @param pairs in order of their first position, each position once
 * @param weightOf how much it costs to call a pair moved; above 0
 */
export function heaviestRising(pairs: readonly Match[], weightOf: (pair: Match) => number): Match[] {
  const places = new Map(
    pairs
      .map(([, after]) => after)
      .toSorted((a, b) => a - b)
      .map((after, place) => [after, place + 1]),
  )
  const sums = new Float64Array(pairs.length)
  const previous = new Int32Array(pairs.length).fill(-1)
  // A Fenwick tree: for every prefix of places, the pair that ends the heaviest rising part so far.
  const heaviest = new Int32Array(pairs.length + 1).fill(-1)
  const better = (one: number, other: number) => (one < 0 || (other >= 0 && (sums[other] ?? 0) > (sums[one] ?? 0)) ? other : one)
  let last = -1
  for (const [at, pair] of pairs.entries()) {
    const place = places.get(pair[1]) ?? 0
    let best = -1
    for (let node = place - 1; node > 0; node -= node & -node) best = better(best, heaviest[node] ?? -1)
    previous[at] = best
    sums[at] = weightOf(pair) + (best < 0 ? 0 : (sums[best] ?? 0))
    for (let node = place; node <= pairs.length; node += node & -node) heaviest[node] = better(heaviest[node] ?? -1, at)
    last = better(last, at)
  }
  const rising: Match[] = []
  for (let at = last; at >= 0; at = previous[at] ?? -1) {
    const pair = pairs[at]
    if (pair) rising.push(pair)
  }
  return rising.reverse()
}

/**
 * The pairing of two short lists, in order, with the greatest sum of scores. Time grows with rows × columns.
 * @param scoreOf above 0 for positions that may be paired, 0 for those that may not
 */
export function bestInOrder(rows: number, columns: number, scoreOf: (row: number, column: number) => number): Match[] {
  const width = columns + 1
  const sums = new Float64Array((rows + 1) * width)
  const scores = new Float64Array(rows * columns)
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      const score = scoreOf(i, j)
      scores[i * columns + j] = score
      const paired = score > 0 ? score + (sums[(i + 1) * width + j + 1] ?? 0) : 0
      sums[i * width + j] = Math.max(sums[(i + 1) * width + j] ?? 0, sums[i * width + j + 1] ?? 0, paired)
    }
  }
  const pairs: Match[] = []
  for (let i = 0, j = 0; i < rows && j < columns; ) {
    const sum = sums[i * width + j]
    const score = scores[i * columns + j] ?? 0
    if (score > 0 && sum === score + (sums[(i + 1) * width + j + 1] ?? 0)) pairs.push([i++, j++])
    else if (sum === sums[(i + 1) * width + j]) i++
    else j++
  }
  return pairs
}

/** Gives equal texts equal numbers. */
export function createNumbering(): (text: string) => number {
  const numbers = new Map<string, number>()
  return (text) => {
    const known = numbers.get(text)
    if (known !== undefined) return known
    numbers.set(text, numbers.size)
    return numbers.size - 1
  }
}
