import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, alarmsAt, dayIn, daysLeft, dueAt, FORWARD_DAYS, OPT_OUT_DAYS, startOfDay } from './clocks.ts'

const zones = [
  'Pacific/Pago_Pago',
  'America/St_Johns',
  'America/Santiago',
  'Europe/Berlin',
  'Africa/Cairo',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
]
const anyZone = fc.constantFrom(...zones)
const anyInstant = fc.date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
const anyDays = fc.integer({ min: 0, max: 400 })

function berlin(local: string): Date {
  return new Date(Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/Berlin').epochMilliseconds)
}

describe('the opt-out clock', () => {
  it('starts on the day of receipt and ends when the tenth day ends', () => {
    const due = dueAt(berlin('2026-05-04T15:00'), OPT_OUT_DAYS, 'Europe/Berlin')

    expect(due).toEqual(berlin('2026-05-15T00:00'))
  })

  it('ends at midnight by the clock on the wall when summer time begins in between', () => {
    const due = dueAt(berlin('2026-03-27T15:00'), OPT_OUT_DAYS, 'Europe/Berlin')

    expect(due.toISOString()).toBe('2026-04-06T22:00:00.000Z')
  })

  it('ends at midnight by the clock on the wall when winter time begins in between', () => {
    const due = dueAt(berlin('2026-10-20T15:00'), OPT_OUT_DAYS, 'Europe/Berlin')

    expect(due.toISOString()).toBe('2026-10-30T23:00:00.000Z')
  })

  it.each([
    ['the first moment of a day', '2026-05-04T00:00:00', '2026-05-15T00:00'],
    ['the last moment of a day', '2026-05-04T23:59:59.999', '2026-05-15T00:00'],
    ['the last moment of the day before', '2026-05-03T23:59:59.999', '2026-05-14T00:00'],
    ['the last moment of a year', '2026-12-31T23:59:59.999', '2027-01-11T00:00'],
    ['a day before a leap day', '2028-02-28T12:00', '2028-03-10T00:00'],
    ['the same day in a common year', '2027-02-28T12:00', '2027-03-11T00:00'],
  ])('counts whole days from %s', (_, receivedAt, due) => {
    expect(dueAt(berlin(receivedAt), OPT_OUT_DAYS, 'Europe/Berlin')).toEqual(berlin(due))
  })

  it.each([
    ['Pacific/Pago_Pago', '2026-04-07T11:00:00.000Z'],
    ['Europe/Berlin', '2026-04-06T22:00:00.000Z'],
    ['Pacific/Kiritimati', '2026-04-07T10:00:00.000Z'],
  ])("counts the operator's days in %s", (zone, due) => {
    expect(dueAt(new Date('2026-03-27T14:00:00Z'), OPT_OUT_DAYS, zone).toISOString()).toBe(due)
  })

  it('ends after the gap where the clock skips midnight', () => {
    const due = dueAt(new Date('2026-08-26T12:00:00Z'), OPT_OUT_DAYS, 'America/Santiago')

    expect(due.toISOString()).toBe('2026-09-06T04:00:00.000Z')
  })

  it('ends on the day of receipt when it has no days', () => {
    expect(dueAt(berlin('2026-05-04T15:00'), 0, 'Europe/Berlin')).toEqual(berlin('2026-05-05T00:00'))
  })

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses to count %s days', (days) => {
    expect(() => dueAt(berlin('2026-05-04T15:00'), days, 'Europe/Berlin')).toThrow(RangeError)
  })

  it('refuses a zone nobody knows and a moment that is none', () => {
    expect(() => dueAt(berlin('2026-05-04T15:00'), 1, 'Europe/Atlantis')).toThrow(RangeError)
    expect(() => dueAt(new Date(Number.NaN), 1, 'Europe/Berlin')).toThrow(RangeError)
  })
})

