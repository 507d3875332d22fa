import { lockAfterFailures, signInLock } from '#domain/locks.ts'
import type { Ports } from '#server/ports/ports.ts'
import { clearLock, countFailure, lockUntil, readLock } from './locks.repository.ts'

/** Whom an attempt concerns. All keys are keyed hashes: the table tells nobody's address. */
export interface Attempt {
  pairKey: string
  accountKey: string
  isKnownDevice: boolean
}

export async function attemptFor(
  { hasher }: Ports,
  { emailKey, address, deviceKey, isKnownDevice }: { emailKey: string; address: string; deviceKey: string; isKnownDevice: boolean },
): Promise<Attempt> {
  const place = isKnownDevice ? `device:${deviceKey}` : `address:${address}`
  return { pairKey: await hasher.keyed(`pair:${emailKey}:${place}`), accountKey: await hasher.keyed(`account:${emailKey}`), isKnownDevice }
}

/** Whether a password may be tried now. A stranger's failures never close the door to a known device. */
export async function mayTry({ database, clock }: Ports, { pairKey, accountKey, isKnownDevice }: Attempt): Promise<boolean> {
  const pair = await readLock(database, pairKey)
  const account = await readLock(database, accountKey)
  const now = clock.now()
  if (pair.lockedUntil > now.getTime()) return false
  return (
    signInLock({ pair: { failures: pair.failures, lastFailedAt: null }, account: account.failures, isKnownDevice }, now).kind === 'open'
  )
}

export async function recordFailure({ database, clock }: Ports, { pairKey, accountKey, isKnownDevice }: Attempt): Promise<void> {
  const now = clock.now().getTime()
  const failures = await countFailure(database, pairKey, now)
  await lockUntil(database, pairKey, now + lockAfterFailures(failures))
  if (!isKnownDevice) await countFailure(database, accountKey, now)
}

/** The right password clears this pair's count; the account's stays until a link proves the address again. */
export async function recordSuccess({ database }: Ports, { pairKey }: Attempt): Promise<void> {
  await clearLock(database, pairKey)
}

/** A link from the mail proves the address, so strangers' guesses no longer count against the account. */
export async function clearAccountLock({ database, hasher }: Ports, emailKey: string): Promise<void> {
  await clearLock(database, await hasher.keyed(`account:${emailKey}`))
}
