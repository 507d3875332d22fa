import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { call } from '#src/api/client.ts'
import { answering, Refused } from '#tests/support/answering.ts'
import { useSessionStore } from './session.ts'

const account = { id: '1', email: 'ida@lindqvist.example', name: null, locale: 'en', hasPassword: true }
const open = { account, locked: false, authenticatedAt: '2026-12-09T08:00:00Z', locksAt: '2026-12-09T08:15:00Z', idleMinutes: 15 }

beforeEach(() => {
  setActivePinia(createPinia())
})
afterEach(() => {
  vi.unstubAllGlobals()
})

describe('the session', () => {
  it('is asked for once, however many wait for it', async () => {
    const calls = answering({ 'GET /api/session': () => open })
    const session = useSessionStore()

    await Promise.all([session.loaded(), session.loaded()])

    expect(calls).toEqual(['GET /api/session'])
    expect(session.isSignedIn).toBe(true)
  })

  it('does not let an answer from before the sign-in undo it', async () => {
    const nobody = { ...open, account: null, authenticatedAt: null, locksAt: null }
    const late = Promise.withResolvers<Response>()
    vi.stubGlobal('fetch', (_address: string, { method = 'GET' }: RequestInit = {}) =>
      method === 'GET' ? late.promise : Promise.resolve(Response.json(open, { status: 201 })),
    )
    const session = useSessionStore()
    const asked = session.load()
    await session.redeemLink('a-token-from-the-mail')

    late.resolve(Response.json(nobody))
    await asked

    expect(session.isSignedIn).toBe(true)
  })

  it('can be asked for again when the server was not reached', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    const session = useSessionStore()
    await expect(session.loaded()).rejects.toMatchObject({ code: 'network' })
    answering({ 'GET /api/session': () => open })

    await session.loaded()

    expect(session.isSignedIn).toBe(true)
  })

  it.each([
    ['session/required', false],
    ['session/locked', true],
  ])('hears from any call that it is over: %s', async (code, isLocked) => {
    answering({ 'GET /api/session': () => open, 'GET /api/me/overview': () => new Refused(401, code) })
    const session = useSessionStore()
    await session.load()

    await expect(call('GET /api/me/overview')).rejects.toMatchObject({ code })

    expect(session.isLocked).toBe(isLocked)
    expect(session.isSignedIn).toBe(isLocked)
  })

  it('forgets the person after signing out', async () => {
    answering({ 'GET /api/session': () => open, 'DELETE /api/session': () => null })
    const session = useSessionStore()
    await session.load()

    await session.signOut()

    expect(session.account).toBeNull()
  })

  it('stays hidden when the server cannot be told of the lock', async () => {
    answering({ 'GET /api/session': () => open })
    const session = useSessionStore()
    await session.load()

    await expect(session.lock()).rejects.toMatchObject({ code: 'request/not-found' })

    expect(session.isLocked).toBe(true)
  })
})