describe('every clock that counts days', () => {
  it('ends at the start of a day in the zone, whatever the zone and the season', () => {
    fc.assert(
      fc.property(anyInstant, anyDays, anyZone, (receivedAt, days, zone) => {
        const due = dueAt(receivedAt, days, zone)

        expect(startOfDay(dayIn(due, zone), zone)).toEqual(due)
      }),
    )
  })

  it('has its last day exactly that many days after the day of receipt', () => {
    fc.assert(
      fc.property(anyInstant, anyDays, anyZone, (receivedAt, days, zone) => {
        const lastMoment = new Date(dueAt(receivedAt, days, zone).getTime() - 1)

        expect(dayIn(lastMoment, zone)).toBe(addDays(dayIn(receivedAt, zone), days))
      }),
    )
  })

  it('never ends earlier for a request that came later', () => {
    fc.assert(
      fc.property(anyInstant, anyInstant, anyDays, anyZone, (one, other, days, zone) => {
        const [earlier, later] = [one, other]
          .sort((a, b) => Number(a) - Number(b))
          .map((receivedAt) => dueAt(receivedAt, days, zone).getTime())

        expect(earlier).toBeLessThanOrEqual(later!)
      }),
    )
  })
})

describe('the days that are left', () => {
  const due = dueAt(berlin('2026-03-27T15:00'), FORWARD_DAYS, 'Europe/Berlin')

  it.each([
    ['on the day of receipt', '2026-03-27T15:00', 7],
    ['the day before the last', '2026-04-02T23:59', 1],
    ['on the last day', '2026-04-03T00:00', 0],
    ['in the last minute', '2026-04-03T23:59', 0],
    ['the day after', '2026-04-04T00:00', -1],
  ])('are counted in calendar days %s', (_, now, left) => {
    expect(daysLeft(berlin(now), due, 'Europe/Berlin')).toBe(left)
  })

  it('are all the days of the clock on the day of receipt, in every zone', () => {
    fc.assert(
      fc.property(anyInstant, anyDays, anyZone, (receivedAt, days, zone) => {
        expect(daysLeft(receivedAt, dueAt(receivedAt, days, zone), zone)).toBe(days)
      }),
    )
  })
})

describe('the alarms', () => {
  it('ring at 50, 80 and 100 per cent of the time', () => {
    const alarms = alarmsAt(new Date('2026-01-01T00:00:00Z'), new Date('2026-01-11T00:00:00Z'))

    expect(alarms).toEqual({
      half: new Date('2026-01-06T00:00:00Z'),
      most: new Date('2026-01-09T00:00:00Z'),
      due: new Date('2026-01-11T00:00:00Z'),
    })
  })

  it('ring in order and within the time', () => {
    fc.assert(
      fc.property(anyInstant, anyDays, anyZone, (receivedAt, days, zone) => {
        const { half, most, due } = alarmsAt(receivedAt, dueAt(receivedAt, days, zone))

        expect([receivedAt, half, most, due].map(Number)).toEqual([receivedAt, half, most, due].map(Number).sort((a, b) => a - b))
      }),
    )
  })

  it('refuse a due date before the receipt', () => {
    expect(() => alarmsAt(new Date('2026-01-02T00:00:00Z'), new Date('2026-01-01T00:00:00Z'))).toThrow(RangeError)
  })
})

describe('the calendar day of an instant', () => {
  it.each([
    ['Pacific/Pago_Pago', '2026-01-01T10:59:59Z', '2025-12-31'],
    ['Pacific/Pago_Pago', '2026-01-01T11:00:00Z', '2026-01-01'],
    ['UTC', '2025-12-31T23:59:59.999Z', '2025-12-31'],
    ['Pacific/Kiritimati', '2025-12-31T09:59:59Z', '2025-12-31'],
    ['Pacific/Kiritimati', '2025-12-31T10:00:00Z', '2026-01-01'],
  ])('is the day in %s at %s', (zone, at, day) => {
    expect(dayIn(new Date(at), zone)).toBe(day)
  })

  it('agrees with the calendar of the runtime', () => {
    fc.assert(
      fc.property(anyInstant, anyZone, (at, zone) => {
        const day = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate().toString()

        expect(dayIn(at, zone)).toBe(day)
      }),
    )
  })
})
