import { describe, expect, it } from 'vitest'
import type { Category } from '#contract/registers.ts'
import { baysOf } from './bays.ts'

const kept = (days: number) => ({ id: String(days), retention: { kind: 'days', days } }) as Category

describe('the compartments of the cabinet', () => {
  it.each([
    ['a full row', [7, 30, 7], [3, 6, 3]],
    ['three narrow ones, stretched', [7, 7, 7], [4, 4, 4]],
    ['a wide one that opens a new row', [7, 7, 7, 30], [4, 4, 4, 12]],
    ['none', [], []],
  ])('fill their rows of twelve columns: %s', (_, days, widths) => {
    expect(baysOf(days.map(kept)).map(({ width }) => width)).toEqual(widths)
  })
})
