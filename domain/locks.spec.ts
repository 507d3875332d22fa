import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ACCOUNT_FAILURES_BEFORE_LINK, accountNeedsLink, lockAfterFailures, type SignInFailures, signInLock } from './locks.ts'

const lastFailedAt = new Date('2026-01-01T12:00:00Z')
const msLater = (ms: number) => new Date(lastFailedAt.getTime() + ms)

function counted(over: Partial<SignInFailures>): SignInFailures {
  return { pair: { failures: 4, lastFailedAt }, account: 4, isKnownDevice: false, ...over }
}

describe('the wait after failed sign-ins', () => {
  it.each([
    [0, 0],
    [1, 1_000],
    [2, 2_000],
    [5, 16_000],
    [10, 512_000],
    [11, 900_000],
    [5000, 900_000],
  ])('after %i failures is %i ms', (failures, wait) => {
    expect(lockAfterFailures(failures)).toBe(wait)
  })

  it('is never shorter after one failure more', () => {
    fc.assert(
      fc.property(fc.nat(3000), (failures) => {
        expect(lockAfterFailures(failures + 1)).toBeGreaterThanOrEqual(lockAfterFailures(failures))
      }),
    )
  })

  it.each([-1, 1.5, Number.NaN])('refuses to count %d failures', (failures) => {
    expect(() => lockAfterFailures(failures)).toThrow(RangeError)
    expect(() => accountNeedsLink(failures)).toThrow(RangeError)
  })

  it.each([
    ['the moment before it ends', 7_999, { kind: 'wait', until: msLater(8_000) }],
    ['when it ends', 8_000, { kind: 'open' }],
  ])('holds %s', (_, ms, lock) => {
    expect(signInLock(counted({}), msLater(ms))).toEqual(lock)
  })

  it('does not exist before the first failure', () => {
    expect(signInLock(counted({ pair: { failures: 0, lastFailedAt: null }, account: 0 }), lastFailedAt)).toEqual({ kind: 'open' })
  })
})

describe('an account that many try to open', () => {
  it.each([
    [ACCOUNT_FAILURES_BEFORE_LINK - 1, 'open'],
    [ACCOUNT_FAILURES_BEFORE_LINK, 'needs-link'],
  ])('after %i failures from anywhere is %s', (account, kind) => {
    expect(signInLock(counted({ pair: { failures: 0, lastFailedAt: null }, account }), lastFailedAt)).toEqual({ kind })
  })

  it('stays open to a known device, whatever strangers do', () => {
    const strangers = counted({ pair: { failures: 0, lastFailedAt: null }, account: 100_000, isKnownDevice: true })

    expect(signInLock(strangers, lastFailedAt)).toEqual({ kind: 'open' })
  })

  it('lets a known device wait for its own failures', () => {
    expect(signInLock(counted({ isKnownDevice: true }), msLater(1))).toEqual({ kind: 'wait', until: msLater(8_000) })
  })
})
