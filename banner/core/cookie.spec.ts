import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Answer, OptionalId } from '../types.ts'
import { COOKIE, cookieLine, cookieValues, decodeAnswer, encodeAnswer } from './cookie.ts'

const optional: OptionalId[] = ['preferences', 'statistics', 'advertising']
const answer: Answer = {
  fingerprint: '0123abcd',
  granted: new Set<OptionalId>(['statistics']),
  signal: true,
  decidedAt: new Date('2026-12-09T09:41:00Z'),
  device: '3f1c9a52-7d0e-4b7c-8a55-0f6f3f1e2d4c',
}

describe('the cookie that keeps the answer', () => {
  it('gives back what was written', () => {
    const value = encodeAnswer(answer, optional)

    expect(decodeAnswer(value, optional)).toEqual(answer)
  })

  it('does not depend on the order in which the register lists its categories', () => {
    const value = encodeAnswer(answer, optional)

    expect(decodeAnswer(value, ['advertising', 'statistics', 'preferences'])).toEqual(answer)
  })

  it('is never longer than 120 bytes with its name', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }), fc.uuid(), (decidedAt, device) => {
        const value = encodeAnswer({ ...answer, decidedAt, device }, optional)

        expect(`${COOKIE}=${value}`.length).toBeLessThanOrEqual(120)
      }),
    )
  })

  it.each([
    ['nothing', ''],
    ['another version', '2.0123abcd.010.1.tftftf.3f1c9a527d0e4b7c8a550f6f3f1e2d4c'],
    ['a fingerprint in capitals', '1.0123ABCD.010.1.tftftf.3f1c9a527d0e4b7c8a550f6f3f1e2d4c'],
    ['a bit that is none', '1.0123abcd.012.1.tftftf.3f1c9a527d0e4b7c8a550f6f3f1e2d4c'],
    ['a time that never ends', '1.0123abcd.010.1.zzzzzzzzzzzz.3f1c9a527d0e4b7c8a550f6f3f1e2d4c'],
    ['a device with markup', '1.0123abcd.010.1.tftftf.<script>alert(1)</script>aaaaaaa'],
    ['something more at its end', '1.0123abcd.010.1.tftftf.3f1c9a527d0e4b7c8a550f6f3f1e2d4c.1'],
  ])('takes %s for no answer at all', (_, value) => {
    expect(decodeAnswer(value, optional)).toBeUndefined()
  })

  it('grants nothing when it speaks of another number of categories', () => {
    const value = '1.0123abcd.1111.0.tftftf.3f1c9a527d0e4b7c8a550f6f3f1e2d4c'

    expect(decodeAnswer(value, optional)?.granted.size).toBe(0)
  })

  it('is found among others, and every time it is there', () => {
    expect(cookieValues('a=1; vitrine=one; xvitrine=no; vitrine=two')).toEqual(['one', 'two'])
  })

  it('stays on this website, and on https travels encrypted only', () => {
    expect(cookieLine('v', 60, true)).toBe('vitrine=v; Path=/; Max-Age=60; SameSite=Lax; Secure')
    expect(cookieLine('v', 60, false)).not.toContain('Secure')
  })
})
