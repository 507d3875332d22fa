import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commonSubsequence, longestRising, type Match } from './comparison-sequence.ts'

const sequences = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 40 })

/** The length of a longest common subsequence by the textbook's table. */
function lengthByTable(before: readonly number[], after: readonly number[]): number {
  let row = new Array<number>(after.length + 1).fill(0)
  for (const value of before) {
    const next = [0]
    for (const [at, other] of after.entries()) next.push(value === other ? (row[at] ?? 0) + 1 : Math.max(row[at + 1] ?? 0, next[at] ?? 0))
    row = next
  }
  return row.at(-1) ?? 0
}

const isRising = (pairs: readonly Match[]) =>
  pairs.every(([i, j], at) => at === 0 || (i > (pairs[at - 1]?.[0] ?? -1) && j > (pairs[at - 1]?.[1] ?? -1)))

describe('the longest common subsequence', () => {
  it('pairs only equal values, in order, and as many as there are', () => {
    fc.assert(
      fc.property(sequences, sequences, (before, after) => {
        const pairs = commonSubsequence(before, after)

        expect(pairs.every(([i, j]) => before[i] === after[j])).toBe(true)
        expect(isRising(pairs)).toBe(true)
        expect(pairs).toHaveLength(lengthByTable(before, after))
      }),
      { numRuns: 500 },
    )
  })

  it('is found without a table for texts of many thousand words', () => {
    const before = Array.from({ length: 20_000 }, (_, at) => at)
    const after = before.filter((at) => at % 1000 !== 0)

    expect(commonSubsequence(before, after)).toHaveLength(after.length)
  })
})

describe('the longest rising part', () => {
  it('leaves out the fewest pairs, which are the moves', () => {
    expect(
      longestRising([
        [0, 3],
        [1, 0],
        [2, 1],
        [3, 2],
      ]),
    ).toEqual([
      [1, 0],
      [2, 1],
      [3, 2],
    ])
  })
})
