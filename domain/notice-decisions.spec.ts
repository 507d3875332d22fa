import { describe, expect, it } from 'vitest'
import { type AskedVersion, isObjectionable, isOutdatedBy, lastDayToObject, refusalOfAnswer, takesEffectAt } from './notice-decisions.ts'

const version: AskedVersion = {
  effectiveOn: '2026-04-20',
  significance: 'significant',
  isFirst: false,
  isWithdrawn: false,
  isSuperseded: false,
  hasPurposes: true,
}
const berlin = { now: new Date('2026-04-01T09:00:00Z'), zone: 'Europe/Berlin', standing: null }

describe('the end of an objection', () => {
  it.each([
    ['Europe/Berlin', '2026-04-19T22:00:00.000Z'],
    ['Pacific/Kiritimati', '2026-04-19T10:00:00.000Z'],
    ['Pacific/Niue', '2026-04-20T11:00:00.000Z'],
  ])('is the first instant of the day on which the version takes effect, in %s', (zone, instant) => {
    expect(takesEffectAt('2026-04-20', zone).toISOString()).toBe(instant)
  })

  it('is the first instant there is where the clock skips midnight', () => {
    expect(takesEffectAt('2026-09-06', 'America/Santiago').toISOString()).toBe('2026-09-06T04:00:00.000Z')
  })

  it('leaves the day before as the last one', () => {
    expect(lastDayToObject('2026-03-01')).toBe('2026-02-28')
  })

  it.each([
    ['2026-04-18T12:00:00Z', null],
    ['2026-04-19T21:59:59.999Z', null],
    ['2026-04-19T22:00:00Z', 'notice/objection-closed'],
    ['2026-04-21T12:00:00Z', 'notice/objection-closed'],
  ])('divides the day before, the last millisecond, the first one and the day after: at %s the refusal is %s', (now, refusal) => {
    expect(refusalOfAnswer('objected', version, { ...berlin, now: new Date(now) })).toBe(refusal)
  })

  it('is the same after the clocks were put forward in between', () => {
    const spring = { ...version, effectiveOn: '2026-03-30' }

    expect(refusalOfAnswer('objected', spring, { ...berlin, now: new Date('2026-03-29T21:59:59.999Z') })).toBeNull()
    expect(refusalOfAnswer('objected', spring, { ...berlin, now: new Date('2026-03-29T22:00:00Z') })).toBe('notice/objection-closed')
  })
})

describe('what can be answered', () => {
  it.each([
    ['significant', false, true],
    ['legal-duty', false, true],
    ['minor', false, false],
    ['corrigendum', false, false],
    ['significant', true, false],
  ] as const)('a %s version (first: %s) can be objected to: %s', (significance, isFirst, expected) => {
    expect(isObjectionable({ significance, isFirst })).toBe(expected)
  })

  it('is nothing for a withdrawn version, and no acknowledgement for one that was followed', () => {
    expect(refusalOfAnswer('acknowledged', { ...version, isWithdrawn: true }, berlin)).toBe('notice/withdrawn')
    expect(refusalOfAnswer('objected', { ...version, isWithdrawn: true }, berlin)).toBe('notice/withdrawn')
    expect(refusalOfAnswer('acknowledged', { ...version, isSuperseded: true }, berlin)).toBe('notice/superseded')
  })

  it('includes an acknowledgement after the version took effect, and of a mere correction', () => {
    const later = { ...berlin, now: new Date('2026-05-01T09:00:00Z') }

    expect(refusalOfAnswer('acknowledged', version, later)).toBeNull()
    expect(refusalOfAnswer('acknowledged', { ...version, significance: 'corrigendum' }, berlin)).toBeNull()
  })

  it('takes back only an objection, and a second time changes nothing', () => {
    const takeBack = (standing: Parameters<typeof refusalOfAnswer>[2]['standing']) =>
      refusalOfAnswer('taken-back', version, { ...berlin, standing })

    expect([takeBack('objected'), takeBack('partly-refused'), takeBack('taken-back')]).toEqual([null, null, null])
    expect([takeBack(null), takeBack('acknowledged')]).toEqual(['notice/nothing-to-take-back', 'notice/nothing-to-take-back'])
  })

  it('is no partial no where the version changes nothing that rests on consent', () => {
    expect(refusalOfAnswer('partly-refused', { ...version, hasPurposes: false }, berlin)).toBe('notice/no-purposes')
  })
})

describe('a consent and a changed purpose', () => {
  it('part at the instant of the change', () => {
    const changedAt = new Date('2026-04-19T22:00:00Z')

    expect(isOutdatedBy(new Date('2026-04-19T21:59:59.999Z'), changedAt)).toBe(true)
    expect(isOutdatedBy(changedAt, changedAt)).toBe(false)
  })
})
