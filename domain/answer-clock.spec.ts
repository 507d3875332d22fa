import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerDueOn, extendedDueOn, mayExtend } from './answer-clock.ts'
import { addDays, addMonths, isWeekend } from './calendar.ts'

const anyDay = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10))
const anyHolidays = fc.array(anyDay, { maxLength: 20 })
const easter2026 = ['2026-04-03', '2026-04-06', '2026-05-01']

describe('the month for an answer', () => {
  it.each([
    ['the same date next month', '2026-01-14', '2026-02-14', '2026-02-16'],
    ['the same date next month, a working day', '2026-01-15', '2026-02-15', '2026-02-16'],
    ['a working day as it is', '2026-01-16', '2026-02-16', '2026-02-16'],
    ['the last day where the 31st is missing', '2026-08-31', '2026-09-30', '2026-09-30'],
    ['the last day of February from the 29th', '2027-01-29', '2027-02-28', '2027-03-01'],
    ['the leap day from the 30th', '2028-01-30', '2028-02-29', '2028-02-29'],
    ['the next year from December', '2026-12-31', '2027-01-31', '2027-02-01'],
    ['the working day after a long Easter', '2026-03-03', '2026-04-03', '2026-04-07'],
    ['the working day after a holiday and its weekend', '2026-04-01', '2026-05-01', '2026-05-04'],
    ['the same date across the change to summer time', '2026-03-10', '2026-04-10', '2026-04-10'],
  ])('ends on %s', (_, receivedOn, plainOn, dueOn) => {
    expect(answerDueOn(receivedOn, easter2026)).toEqual({ plainOn, dueOn })
  })

  it('ends on a working day, never before the plain date, with only free days in between', () => {
    fc.assert(
      fc.property(anyDay, anyHolidays, (receivedOn, holidays) => {
        const { plainOn, dueOn } = answerDueOn(receivedOn, holidays)
        const isFree = (on: string) => isWeekend(on) || holidays.includes(on)
        const between = Array.from({ length: 40 }, (_, days) => addDays(plainOn, days)).filter((on) => on < dueOn)

        expect(plainOn).toBe(addMonths(receivedOn, 1))
        expect(isFree(dueOn)).toBe(false)
        expect(dueOn >= plainOn && between.every(isFree)).toBe(true)
      }),
    )
  })
})

describe('the extension by two months', () => {
  it.each([
    ['2026-01-15', '2026-04-15', '2026-04-15'],
    ['2026-01-31', '2026-04-30', '2026-04-30'],
    ['2026-11-30', '2027-02-28', '2027-03-01'],
  ])('is counted from receipt on %s', (receivedOn, plainOn, dueOn) => {
    expect(extendedDueOn(receivedOn, easter2026)).toEqual({ plainOn, dueOn })
  })

  it.each([
    ['the day before receipt', '2026-03-09', false],
    ['the day of receipt', '2026-03-10', true],
    ['the day before the first date', '2026-04-09', true],
    ['the first date', '2026-04-10', false],
    ['the day after', '2026-04-11', false],
  ])('can be told on %s: %s', (_, today, allowed) => {
    expect(mayExtend(today, '2026-03-10')).toBe(allowed)
  })

  it('is not open longer because the first date falls on a weekend', () => {
    expect(mayExtend('2026-02-15', '2026-01-14')).toBe(false)
  })
})
