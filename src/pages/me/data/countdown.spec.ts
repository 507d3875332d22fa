import { describe, expect, it } from 'vitest'
import { countdown } from './countdown.ts'

const zone = 'Europe/Stockholm'
const leaves = new Date('2026-12-14T07:17:00Z')

describe('the countdown of a record', () => {
  it.each([
    ['five days before', '2026-12-09T08:41:00Z', { unit: 'days', count: 5 }],
    ['48 hours before', '2026-12-12T07:17:00Z', { unit: 'days', count: 2 }],
    ['a minute later', '2026-12-12T07:18:00Z', { unit: 'hours', count: 48 }],
    ['half an hour before', '2026-12-14T06:47:00Z', { unit: 'hours', count: 1 }],
    ['the instant it leaves', '2026-12-14T07:17:00Z', { unit: 'over' }],
    ['the day after', '2026-12-15T07:17:00Z', { unit: 'over' }],
  ])('says %s how long it is still there', (_, now, left) => {
    expect(countdown(leaves, new Date(now), zone)).toEqual(left)
  })

  it('counts the days of the zone across the change to winter time', () => {
    expect(countdown(new Date('2026-10-27T22:30:00Z'), new Date('2026-10-24T22:30:00Z'), zone)).toEqual({ unit: 'days', count: 2 })
  })

  it('counts calendar days, so late in the evening and early in the morning differ by one', () => {
    expect(countdown(leaves, new Date('2026-12-09T22:59:00Z'), zone)).toEqual({ unit: 'days', count: 5 })
    expect(countdown(leaves, new Date('2026-12-09T23:01:00Z'), zone)).toEqual({ unit: 'days', count: 4 })
  })
})
