import { describe, expect, it } from 'vitest'
import { headingNumber } from './notice-labels.ts'

describe('the number of a heading', () => {
  it.each([
    ['1.', '1'],
    ['2.1.8', '2.1.8'],
    ['2.1.8 (a)', '2.1.8 (a)'],
    ['§ 4', '§ 4'],
    ['', ''],
  ])('%j is set as %j', (label, set) => {
    expect(headingNumber(label)).toBe(set)
  })
})
