import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ida, openApi, type TestApi } from '#tests/support/api.ts'

let api: TestApi

beforeAll(async () => {
  api = await openApi()
})
afterAll(() => api.close())

const post = (body: BodyInit, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  api.app.fetch(new Request('http://localhost:4400/api/session', { method: 'POST', body, headers }))

describe('the door of the API', () => {
  it.each([
    ['broken JSON', '{"email":', 400, 'request/malformed'],
    ['a name twice', '{"email":"a@b.example","email":"c@d.example","password":"x"}', 400, 'request/malformed'],
    ['an unknown name', '{"email":"a@b.example","password":"x","admin":true}', 422, 'request/invalid'],
    ['a wrong type', '{"email":"a@b.example","password":7}', 422, 'request/invalid'],
    ['an array', '[]', 422, 'request/invalid'],
    ['no body', '', 422, 'request/invalid'],
    ['a body above the limit', `"${'x'.repeat(70_000)}"`, 413, 'request/too-large'],
  ])('refuses %s with a problem document', async (_name, body, status, code) => {
    const answer = await post(body)

    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(await answer.json()).toMatchObject({ type: `urn:vitrine:problem:${code}`, status, code })
  })

  it.each([
    ['text/plain', { 'content-type': 'text/plain' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['another character set', { 'content-type': 'application/json; charset=iso-8859-1' }],
    ['a compressed body', { 'content-type': 'application/json', 'content-encoding': 'gzip' }],
  ])('takes JSON only, not %s', async (_name, headers) => {
    const answer = await post('{"email":"a@b.example","password":"x"}', headers)

    expect(answer.status).toBe(415)
  })

  it('never repeats what it refused', async () => {
    const answer = await post('{"email":"secret-address","password":"secret-password"}')

    expect(await answer.text()).not.toContain('secret')
  })

  it('answers an unknown address and a known one of somebody else alike', async () => {
    const browser = api.browser()
    await browser.signIn(ida.email, ida.password)

    const unknown = await browser.get('/api/me/exports/01890a5d-ac96-774b-bcce-b302099a8057')

    expect(unknown.status).toBe(404)
    expect(await unknown.json()).toMatchObject({ code: 'request/not-found' })
  })

  it('refuses a method that an address does not take', async () => {
    const answer = await api.browser().send('DELETE', '/api/health')

    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET'])
  })

  it('refuses a query value given twice and an unknown one', async () => {
    const browser = api.browser()
    await browser.signIn(ida.email, ida.password)

    expect((await browser.get('/api/me/sign-ins?limit=5&limit=6')).status).toBe(422)
    expect((await browser.get('/api/me/sign-ins?admin=1')).status).toBe(422)
  })

  it('lets nothing cache, frame or run an answer', async () => {
    const { headers } = await api.browser().get('/api/session')

    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })
})
