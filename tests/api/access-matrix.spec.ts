import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routes } from '#contract/routes.ts'
import { allEndpoints } from '#server/endpoints.ts'
import { ida, openApi, type TestApi } from '#tests/support/api.ts'

const id = '01890a5d-ac96-774b-bcce-b302099a8057'
const fill = (path: string) =>
  path
    .replace('{id}', id)
    .replace('{category}', 'message-bodies')
    .replace('{slug}', 'privacy')
    .replace('{date}', '2026-03-01')
    .replace('{from}', '2025-03-01')
    .replace('{to}', '2026-03-01')
const operations = Object.entries(routes).map(([operation, route]) => ({ operation, ...route, address: fill(route.path) }))
const personal = operations.filter(({ access }) => access === 'account' || access === 'recent')

let api: TestApi

beforeAll(async () => {
  api = await openApi()
})
afterAll(() => api.close())

const ask = (browser: ReturnType<TestApi['browser']>, { method, address }: { method: string; address: string }) =>
  method === 'get' ? browser.get(address) : browser.send(method.toUpperCase() as 'POST', address, {})

describe('the access matrix', () => {
  it('has a handler for every operation of the contract, and no other', () => {
    const named = ({ method, path }: { method: string; path: string }) => `${method} ${path}`

    const handled = allEndpoints(api.ports).map(({ route }) => named(route))

    expect(handled.sort()).toEqual(operations.map(named).sort())
  })

  it('is described by the OpenAPI document, operation by operation', async () => {
    const document = (await (await api.browser().get('/api/openapi.json')).json()) as {
      paths: Record<string, Record<string, { 'x-access': string }>>
    }

    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, one]) => `${method} ${path} ${one['x-access']}`),
    )

    expect(described.sort()).toEqual(operations.map(({ method, path, access }) => `${method} ${path} ${access}`).sort())
  })

  it.each(personal)('$operation refuses a visitor', async (operation) => {
    const answer = await ask(api.browser(), operation)

    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({ code: 'session/required' })
  })

  it.each(personal)('$operation refuses a session that has been locked', async (operation) => {
    const browser = api.browser()
    await browser.signIn(ida.email, ida.password)
    await browser.send('POST', '/api/session/lock')

    const answer = await ask(browser, operation)

    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({ code: 'session/locked' })
  })

  it.each(operations.filter(({ method, access }) => method !== 'get' && access !== 'website'))(
    '$operation refuses a request that another site made the browser send',
    async (operation) => {
      const answer = await api.app.fetch(
        new Request(`http://localhost:4400${operation.address}`, {
          method: operation.method.toUpperCase(),
          headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', 'content-type': 'application/json' },
          body: '{}',
        }),
      )

      expect(answer.status).toBe(403)
    },
  )

  it.each(operations.filter(({ access }) => access === 'recent'))(
    '$operation asks for a proof at most five minutes old',
    async (operation) => {
      const browser = api.browser()
      await browser.signIn(ida.email, ida.password)
      api.ports.clock.advance({ minutes: 5, milliseconds: 1 })

      const answer = await ask(browser, operation)

      expect(answer.status).toBe(403)
      expect(await answer.json()).toMatchObject({ code: 'session/reauthentication-required', maximumAgeMinutes: 5 })
    },
  )
})
