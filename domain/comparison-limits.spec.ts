import { describe, expect, it } from 'vitest'
import { type Block, createSlicer, type Run, sliceRuns } from './blocks.ts'
import { acceptAll, compareBlocks, rejectAll } from './comparison.ts'
import { commonSubsequence } from './comparison-sequence.ts'

/** Each case takes well under a second alone; before there were limits, the slowest took forty. */
const MOST_CPU_MS = 8_000

const plain = (text: string): Run => ({ text, marks: [], href: null })
const block = (at: number, inline: Run[], rest: Partial<Block> = {}): Block => ({
  id: `b${at}`,
  kind: 'paragraph',
  level: 0,
  label: '',
  section: '',
  inline,
  ...rest,
})
const blocks = (count: number, textAt: (at: number) => string, rest: Partial<Block> = {}) =>
  Array.from({ length: count }, (_, at) => block(at, [plain(textAt(at))], rest))
const words = (count: number, first: number, step = 1) => Array.from({ length: count }, (_, at) => `w${first + at * step}`).join(' ')
const linked = (count: number, word: string, place: string) => [
  block(
    0,
    Array.from({ length: count }, (_, at): Run => ({ text: ` ${word}${at}`, marks: [], href: `/${place}/${at}` })),
  ),
]

describe('a comparison of texts made to be slow', { timeout: 30_000 }, () => {
  it.each([
    ['five thousand equal paragraphs', blocks(5000, () => 'We keep it.'), blocks(2500, () => 'We keep it.')],
    ['five thousand equal ones with one new word', blocks(5000, () => 'We keep it for ever.'), blocks(5000, () => 'We keep it for long.')],
    ['five thousand of which none stayed', blocks(5000, (at) => words(8, at * 8)), blocks(5000, (at) => words(8, 90_000 + at * 8))],
    [
      'five thousand in which a word changed',
      blocks(5000, (at) => `Item ${at} for 30 days`),
      blocks(5000, (at) => `Item ${at} for 31 days`),
    ],
    [
      'five thousand upside down',
      blocks(5000, (at) => `Item ${at} for 30 days`),
      blocks(5000, (at) => `Item ${at} for 31 days`).toReversed(),
    ],
    [
      'one paragraph of 200 kB in which every other word changed',
      blocks(1, () => words(30_000, 0, 2)),
      blocks(1, () => words(30_000, 0, 3)),
    ],
    ['one paragraph of 200 kB of two words', blocks(1, () => 'a b '.repeat(50_000)), blocks(1, () => 'b a a '.repeat(33_000))],
    ['twenty thousand links with new targets', linked(20_000, 'w', 'a'), linked(20_000, 'w', 'b')],
    ['twenty thousand links with new words', linked(20_000, 'w', 'a'), linked(20_000, 'v', 'b')],
    [
      'a table of two thousand columns',
      blocks(4, (at) => words(2000, at).replaceAll(' ', '\t'), { kind: 'table-row' }),
      blocks(4, (at) => words(2000, at + 3).replaceAll(' ', '\t'), { kind: 'table-row' }),
    ],
  ])('ends soon and stays exact: %s', (_what, before, after) => {
    const began = process.cpuUsage()

    const comparison = compareBlocks(before, after, 'en')

    const { user, system } = process.cpuUsage(began)
    expect((user + system) / 1000).toBeLessThan(MOST_CPU_MS)
    expect(acceptAll(comparison)).toEqual(after)
    expect(rejectAll(comparison)).toEqual(before)
  })

  it('still finds most of what two long lines share when it stops looking for the best path', () => {
    const [before, after] = [2, 3].map((step) => Array.from({ length: 6000 }, (_, at) => at * step)) as [number[], number[]]

    const pairs = commonSubsequence(before, after)

    expect(pairs.every(([i, j]) => before[i] === after[j])).toBe(true)
    expect(pairs.every(([i, j], at) => at === 0 || (i > (pairs[at - 1]?.[0] ?? i) && j > (pairs[at - 1]?.[1] ?? j)))).toBe(true)
    expect(pairs.length).toBeGreaterThan(1500)
  })

  it('pairs edited paragraphs of a large rewrite with their own earlier selves', () => {
    const before = blocks(400, (at) => `Service number ${at}a keeps what you send for thirty days.`)
    const after = blocks(400, (at) => `Service number ${at}a keeps what you send for forty days.`)

    const { entries } = compareBlocks(before, after, 'en')

    expect(entries.every((entry) => entry.op === 'kept' && entry.before.id === entry.after.id)).toBe(true)
  })
})

describe('parts of a line, taken one after the other', () => {
  it('are the same as parts taken by themselves', () => {
    const runs = ['We ', 'never', ' sell ', 'your data', '.'].map(
      (text, at): Run => ({ text, marks: at % 2 ? ['strong'] : [], href: null }),
    )
    const slice = createSlicer(runs)

    const parts = [0, 2, 2, 7, 12, 20].map((from) => slice(from, from + 6))

    expect(parts).toEqual([0, 2, 2, 7, 12, 20].map((from) => sliceRuns(runs, from, from + 6)))
  })
})
