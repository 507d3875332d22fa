import type { Likeness } from './comparison-likeness.ts'
import { heaviestRising, type Match } from './comparison-sequence.ts'

/** The free blocks between two neighbouring anchors, as positions in the old and the new text. */
export interface Gap {
  readonly rows: readonly number[]
  readonly columns: readonly number[]
}

/** Comparing every old block with every new one is done for at most so many pairs at once; beyond, words say which pairs are worth it. */
export const MOST_PAIRS = 128 * 128

/** A word that more new blocks have tells none of them apart. */
const MOST_HOLDERS = 12
/** For each old block, so many of the new ones with which it shares most letters of telling words. */
const MOST_CANDIDATES = 3

/**
 * Pairs of blocks that may be alike. All of them for small gaps; for large ones those that share telling words or stand at the same place
 * from the beginning or the end, so that time grows with the number of words.
 */
export function candidatesIn({ rows, columns }: Gap, like: Likeness): Match[] {
  if (rows.length * columns.length <= MOST_PAIRS) return rows.flatMap((i) => columns.map((j): Match => [i, j]))
  const holders = new Map<number, number[]>()
  for (const j of columns) {
    for (const word of like.wordsOfNew(j)) {
      const list = holders.get(word)
      if (!list) holders.set(word, [j])
      else if (list.length <= MOST_HOLDERS) list.push(j)
    }
  }
  return rows.flatMap((i, place) => {
    const shared = new Map<number, number>()
    for (const word of like.wordsOf(i)) {
      const list = holders.get(word) ?? []
      if (list.length > MOST_HOLDERS) continue
      for (const j of list) shared.set(j, (shared.get(j) ?? 0) + like.lettersIn(word))
    }
    const best = [...shared].toSorted((one, other) => other[1] - one[1] || one[0] - other[0]).slice(0, MOST_CANDIDATES)
    const atSamePlace = [columns[place], columns.at(place - rows.length)].filter((j) => j !== undefined)
    return [...new Set([...best.map(([j]) => j), ...atSamePlace])].map((j): Match => [i, j])
  })
}

/** A pairing of a large gap's blocks in order: from the most alike on, then the heaviest part that rises. */
export function pairCandidates(gap: Gap, like: Likeness): Match[] {
  const scored = candidatesIn(gap, like)
    .map(([i, j]) => ({ i, j, score: like.inPlace(i, j) }))
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score || one.i - other.i || one.j - other.j)
  const [byRow, columns] = [new Map<number, { j: number; score: number }>(), new Set<number>()]
  for (const { i, j, score } of scored) {
    if (byRow.has(i) || columns.has(j)) continue
    byRow.set(i, { j, score })
    columns.add(j)
  }
  const pairs = [...byRow].map(([i, { j }]): Match => [i, j]).toSorted((one, other) => one[0] - other[0])
  return heaviestRising(pairs, ([i]) => byRow.get(i)?.score ?? 1)
}
