import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bestInOrder, commonSubsequence, heaviestRising, type Match } from './comparison-sequence.ts'

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

describe('the heaviest rising part', () => {
  const pairs = [
    [0, 3],
    [1, 0],
    [2, 1],
    [3, 2],
  ] as const

  it('leaves out the lightest pairs, which are the moves', () => {
    expect(heaviestRising(pairs, () => 1)).toEqual([
      [1, 0],
      [2, 1],
      [3, 2],
    ])
    expect(heaviestRising(pairs, ([at]) => (at === 0 ? 10 : 1))).toEqual([[0, 3]])
  })

  it('weighs as much as the heaviest of all rising parts', () => {
    const order = fc.uniqueArray(fc.nat(9), { maxLength: 9 })
    fc.assert(
      fc.property(order, fc.infiniteStream(fc.integer({ min: 1, max: 9 })), (places, dice) => {
        const weights = places.map(() => dice.next().value ?? 1)
        const weigh = (list: readonly Match[]) => list.reduce((sum, [at]) => sum + (weights[at] ?? 0), 0)
        const all = places.map((place, at): Match => [at, place])
        const subsets = Array.from({ length: 2 ** all.length }, (_, bits) => all.filter((_pair, at) => (bits >> at) & 1))

        const rising = heaviestRising(all, ([at]) => weights[at] ?? 0)

        expect(isRising(rising)).toBe(true)
        expect(weigh(rising)).toBe(Math.max(...subsets.filter(isRising).map(weigh)))
      }),
      { numRuns: 60 },
    )
  })
})

describe('the best pairing in order', () => {
  it('takes the pairs with the greatest sum and never crosses', () => {
    const scores = [
      [0, 5, 0],
      [3, 0, 0],
      [0, 0, 4],
    ]

    expect(bestInOrder(3, 3, (row, column) => scores[row]?.[column] ?? 0)).toEqual([
      [0, 1],
      [2, 2],
    ])
  })
})
