import { describe, expect, it } from 'vitest'
import { endOf } from './calendar.ts'

describe('six months', () => {
  it.each([
    ['2026-12-09T09:41:00.000Z', '2027-06-09T09:41:00.000Z'],
    ['2026-08-31T12:00:00.000Z', '2027-02-28T12:00:00.000Z'],
    ['2027-08-31T12:00:00.000Z', '2028-02-29T12:00:00.000Z'],
    ['2026-03-31T23:59:59.000Z', '2026-09-30T23:59:59.000Z'],
  ])('from %s end at %s', (from, to) => {
    expect(new Date(endOf(Date.parse(from), 6) * 1000).toISOString()).toBe(to)
  })
})
