import { z } from '@hono/zod-openapi'
import { route } from './route.ts'
import { Cursor, Email, Id, Instant, Limit, Locale, Password } from './shared.ts'

export const Account = z
  .object({ id: Id, email: Email, name: z.string().nullable(), locale: Locale, hasPassword: z.boolean() })
  .openapi('Account')
export type Account = z.infer<typeof Account>

/** The caller's session. `account` is null for a visitor, and while the session is locked everything but this answer is withheld. */
export const Session = z
  .object({
    account: Account.nullable(),
    locked: z.boolean(),
    authenticatedAt: Instant.nullable(),
    /** The session locks itself at this instant unless the person does something. */
    locksAt: Instant.nullable(),
    idleMinutes: z.int(),
  })
  .openapi('Session')
export type Session = z.infer<typeof Session>

/** The opaque token of the banner: the device that signs in follows the account from then on. */
const device = Id.optional()
export const SignIn = z.strictObject({ email: Email, password: Password, device })
export const SignInLinkRequest = z.strictObject({ email: Email, locale: Locale })
export const SignInLinkRedemption = z.strictObject({ token: z.string().min(20).max(200), device })
/** The language in which the person uses their account; what we write to them is in it. */
export const LanguageChoice = z.strictObject({ locale: Locale })
export const Reauthentication = z.strictObject({ password: Password })

/** One try to sign in, or a change of the password, as its owner may see it. */
export const SignInRecord = z.object({
  id: Id,
  at: Instant,
  outcome: z.enum(['succeeded', 'failed', 'locked', 'password-changed']),
  method: z.enum(['password', 'link']),
  device: z.string(),
  address: z.string(),
})
export type SignInRecord = z.infer<typeof SignInRecord>

export const getSession = route({
  method: 'get',
  path: '/api/session',
  access: 'public',
  summary: 'Who is signed in here',
  status: 200,
  answer: Session,
})
export const signIn = route({
  method: 'post',
  path: '/api/session',
  access: 'public',
  summary: 'Sign in with e-mail and password',
  body: SignIn,
  status: 201,
  answer: Session,
  refusals: ['session/wrong-credentials'],
})
export const signOut = route({
  method: 'delete',
  path: '/api/session',
  access: 'public',
  summary: 'Sign out here',
  status: 204,
  answer: null,
})
export const lockSession = route({
  method: 'post',
  path: '/api/session/lock',
  access: 'locked',
  summary: 'Lock this session now',
  status: 200,
  answer: Session,
})
export const reauthenticate = route({
  method: 'post',
  path: '/api/session/reauthentication',
  access: 'locked',
  summary: 'Prove again that it is you; unlocks too',
  body: Reauthentication,
  status: 200,
  answer: Session,
  refusals: ['session/wrong-credentials'],
})
export const changePassword = route({
  method: 'put',
  path: '/api/me/password',
  access: 'recent',
  summary: 'Set or change the password; every other session ends',
  body: z.strictObject({ password: z.string().min(1).max(1_000) }),
  status: 200,
  answer: Session,
  refusals: ['password/refused'],
})
export const requestSignInLink = route({
  method: 'post',
  path: '/api/sign-in-links',
  access: 'public',
  summary: 'Send a sign-in link; the answer never tells whether the address is known',
  body: SignInLinkRequest,
  status: 202,
  answer: null,
})
export const redeemSignInLink = route({
  method: 'post',
  path: '/api/sign-in-links/redemption',
  access: 'public',
  summary: 'Sign in with the link from the mail',
  body: SignInLinkRedemption,
  status: 201,
  answer: Session,
  refusals: ['session/link-invalid'],
})
export const setLanguage = route({
  method: 'put',
  path: '/api/me/language',
  access: 'account',
  summary: 'Say in which language you use your account; mails to you are in it',
  body: LanguageChoice,
  status: 200,
  answer: Session,
})
export const listSignIns = route({
  method: 'get',
  path: '/api/me/sign-ins',
  access: 'account',
  summary: 'Sign-ins to this account, newest first',
  query: z.strictObject({ cursor: Cursor.optional(), limit: Limit }),
  status: 200,
  answer: z.object({ signIns: z.array(SignInRecord), nextCursor: Cursor.nullable() }),
})
