import { afterEach, describe, expect, it, vi } from 'vitest'
import { answering, Refused } from '#tests/support/answering.ts'
import { addressOf, call, onRefusal } from './client.ts'
import type { Refusal } from './refusal.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('the client of the API', () => {
  it('fills in the address and leaves out what was not asked', async () => {
    const asked: string[] = []
    answering({
      'GET /api/me/categories/billing/records': (_, address) => {
        asked.push(address.search)
        return { records: [], total: 0, nextCursor: null }
      },
    })

    const page = await call('GET /api/me/categories/{category}/records', {
      params: { category: 'billing' },
      query: { search: 'a b', cursor: undefined } as never,
    })

    expect(asked).toEqual(['?search=a+b'])
    expect(page.total).toBe(0)
  })

  it('sends a body as JSON', async () => {
    const bodies: unknown[] = []
    answering({
      'POST /api/sign-in-links': (body) => {
        bodies.push(body)
        return null
      },
    })

    await call('POST /api/sign-in-links', { body: { email: 'ida@lindqvist.example', locale: 'en' } })

    expect(bodies).toEqual([{ email: 'ida@lindqvist.example', locale: 'en' }])
  })

  it('throws the refusal of the server with its code, status and facts, and tells whoever listens', async () => {
    answering({ 'GET /api/me/overview': () => new Refused(503, 'source/unreachable', { source: 'mail', retryAfterSeconds: 60 }) })
    const heard: string[] = []
    const stop = onRefusal(({ code }) => heard.push(code))

    const refusal = await call('GET /api/me/overview').catch((failure: Refusal) => failure)
    stop()

    expect(refusal).toMatchObject({ code: 'source/unreachable', status: 503, facts: { source: 'mail', retryAfterSeconds: 60 } })
    expect(heard).toEqual(['source/unreachable'])
  })

  it('says that the server was not reached when no answer comes', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))

    await expect(call('GET /api/session')).rejects.toMatchObject({ code: 'network', status: 0 })
  })

  it('takes an answer that is no problem document for a server that is away', async () => {
    vi.stubGlobal('fetch', async () => new Response('<html>Bad gateway</html>', { status: 502, headers: { 'content-type': 'text/html' } }))

    await expect(call('GET /api/session')).rejects.toMatchObject({ code: 'server/unavailable', status: 502 })
  })

  it('escapes what stands in an address', () => {
    expect(addressOf('GET /api/me/exports/{id}/file', { id: '../x' })).toBe('/api/me/exports/..%2Fx/file')
  })
})
