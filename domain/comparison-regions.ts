import type { Line } from './comparison-lexicon.ts'
import { commonSubsequence, type Match } from './comparison-sequence.ts'

/** The old words from..to stand where the new words left..right stand now; one of the two may be none. */
export interface Region {
  readonly from: number
  readonly to: number
  readonly left: number
  readonly right: number
}

/** Which words of a line gave way to which, in order; all others stand in both. */
export function changedRegions(old: Line, fresh: Line): Region[] {
  const matches = commonSubsequence(old.words, fresh.words)
  const regions = withoutIslands(regionsBetween(matches, old.words.length, fresh.words.length), old, fresh)
  let end = 0
  return regions.map((region, at) => {
    const room = { back: region.from - end, on: (regions[at + 1]?.from ?? old.words.length) - region.to }
    const placed = slide(region, room, old, fresh)
    end = placed.to
    return placed
  })
}

function regionsBetween(matches: readonly Match[], rows: number, columns: number): Region[] {
  const regions: Region[] = []
  let [from, left] = [0, 0]
  for (const [to, right] of [...matches, [rows, columns] as const]) {
    if (to > from || right > left) regions.push({ from, to, left, right })
    from = to + 1
    left = right + 1
  }
  return regions
}

/** So few letters between two rewritten stretches are chance ("the", "of", a comma), not something that was kept. */
const ISLAND_LETTERS = 4
/** The stretches on both sides must be this many times longer. */
const ISLAND_RATIO = 6

/** Joins what was rewritten on both sides of a word kept by chance: one change reads better than two. */
function withoutIslands(regions: readonly Region[], old: Line, fresh: Line): Region[] {
  const joined: Region[] = []
  for (const region of regions) {
    const last = joined.at(-1)
    if (last && isChance(last, region, old, fresh)) {
      joined[joined.length - 1] = { from: last.from, to: region.to, left: last.left, right: region.right }
    } else joined.push(region)
  }
  return joined
}

function isChance(one: Region, next: Region, old: Line, fresh: Line): boolean {
  const kept = lettersIn(old, one.to, next.from)
  if (kept > ISLAND_LETTERS || [one, next].some(({ from, to, left, right }) => from === to || left === right)) return false
  const around = [one, next].map(({ from, to, left, right }) => Math.min(lettersIn(old, from, to), lettersIn(fresh, left, right)))
  return Math.min(...around) >= ISLAND_RATIO * kept
}

function lettersIn(line: Line, from: number, to: number): number {
  return to > from ? (line.to[to - 1] ?? 0) - (line.from[from] ?? 0) : 0
}

/**
 * Words that only came or only went can often be marked at several places: "A, [b, ]c" or "A[, b], c".
 * The place after the end of a sentence reads best, then the place after a comma.
 */
function slide(region: Region, room: { back: number; on: number }, old: Line, fresh: Line): Region {
  const { from, to, left, right } = region
  if (from !== to && left !== right) return region
  const [line, start, end] = from === to ? [fresh, left, right] : [old, from, to]
  let [best, score] = [0, scoreAt(line, start)]
  for (let by = -1; -by <= room.back && line.words[start + by] === line.words[end + by]; by--) {
    const here = scoreAt(line, start + by)
    if (here > score) [best, score] = [by, here]
  }
  for (let by = 1; by <= room.on && line.words[start + by - 1] === line.words[end + by - 1]; by++) {
    const here = scoreAt(line, start + by)
    if (here > score) [best, score] = [by, here]
  }
  return { from: from + best, to: to + best, left: left + best, right: right + best }
}

function scoreAt({ text, from, to }: Line, word: number): number {
  if (word === 0) return 3
  const before = text[(to[word - 1] ?? 0) - 1] ?? ''
  if (/[.!?。؟]/.test(before)) return 3
  if (/[,;:،؛、]/.test(before)) return 2
  return from[word] === to[word - 1] ? 0 : 1
}
