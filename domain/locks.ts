/** Failures on one account, from wherever, after which only a link sent by e-mail signs in. Source: the project's rulings; NIST allows at most 100. */
export const ACCOUNT_FAILURES_BEFORE_LINK = 20

const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 15 * 60_000

/**
 * How long a pair of account and address waits after its last failure, in milliseconds: one second after the first, doubling, at most
 * 15 minutes.
 * @param failures failures in a row of this pair
 * @throws {RangeError} if `failures` is negative or not whole
 */
export function lockAfterFailures(failures: number): number {
  return checked(failures) === 0 ? 0 : Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), LONGEST_WAIT_MS)
}

/**
 * Whether the account as a whole asks for a link by e-mail.
 * @param failures failures in a row on the account, from all unknown devices together
 * @throws {RangeError} if `failures` is negative or not whole
 */
export function accountNeedsLink(failures: number): boolean {
  return checked(failures) >= ACCOUNT_FAILURES_BEFORE_LINK
}

/** What was counted before this attempt. */
export type SignInFailures = {
  /** Of the pair of account and address; on a known device, of the account and that device, which no stranger can add to. */
  pair: { failures: number; lastFailedAt: Date | null }
  /** Of the account, from all unknown devices together. */
  account: number
  /** Whether this device signed in to this account before. */
  isKnownDevice: boolean
}

/** What an attempt meets. A wait ends at `until`, exclusive. A person sees the same answer as for a wrong password. */
export type SignInLock = { kind: 'open' } | { kind: 'wait'; until: Date } | { kind: 'needs-link' }

/** Whether a password may be tried now. A known device waits for its own failures only: strangers cannot lock it out. */
export function signInLock(counted: SignInFailures, now: Date): SignInLock {
  if (!counted.isKnownDevice && accountNeedsLink(counted.account)) return { kind: 'needs-link' }
  const { failures, lastFailedAt } = counted.pair
  if (lastFailedAt === null) return { kind: 'open' }
  const until = new Date(lastFailedAt.getTime() + lockAfterFailures(failures))
  return now < until ? { kind: 'wait', until } : { kind: 'open' }
}

function checked(failures: number): number {
  if (!Number.isSafeInteger(failures) || failures < 0) throw new RangeError(`failures must be whole and not negative: ${failures}`)
  return failures
}
