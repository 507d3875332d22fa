import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths, addMonthsUtc, daysBetween, isWeekend } from './calendar.ts'

const anyDay = fc
  .date({ min: new Date('1600-01-01T00:00:00Z'), max: new Date('2400-12-31T00:00:00Z'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10))

describe('days on the calendar', () => {
  it.each([
    ['2026-12-31', 1, '2027-01-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2027-02-28', 1, '2027-03-01'],
    ['2026-03-01', -1, '2026-02-28'],
    ['0099-12-31', 1, '0100-01-01'],
  ])('%s and %i days is %s', (on, days, day) => {
    expect(addDays(on, days)).toBe(day)
  })

  it.each(['2026-02-29', '2026-13-01', '2026-00-10', '26-01-01', '2026-1-1', '', '2026-01-01T00:00:00Z'])(
    'refuse %j, which is no day',
    (on) => {
      expect(() => addDays(on, 1)).toThrow(RangeError)
    },
  )

  it('refuse to leave the four-digit years', () => {
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError)
    expect(() => addDays('2026-01-01', 0.5)).toThrow(RangeError)
  })

  it('come back when as many days are taken away', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (on, days) => {
        expect(addDays(addDays(on, days), -days)).toBe(on)
        expect(daysBetween(on, addDays(on, days))).toBe(days)
      }),
    )
  })

  it.each([
    ['2026-05-01', false],
    ['2026-05-02', true],
    ['2026-05-03', true],
    ['2026-05-04', false],
  ])('know whether %s is a weekend: %s', (on, weekend) => {
    expect(isWeekend(on)).toBe(weekend)
  })
})

describe('months on the calendar', () => {
  it.each([
    ['2026-01-29', 1, '2026-02-28'],
    ['2026-01-30', 1, '2026-02-28'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-02-28', 1, '2026-03-28'],
    ['2026-12-31', 1, '2027-01-31'],
    ['2026-03-31', 1, '2026-04-30'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2026-03-31', -1, '2026-02-28'],
  ])('%s and %i months is %s', (on, months, day) => {
    expect(addMonths(on, months)).toBe(day)
  })

  it('agree with the calendar of the runtime', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 600 }), (on, months) => {
        expect(addMonths(on, months)).toBe(Temporal.PlainDate.from(on).add({ months }).toString())
      }),
    )
  })

  it('keep the time of day in UTC', () => {
    expect(addMonthsUtc(new Date('2026-01-31T23:59:59.999Z'), 1)).toEqual(new Date('2026-02-28T23:59:59.999Z'))
  })

  it('refuse what is no moment or no whole number', () => {
    expect(() => addMonthsUtc(new Date(Number.NaN), 1)).toThrow(RangeError)
    expect(() => addMonths('2026-01-01', 1.5)).toThrow(RangeError)
  })
})
