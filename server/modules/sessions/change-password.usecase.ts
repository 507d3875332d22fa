import { problem } from '#contract/problems.ts'
import { checkPassword, normalizedPassword } from '#domain/passwords.ts'
import type { Context, Holder } from '#server/http/context.ts'
import { emailKey, setPasswordHash } from '#server/modules/accounts/index.ts'
import { commit } from '#server/modules/audit/index.ts'
import { queueMail } from '#server/modules/outbox/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { knownPasswords } from './known-passwords.ts'
import { presentedSession, type SessionAnswer, signInRow } from './open-session.ts'
import { endOtherSessions } from './sessions.repository.ts'
import { readSession } from './sessions.usecases.ts'
import { logSignIn } from './sign-ins.repository.ts'

/**
 * Gives an account a new password, or its first one. Every other session ends in the same transaction, the change stands in the sign-in log,
 * and the account is told by mail: whoever did not do this must learn of it.
 * @throws {ProblemError} `password/refused` with everything that is wrong with it; the password itself is never repeated
 */
export async function changePassword(ports: Ports, password: string, context: Context<Holder>): Promise<SessionAnswer> {
  const { clock, content, settings } = ports
  const { accountId, sessionId, email, locale } = context.caller
  const { name } = content.organisation
  const blocklist = new Set([...knownPasswords, name.toLowerCase()])
  const faults = checkPassword(password, { profile: 'nist', hasSecondFactor: false, blocklist, email })
  if (faults.length > 0) throw problem('password/refused', { faults })
  const session = await presentedSession(ports, context.jar)
  if (!session) throw problem('session/required')
  const hash = await ports.passwords.hash(normalizedPassword(password))
  const key = await emailKey(ports, email)
  const now = clock.now().getTime()
  await commit(ports, async (trx, record) => {
    await setPasswordHash(trx, accountId, hash)
    await endOtherSessions(trx, { accountId, sessionId, at: now })
    const entry = { emailKey: key, accountId, outcome: 'password-changed', method: 'password', deviceKey: session.device_id } as const
    await logSignIn(trx, signInRow(ports, entry, context))
    const facts = { link: `${settings.baseUrl}/${locale}/me/security` }
    await queueMail(trx, ports, { accountId, to: email, template: 'password-changed', locale, facts })
    record({ kind: 'account/password-changed', subject: `account:${accountId}`, about: accountId })
  })
  return readSession(ports, context)
}
