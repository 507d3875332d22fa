import { problem } from '#contract/problems.ts'
import type { Locale } from '#contract/shared.ts'
import type { Context } from '#server/http/context.ts'
import { accountOfProvenEmail, emailKey } from '#server/modules/accounts/index.ts'
import { queueMail } from '#server/modules/outbox/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { countFailure } from './locks.repository.ts'
import { openSession, type SessionAnswer } from './open-session.ts'
import { clearAccountLock } from './sign-in-locks.ts'

/** Minutes a sign-in link lives. Source: the project's security rules for codes. */
export const LINK_MINUTES = 10
/** Links to one e-mail address within a clock hour; more are silently not sent, so that nobody's mailbox is flooded. */
const LINKS_PER_HOUR = 5
/** Links asked for from one network address within a clock hour: a household or a small office, not a mailing. */
const LINKS_PER_PLACE = 30
const HOUR_MS = 3_600_000

/** Sends a link. Known and unknown addresses do the same work: an account is only made when its address is proven. */
export async function requestSignInLink(
  ports: Ports,
  { email, locale }: { email: string; locale: Locale },
  { address }: Pick<Context, 'address'>,
): Promise<void> {
  const { clock, random, hasher, database, settings } = ports
  const key = await emailKey(ports, email)
  const now = clock.now().getTime()
  const token = random.token()
  const tokenHash = await hasher.sha256(token)
  await database.transaction().execute(async (trx) => {
    const hour = Math.floor(now / HOUR_MS)
    const toAddress = await countFailure(trx, await hasher.keyed(`links-to:${key}:${hour}`), now)
    const fromPlace = await countFailure(trx, await hasher.keyed(`links-from:${address}:${hour}`), now)
    if (toAddress > LINKS_PER_HOUR || fromPlace > LINKS_PER_PLACE) return
    await trx
      .insertInto('sign_in_links')
      .values({
        id: random.id(),
        token_hash: tokenHash,
        email,
        email_key: key,
        locale,
        created_at: now,
        expires_at: now + LINK_MINUTES * 60_000,
        used_at: null,
      })
      .execute()
    const link = `${settings.baseUrl}/${locale}/sign-in#token=${token}`
    await queueMail(trx, ports, {
      accountId: null,
      to: email,
      template: 'sign-in-link',
      locale,
      facts: { link, minutes: LINK_MINUTES, until: new Date(now + LINK_MINUTES * 60_000) },
    })
  })
}

/**
 * Signs in with the link from the mail, once.
 * @throws {ProblemError} session/link-invalid
 */
export async function redeemSignInLink(ports: Ports, token: string, context: Context): Promise<SessionAnswer> {
  const { clock, hasher, database } = ports
  const now = clock.now().getTime()
  const tokenHash = await hasher.sha256(token)
  const account = await database.transaction().execute(async (trx) => {
    const used = await trx
      .updateTable('sign_in_links')
      .set({ used_at: now })
      .where('token_hash', '=', tokenHash)
      .where('used_at', 'is', null)
      .where('expires_at', '>', now)
      .executeTakeFirst()
    if (used.numUpdatedRows !== 1n) throw problem('session/link-invalid')
    const link = await trx.selectFrom('sign_in_links').selectAll().where('token_hash', '=', tokenHash).executeTakeFirstOrThrow()
    return accountOfProvenEmail(ports, trx, link.email, link.locale as Locale)
  })
  await clearAccountLock(ports, account.email_key)
  return openSession(ports, { account, method: 'link', emailKey: account.email_key }, context)
}
