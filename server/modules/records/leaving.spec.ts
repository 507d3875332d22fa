import { describe, expect, it } from 'vitest'
import { departures } from './leaving.ts'

const now = new Date('2026-12-09T09:41:00Z')
const one = (on: string, records = 1) => ({ total: records, days: [{ on, records }] })
const none = { within7: 0, within30: 0, within12Months: 0, later: 0, whenYouSay: 0, byLaw: 0 }

describe('what leaves when', () => {
  it.each([
    ['recorded today and kept 7 days', '2026-12-09', 7, 'within7'],
    ['leaving on the seventh day from today', '2026-11-16', 30, 'within7'],
    ['leaving on the eighth day from today', '2026-11-17', 30, 'within30'],
    ['recorded today and kept 30 days', '2026-12-09', 30, 'within30'],
    ['past its time, waiting for the sweep', '2026-10-01', 30, 'within7'],
  ] as const)('puts a record %s into its band', (_, on, days, band) => {
    expect(departures([one(on)], { kind: 'days', days }, now).leaving).toEqual({ ...none, [band]: 1 })
  })

  it('keeps apart what the person decides and what the law decides', () => {
    const ground = { en: 'A law' }

    expect(departures([one('2024-01-01', 5)], { kind: 'until-removed' }, now)).toEqual({ leaving: { ...none, whenYouSay: 5 }, next: null })
    expect(departures([one('2024-01-01', 5)], { kind: 'years', years: 7, ground }, now)).toEqual({
      leaving: { ...none, byLaw: 5 },
      next: { on: '2032-01-01', records: 5 },
    })
  })

  it('tells the first day on which something leaves, from all collections together', () => {
    const counts = [
      { total: 5, days: [{ on: '2026-11-12', records: 2 }, { on: '2026-11-20', records: 3 }] }, // biome-ignore format: a table
      one('2026-11-12', 4),
    ]

    expect(departures(counts, { kind: 'days', days: 30 }, now).next).toEqual({ on: '2026-12-12', records: 6 })
  })

  it('lets what is past its time leave today', () => {
    expect(departures([one('2026-10-01', 3)], { kind: 'days', days: 30 }, now).next).toEqual({ on: '2026-12-09', records: 3 })
  })

  it('counts a record without a time of its own as new', () => {
    expect(departures([{ total: 2, days: [] }], { kind: 'months', months: 12 }, now)).toEqual({
      leaving: { ...none, within12Months: 2 },
      next: null,
    })
  })
})
