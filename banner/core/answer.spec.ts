import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAnswer } from './answer.ts'

const fingerprint = '0123abcd4567ef89'
const device = '3f1c9a52-7d0e-4b7c-8a55-0f6f3f1e2d4c'
const now = 1_796_000_000
const inSixMonths = now + 15_552_000
const written = (bits: string, { end = inSixMonths, flags = 0, print = fingerprint } = {}) =>
  `vitrine=2.${print}.${bits}.${flags}.${end.toString(36)}.${device}`
const read = (line: string) => readAnswer(line, fingerprint, 3, now)

describe('the cookie that keeps the answer', () => {
  it('gives back what was written, among other cookies', () => {
    const text = written('010', { flags: 3 })

    expect(read(`basket=1; ${text}; other=2`)).toEqual({ text, bits: '010', flags: 3, end: inSixMonths })
  })

  it('takes 120 bytes for the most services that there may be', () => {
    expect(written('1'.repeat(46)).length).toBeLessThanOrEqual(120)
  })

  it('counts until its last second, and no longer', () => {
    expect(read(written('111', { end: now + 1 }))).toBeDefined()
    expect(read(written('111', { end: now }))).toBeUndefined()
  })

  it.each([
    ['nothing', ''],
    ['something else that is asked', written('111', { print: 'ffff0000ffff0000' })],
    ['another number of services', written('1111')],
    ['a value of another shape', 'vitrine=2.everything.allowed'],
    ['a cookie whose name ends alike', `my${written('111')}`],
    ['a value with something behind it', `${written('111')}x`],
  ])('is no answer when there is %s', (_, line) => {
    expect(read(line)).toBeUndefined()
  })

  it('allows only what all say when a neighbouring domain has set a second one', () => {
    expect(read(`${written('110')}; ${written('011')}`)?.bits).toBe('010')
  })

  it('never breaks on what it finds', () => {
    fc.assert(fc.property(fc.string(), (line) => readAnswer(line, fingerprint, 3, now) === undefined))
  })
})
