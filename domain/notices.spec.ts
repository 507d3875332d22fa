import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { earliestEffectiveOn, mayObject, mayPublish, type Publication, versionInForce, versionStatus } from './notices.ts'

const zone = 'Europe/Berlin'
const publishedAt = new Date('2018-08-31T10:00:00Z')
const existing = [{ effectiveOn: '2018-05-25' }]

function publication(over: Partial<Publication>): Publication {
  return { publishedAt, effectiveOn: '2018-09-30', significance: 'significant', reason: null, existing, ...over }
}

describe("the 30 days' notice of a change", () => {
  it.each([
    ['Pacific/Pago_Pago', '2018-08-31T12:00:00-11:00'],
    ['America/St_Johns', '2018-08-31T00:00:00-02:30'],
    ['Europe/Berlin', '2018-08-31T23:59:59+02:00'],
    ['Asia/Kathmandu', '2018-08-31T00:00:00+05:45'],
    ['Pacific/Kiritimati', '2018-08-31T00:00:00+14:00'],
  ])('runs from 31 August 2018 to 30 September 2018 in %s', (there, at) => {
    expect(earliestEffectiveOn(new Date(at), there)).toBe('2018-09-30')
  })

  it.each([
    ['across the change to summer time', '2026-03-15T22:30:00Z', '2026-04-14'],
    ['across the end of the year', '2026-12-31T22:59:59Z', '2027-01-30'],
    ['over a leap day', '2028-01-31T12:00:00Z', '2028-03-01'],
    ['from the new day, one second after midnight', '2018-08-30T22:00:01Z', '2018-09-30'],
    ['from the old day, one second before midnight', '2018-08-30T21:59:59Z', '2018-09-29'],
  ])('runs %s', (_, at, earliest) => {
    expect(earliestEffectiveOn(new Date(at), zone)).toBe(earliest)
  })

  it('is 30 calendar days wherever the operator is', () => {
    const anyDate = fc.date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2099-01-01T00:00:00Z'), noInvalidDate: true })
    const anyZone = fc.constantFrom('Pacific/Pago_Pago', 'America/Santiago', zone, 'Pacific/Chatham', 'Pacific/Kiritimati')

    fc.assert(
      fc.property(anyDate, anyZone, (at, there) => {
        const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(there).toPlainDate()

        expect(earliestEffectiveOn(at, there)).toBe(local.add({ days: 30 }).toString())
      }),
    )
  })
})

describe('publishing a version', () => {
  it.each(['significant', 'minor'] as const)(
    'refuses a %s change the day before 30 days are over, and says which day is free',
    (significance) => {
      expect(mayPublish(publication({ significance, effectiveOn: '2018-09-29' }), zone)).toEqual({
        allowed: false,
        code: 'notice/too-soon',
        earliestOn: '2018-09-30',
      })
    },
  )

  it.each(['2018-09-30', '2018-10-01'])('allows a significant change on %s', (effectiveOn) => {
    expect(mayPublish(publication({ effectiveOn }), zone)).toEqual({ allowed: true })
  })

  it.each(['corrigendum', 'legal-duty'] as const)('lets a %s apply at once with its reason on record', (significance) => {
    expect(mayPublish(publication({ significance, effectiveOn: '2018-08-31', reason: 'A court ruled so' }), zone)).toEqual({
      allowed: true,
    })
  })

  it.each([null, '', '  '])('refuses an earlier date whose reason is %j', (reason) => {
    expect(mayPublish(publication({ significance: 'corrigendum', effectiveOn: '2018-08-31', reason }), zone)).toEqual({
      allowed: false,
      code: 'notice/reason-missing',
    })
  })

  it('does not let a reason shorten the notice of a significant change', () => {
    expect(mayPublish(publication({ effectiveOn: '2018-09-01', reason: 'We are in a hurry' }), zone)).toMatchObject({
      code: 'notice/too-soon',
    })
  })

  it('refuses a day that is taken', () => {
    const taken = [...existing, { effectiveOn: '2018-09-30' }]

    expect(mayPublish(publication({ existing: taken }), zone)).toEqual({ allowed: false, code: 'notice/date-taken' })
  })

  it('refuses a day before the publication, even for the first version', () => {
    expect(mayPublish(publication({ existing: [], effectiveOn: '2018-08-30' }), zone)).toEqual({
      allowed: false,
      code: 'notice/in-the-past',
    })
  })

  it('lets the first version apply on the day of publication', () => {
    expect(mayPublish(publication({ existing: [], effectiveOn: '2018-08-31' }), zone)).toEqual({ allowed: true })
  })

  it('refuses a day that does not exist', () => {
    expect(() => mayPublish(publication({ effectiveOn: '2018-09-31' }), zone)).toThrow(RangeError)
  })
})

describe('the version in force', () => {
  const versions = [{ effectiveOn: '2026-03-01' }, { effectiveOn: '2024-01-01' }, { effectiveOn: '2026-07-01' }]

  it.each([
    ['before the first', '2023-12-31', undefined],
    ['the day before the change', '2026-02-28', '2024-01-01'],
    ['the day of the change', '2026-03-01', '2026-03-01'],
    ['the day after', '2026-03-02', '2026-03-01'],
    ['long after the last', '2030-01-01', '2026-07-01'],
  ])('%s is the newest that took effect', (_, on, effectiveOn) => {
    expect(versionInForce(versions, on)?.effectiveOn).toBe(effectiveOn)
  })

  it('stands between past and upcoming ones', () => {
    expect(versionStatus(versions, '2026-06-30')).toEqual([
      { version: versions[0], status: 'in-force' },
      { version: versions[1], status: 'past' },
      { version: versions[2], status: 'upcoming' },
    ])
  })
})

describe('objecting to a change', () => {
  it.each([
    ['the day before it takes effect', '2026-06-30', true],
    ['the day it takes effect', '2026-07-01', false],
    ['the day after', '2026-07-02', false],
  ])('is open on %s: %s', (_, today, open) => {
    expect(mayObject({ effectiveOn: '2026-07-01' }, today)).toBe(open)
  })
})
