import { describe, expect, it } from 'vitest'
import { retryAfterMs } from './retry-after.ts'

const now = new Date('2026-12-09T09:41:00Z')

describe('the wait that a system asks for', () => {
  it.each([
    ['120', 120_000],
    ['0', 0],
    ['Wed, 09 Dec 2026 09:42:30 GMT', 90_000],
    ['Wed, 09 Dec 2026 09:00:00 GMT', 0],
    ['soon', null],
    ['-5', null],
    ['1e9', null],
    [null, null],
  ])('reads %s as %s milliseconds', (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected)
  })
})
