import { describe, expect, it } from 'vitest'
import type { Answer, OptionalId } from '../types.ts'
import { encodeAnswer } from './cookie.ts'
import { allowedBy, endsAt, type Question, standingOf } from './standing.ts'

const optional: OptionalId[] = ['preferences', 'statistics', 'advertising']
const question: Question = { fingerprint: '0123abcd', optional, months: 6 }
const decidedAt = new Date('2026-12-09T09:41:00Z')
const device = '3f1c9a52-7d0e-4b7c-8a55-0f6f3f1e2d4c'
const no: Answer = { fingerprint: '0123abcd', granted: new Set(), signal: false, decidedAt, device }
const yes: Answer = { ...no, granted: new Set(optional) }
const written = (answer: Answer) => encodeAnswer(answer, optional)

describe('when a visitor is asked', () => {
  it('asks on the first visit', () => {
    expect(standingOf([], question, decidedAt)).toEqual({ state: 'to-ask', why: 'first' })
  })

  it.each([
    ['a yes', yes],
    ['a no', no],
  ])('does not ask again while %s is less than six months old', (_, answer) => {
    const lastMoment = new Date('2027-06-09T09:40:59Z')

    expect(standingOf([written(answer)], question, lastMoment).state).toBe('answered')
  })

  it.each([
    ['a yes', yes],
    ['a no', no],
  ])('asks again once %s is six months old', (_, answer) => {
    const sixMonthsLater = new Date('2027-06-09T09:41:00Z')

    expect(standingOf([written(answer)], question, sixMonthsLater)).toEqual({ state: 'to-ask', why: 'ended', device })
  })

  it('asks again when other purposes or companies are asked about', () => {
    const changed = { ...question, fingerprint: 'ffff0000' }

    expect(standingOf([written(yes)], changed, decidedAt)).toEqual({ state: 'to-ask', why: 'changed', device })
  })

  it('ignores an answer from the future', () => {
    const forged = written({ ...yes, decidedAt: new Date('2036-12-09T09:41:00Z') })

    expect(standingOf([forged], question, decidedAt).state).toBe('to-ask')
  })

  it('ignores a value nobody here has written', () => {
    expect(standingOf(['1.everything.allowed'], question, decidedAt)).toEqual({ state: 'to-ask', why: 'first' })
  })

  it('allows only what all say when a neighbouring domain has set a second cookie', () => {
    const standing = standingOf([written(yes), written({ ...no, granted: new Set<OptionalId>(['statistics']) })], question, decidedAt)

    expect([...allowedBy(standing, false)]).toEqual(['statistics'])
  })
})

describe('six months', () => {
  it.each([
    ['2026-12-09T09:41:00.000Z', '2027-06-09T09:41:00.000Z'],
    ['2026-08-31T12:00:00.000Z', '2027-02-28T12:00:00.000Z'],
    ['2027-08-31T12:00:00.000Z', '2028-02-29T12:00:00.000Z'],
    ['2026-03-31T23:59:59.000Z', '2026-09-30T23:59:59.000Z'],
  ])('from %s end at %s', (from, to) => {
    expect(endsAt(new Date(from), 6).toISOString()).toBe(to)
  })
})

describe('Global Privacy Control', () => {
  it('allows nothing on its own', () => {
    expect(allowedBy({ state: 'to-ask', why: 'first' }, true).size).toBe(0)
  })

  it('keeps advertising off although an earlier answer allowed it', () => {
    const allowed = allowedBy({ state: 'answered', answer: yes }, true)

    expect([...allowed]).toEqual(['preferences', 'statistics'])
  })

  it('gives way to an explicit yes given while it was sent', () => {
    const allowed = allowedBy({ state: 'answered', answer: { ...yes, signal: true } }, true)

    expect([...allowed]).toEqual(optional)
  })
})
