import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BODY_DAYS, METADATA_DAYS } from './clocks.ts'
import { leavesAt, type Retention, whenBand } from './retention.ts'

const ground = { en: 'Tax law asks for invoices', de: 'Das Steuerrecht verlangt Rechnungen' }
const anyInstant = fc.date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })

describe('how long a record stays', () => {
  it.each([
    ['message texts 7 days of 24 hours', { kind: 'days', days: BODY_DAYS }, '2026-03-27T13:30:00.001Z', '2026-04-03T13:30:00.001Z'],
    ['message metadata 30 days of 24 hours', { kind: 'days', days: METADATA_DAYS }, '2026-12-31T23:59:59.999Z', '2027-01-30T23:59:59.999Z'],
    ['support 12 calendar months', { kind: 'months', months: 12 }, '2028-02-29T08:00:00Z', '2029-02-28T08:00:00Z'],
    ['a month from the 31st', { kind: 'months', months: 1 }, '2026-01-31T08:00:00Z', '2026-02-28T08:00:00Z'],
    [
      'invoices 7 years from the end of their calendar year',
      { kind: 'years', years: 7, ground },
      '2026-05-04T08:00:00Z',
      '2034-01-01T00:00:00Z',
    ],
  ] as const)('%s', (_, retention, recordedAt, leaves) => {
    expect(leavesAt(new Date(recordedAt), retention)).toEqual(new Date(leaves))
  })

  it('counts exactly 24 hours a day across a change of the clock', () => {
    const leaves = leavesAt(new Date('2026-03-28T12:00:00+01:00'), { kind: 'days', days: 1 })

    expect(leaves).toEqual(new Date('2026-03-29T13:00:00+02:00'))
  })

  it.each([{ kind: 'while-account-open' }, { kind: 'until-removed' }] as const)(
    'has no date where the person decides: $kind',
    (retention) => {
      expect(leavesAt(new Date('2026-01-01T00:00:00Z'), retention)).toBeNull()
    },
  )

  it.each([-1, 0.5, Number.NaN])('refuses a period of %s', (count) => {
    expect(() => leavesAt(new Date('2026-01-01T00:00:00Z'), { kind: 'days', days: count })).toThrow(RangeError)
    expect(() => leavesAt(new Date('2026-01-01T00:00:00Z'), { kind: 'months', months: count })).toThrow(RangeError)
  })

  it('is the number of days times 24 hours, for every record', () => {
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: 0, max: 4000 }), (recordedAt, days) => {
        expect(Number(leavesAt(recordedAt, { kind: 'days', days })) - recordedAt.getTime()).toBe(days * 86_400_000)
      }),
    )
  })
})

describe('the chart of what leaves when', () => {
  const now = new Date('2026-01-01T00:00:00Z')
  const days: Retention = { kind: 'days', days: 30 }

  it.each([
    ['a record that waits for the sweep', '2025-12-31T00:00:00Z', 'within7'],
    ['a record in exactly 7 days', '2026-01-08T00:00:00Z', 'within7'],
    ['a millisecond more', '2026-01-08T00:00:00.001Z', 'within30'],
    ['a record in exactly 30 days', '2026-01-31T00:00:00Z', 'within30'],
    ['a millisecond more than 30 days', '2026-01-31T00:00:00.001Z', 'within12Months'],
    ['a record in exactly 12 months', '2027-01-01T00:00:00Z', 'within12Months'],
    ['a millisecond more than 12 months', '2027-01-01T00:00:00.001Z', 'later'],
  ])('puts %s where a reader looks for it', (_, leaves, band) => {
    expect(whenBand(now, new Date(leaves), days)).toBe(band)
  })

  it('shows what the law keeps apart, however soon it leaves', () => {
    expect(whenBand(now, new Date('2026-01-02T00:00:00Z'), { kind: 'years', years: 7, ground })).toBe('byLaw')
  })

  it.each([{ kind: 'while-account-open' }, { kind: 'until-removed' }] as const)('shows what waits for your word: $kind', (retention) => {
    expect(whenBand(now, leavesAt(now, retention), retention)).toBe('whenYouSay')
  })
})
