import type { z } from '@hono/zod-openapi'
import type { Session, SignInRecord } from '#contract/sessions.ts'
import type { Locale } from '#contract/shared.ts'
import { IDLE_MINUTES } from '#domain/clocks.ts'
import type { Context, Holder, Jar } from '#server/http/context.ts'
import type { AccountRow } from '#server/modules/accounts/index.ts'
import { commit } from '#server/modules/audit/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { endSession, type FoundSession, findSession, insertSession, touchSession } from './sessions.repository.ts'
import { logSignIn, rememberDevice } from './sign-ins.repository.ts'

export type SessionAnswer = z.input<typeof Session>

export const SESSION_COOKIE = 'vitrine-session'
export const DEVICE_COOKIE = 'vitrine-device'
/** A session ends after this many hours, however busy. Source: ASVS 7.3.2 asks for an absolute limit; NIST 800-63B-4 allows 24 hours at AAL1. */
export const SESSION_HOURS = 12
const DEVICE_DAYS = 400
/** Not every request needs a write; the idle lock is counted in minutes. */
const TOUCH_AFTER_MS = 20_000

export interface SignedIn {
  account: AccountRow
  method: 'password' | 'link'
  emailKey: string
}

/** Starts a session for a person who has just proven themselves: a fresh token, the device remembered, the sign-in logged, all in one transaction. */
export async function openSession(ports: Ports, { account, method, emailKey }: SignedIn, context: Context): Promise<SessionAnswer> {
  const { clock, random, hasher } = ports
  const now = clock.now().getTime()
  const token = random.token()
  const deviceId = context.jar.get(DEVICE_COOKIE) ?? random.token()
  const deviceKey = await hasher.keyed(`device:${deviceId}`)
  const id = random.id()
  const tokenHash = await hasher.sha256(token)
  const former = await presentedSession(ports, context.jar)
  await commit(ports, async (trx, record) => {
    if (former) await endSession(trx, former.id, now)
    await insertSession(trx, {
      id,
      token_hash: tokenHash,
      account_id: account.id,
      device_id: deviceKey,
      device: context.device,
      created_at: now,
      seen_at: now,
      authenticated_at: now,
      locked_at: null,
      ended_at: null,
    })
    await rememberDevice(trx, account.id, deviceKey, now)
    await logSignIn(trx, signInRow(ports, { emailKey, accountId: account.id, outcome: 'succeeded', method, deviceKey }, context))
    record({ kind: 'session/opened', subject: `account:${account.id}`, about: id, facts: { method } })
  })
  context.jar.set(SESSION_COOKIE, token, null)
  context.jar.set(DEVICE_COOKIE, deviceId, DEVICE_DAYS * 86_400)
  return describeSession({ account, lockedAt: null, seenAt: now, authenticatedAt: now })
}

export function signInRow(
  { random, clock }: Ports,
  entry: {
    emailKey: string
    accountId: string | null
    outcome: SignInRecord['outcome']
    method: 'password' | 'link'
    deviceKey: string
  },
  { device, address }: Pick<Context, 'device' | 'address'>,
) {
  return {
    id: random.id(),
    email_key: entry.emailKey,
    account_id: entry.accountId,
    outcome: entry.outcome,
    method: entry.method,
    device_id: entry.deviceKey,
    device,
    address,
    occurred_at: clock.now().getTime(),
  }
}

/** The session whose token the caller shows, if it is alive. */
export async function presentedSession({ database, hasher, clock }: Ports, jar: Jar): Promise<FoundSession | undefined> {
  const token = jar.get(SESSION_COOKIE)
  if (!token) return undefined
  const found = await findSession(database, await hasher.sha256(token))
  if (!found) return undefined
  const hasEnded = clock.now().getTime() - found.created_at > SESSION_HOURS * 3_600_000
  return hasEnded ? undefined : found
}

/**
 * Who is behind a session. A request counts as activity unless the page says that it only refreshes (`vitrine-background`), so that
 * a page left open does not keep itself unlocked.
 */
export async function holderOf(ports: Ports, { jar, request }: { jar: Jar; request: Request }): Promise<Holder | null> {
  const found = await presentedSession(ports, jar)
  if (!found) return null
  const now = ports.clock.now().getTime()
  const locked = isLocked(found, now)
  const isActivity = !request.headers.has('vitrine-background')
  if (!locked && isActivity && now - found.seen_at > TOUCH_AFTER_MS) await touchSession(ports.database, found.id, now)
  return {
    kind: 'holder',
    accountId: found.account_id,
    sessionId: found.id,
    email: found.email,
    locale: found.locale as Locale,
    authenticatedAt: new Date(found.authenticated_at),
    locked,
  }
}

export function isLocked({ locked_at, seen_at }: { locked_at: number | null; seen_at: number }, now: number): boolean {
  return locked_at !== null || now - seen_at >= IDLE_MINUTES * 60_000
}

export function describeSession(state: {
  account: Pick<AccountRow, 'id' | 'email' | 'name' | 'locale' | 'password_hash'>
  lockedAt: number | null
  seenAt: number
  authenticatedAt: number
}): SessionAnswer {
  const { account } = state
  return {
    account: {
      id: account.id,
      email: account.email,
      name: account.name,
      locale: account.locale as Locale,
      hasPassword: account.password_hash !== null,
    },
    locked: state.lockedAt !== null,
    authenticatedAt: new Date(state.authenticatedAt).toISOString(),
    locksAt: state.lockedAt === null ? new Date(state.seenAt + IDLE_MINUTES * 60_000).toISOString() : null,
    idleMinutes: IDLE_MINUTES,
  }
}

export const noSession: SessionAnswer = { account: null, locked: false, authenticatedAt: null, locksAt: null, idleMinutes: IDLE_MINUTES }
