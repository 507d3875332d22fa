import { problem } from '#contract/problems.ts'
import { normalizedPassword } from '#domain/passwords.ts'
import type { Caller, Context, Holder, Jar } from '#server/http/context.ts'
import { emailKey, findAccountByEmailKey } from '#server/modules/accounts/index.ts'
import { commit } from '#server/modules/audit/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import {
  DEVICE_COOKIE,
  describeSession,
  holderOf,
  isLocked,
  noSession,
  openSession,
  presentedSession,
  SESSION_COOKIE,
  type SessionAnswer,
  signInRow,
} from './open-session.ts'
import { endSession, lockSessionRow, renewSession } from './sessions.repository.ts'
import { attemptFor, mayTry, recordFailure, recordSuccess } from './sign-in-locks.ts'
import { isKnownDevice, logSignIn } from './sign-ins.repository.ts'

/** Who calls: the operator by token, an account holder by cookie, else a visitor. */
export async function recogniseCaller(ports: Ports, { jar, request }: { jar: Jar; request: Request }): Promise<Caller> {
  if (await showsOperatorToken(ports, request)) return { kind: 'operator' }
  return (await holderOf(ports, { jar, request })) ?? { kind: 'visitor' }
}

async function showsOperatorToken({ settings, hasher }: Ports, request: Request): Promise<boolean> {
  const shown = request.headers.get('authorization')
  if (!settings.operatorToken || !shown) return false
  // Hashes are compared, so that the time of the comparison tells nothing about the token.
  return (await hasher.sha256(shown)) === (await hasher.sha256(`Bearer ${settings.operatorToken}`))
}

/**
 * Signs in with e-mail and password. Unknown address, wrong password and a lock all answer alike and cost the same hash.
 * @throws {ProblemError} session/wrong-credentials
 */
export async function signInWithPassword(
  ports: Ports,
  { email, password }: { email: string; password: string },
  context: Context,
): Promise<SessionAnswer> {
  const { database, passwords, hasher } = ports
  const key = await emailKey(ports, email)
  const account = await findAccountByEmailKey(database, key)
  const deviceKey = await hasher.keyed(`device:${context.jar.get(DEVICE_COOKIE) ?? 'none'}`)
  const known = await isKnownDevice(database, account?.id ?? 'none', deviceKey)
  const attempt = await attemptFor(ports, { emailKey: key, address: context.address, deviceKey, isKnownDevice: known })
  const isOpen = await mayTry(ports, attempt)
  const fits = await passwords.verify(normalizedPassword(password), account?.password_hash ?? null)
  if (account && fits && isOpen) {
    await recordSuccess(ports, attempt)
    return openSession(ports, { account, method: 'password', emailKey: key }, context)
  }
  if (isOpen) await recordFailure(ports, attempt)
  const outcome = isOpen ? 'failed' : 'locked'
  await logSignIn(
    database,
    signInRow(ports, { emailKey: key, accountId: account?.id ?? null, outcome, method: 'password', deviceKey }, context),
  )
  throw problem('session/wrong-credentials')
}

export async function readSession(ports: Ports, { jar }: Context): Promise<SessionAnswer> {
  const found = await presentedSession(ports, jar)
  if (!found) return noSession
  return describe(found, isLocked(found, ports.clock.now().getTime()))
}

export async function signOut(ports: Ports, { caller, jar }: Context): Promise<void> {
  if (caller.kind === 'holder') {
    await commit(ports, async (trx, record) => {
      await endSession(trx, caller.sessionId, ports.clock.now().getTime())
      record({ kind: 'session/ended', subject: `account:${caller.accountId}`, about: caller.sessionId })
    })
  }
  jar.remove(SESSION_COOKIE)
}

export async function lockSession(ports: Ports, { caller, jar }: Context<Holder>): Promise<SessionAnswer> {
  await lockSessionRow(ports.database, caller.sessionId, ports.clock.now().getTime())
  const found = await presentedSession(ports, jar)
  return found ? describe(found, true) : noSession
}

/**
 * Proves again that it is the account holder; unlocks a locked session. The token changes, so that a stolen one dies.
 * @throws {ProblemError} session/wrong-credentials
 */
export async function reauthenticate(ports: Ports, password: string, { caller, jar, address }: Context<Holder>): Promise<SessionAnswer> {
  const found = await presentedSession(ports, jar)
  if (!found) throw problem('session/required')
  const attempt = await attemptFor(ports, {
    emailKey: `session:${caller.sessionId}`,
    address,
    deviceKey: found.device_id,
    isKnownDevice: true,
  })
  const isOpen = await mayTry(ports, attempt)
  const fits = await ports.passwords.verify(normalizedPassword(password), found.password_hash)
  if (!isOpen || !fits) {
    if (isOpen) await recordFailure(ports, attempt)
    throw problem('session/wrong-credentials')
  }
  await recordSuccess(ports, attempt)
  const now = ports.clock.now().getTime()
  const token = ports.random.token()
  const tokenHash = await ports.hasher.sha256(token)
  await commit(ports, async (trx, record) => {
    await renewSession(trx, caller.sessionId, { tokenHash, at: now })
    record({ kind: 'session/proven-again', subject: `account:${caller.accountId}`, about: caller.sessionId })
  })
  jar.set(SESSION_COOKIE, token, null)
  return describe({ ...found, seen_at: now, authenticated_at: now }, false)
}

function describe(found: NonNullable<Awaited<ReturnType<typeof presentedSession>>>, locked: boolean): SessionAnswer {
  return describeSession({
    account: { ...found, id: found.account_id },
    lockedAt: locked ? found.seen_at : null,
    seenAt: found.seen_at,
    authenticatedAt: found.authenticated_at,
  })
}
