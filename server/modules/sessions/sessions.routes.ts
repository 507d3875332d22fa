import * as routes from '#contract/sessions.ts'
import type { Context } from '#server/http/context.ts'
import { decodeCursor, encodeCursor } from '#server/http/cursor.ts'
import { type Endpoint, endpoint } from '#server/http/endpoint.ts'
import { setLanguage } from '#server/modules/accounts/index.ts'
import { honourSignal, joinDevice } from '#server/modules/consents/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { changePassword } from './change-password.usecase.ts'
import type { SessionAnswer } from './open-session.ts'
import { lockSession, readSession, reauthenticate, signInWithPassword, signOut } from './sessions.usecases.ts'
import { redeemSignInLink, requestSignInLink } from './sign-in-links.ts'
import { signInsOf } from './sign-ins.repository.ts'

export function sessionsEndpoints(ports: Ports): Endpoint[] {
  return [
    endpoint(routes.getSession, (_input, context) => readSession(ports, context)),
    endpoint(routes.signIn, async ({ body }, context) =>
      welcomed(await signInWithPassword(ports, body, context), body.device, ports, context),
    ),
    endpoint(routes.signOut, async (_input, context) => {
      await signOut(ports, context)
      return undefined
    }),
    endpoint(routes.lockSession, (_input, context) => lockSession(ports, context)),
    endpoint(routes.reauthenticate, ({ body }, context) => reauthenticate(ports, body.password, context)),
    endpoint(routes.changePassword, ({ body }, context) => changePassword(ports, body.password, context)),
    endpoint(routes.requestSignInLink, async ({ body }, context) => {
      await requestSignInLink(ports, body, context)
      return undefined
    }),
    endpoint(routes.redeemSignInLink, async ({ body }, context) =>
      welcomed(await redeemSignInLink(ports, body.token, context), body.device, ports, context),
    ),
    endpoint(routes.setLanguage, async ({ body }, context) => {
      await setLanguage({ accountId: context.caller.accountId, locale: body.locale }, ports)
      return readSession(ports, context)
    }),
    endpoint(routes.listSignIns, async ({ query }, { caller }) => {
      const rows = await signInsOf(ports.database, {
        accountId: caller.accountId,
        limit: query.limit + 1,
        before: decodeCursor(query.cursor),
      })
      const page = rows.slice(0, query.limit)
      const last = page.at(-1)
      const hasMore = rows.length > query.limit && last !== undefined
      return {
        signIns: page.map((row) => ({
          id: row.id,
          at: new Date(row.occurred_at).toISOString(),
          outcome: row.outcome as routes.SignInRecord['outcome'],
          method: row.method as 'password' | 'link',
          device: row.device,
          address: row.address,
        })),
        nextCursor: hasMore ? encodeCursor({ at: last.occurred_at, id: last.id }) : null,
      }
    }),
  ]
}

/**
 * A device that brings the token of its banner follows the account that has just signed in on it. A browser that sends Global Privacy
 * Control says no to advertising for it.
 */
async function welcomed(session: SessionAnswer, device: string | undefined, ports: Ports, { request }: Context): Promise<SessionAnswer> {
  if (!session.account) return session
  const { id: accountId, locale: language } = session.account
  if (device !== undefined) await joinDevice({ accountId, device }, ports)
  if (request.headers.get('sec-gpc') === '1') await honourSignal({ accountId, language }, ports)
  return session
}
