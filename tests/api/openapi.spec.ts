import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routes } from '#contract/routes.ts'
import { ida, openApi, type TestApi } from '#tests/support/api.ts'

interface Described {
  responses: Record<string, { description: string; content?: Record<string, unknown> }>
  security: Record<string, string[]>[]
  'x-access': string
}
interface OpenApi {
  paths: Record<string, Record<string, Described>>
  components: { securitySchemes: Record<string, { type: string; name?: string; scheme?: string }> }
}

const OTHER_METHODS = { get: 'DELETE', post: 'PUT', put: 'POST', delete: 'PUT' } as const
const nobody = '01890a5d-ac96-774b-bcce-b302099a8057'
const operations = Object.entries(routes).map(([operation, route]) => ({ operation, ...route }))
const writes = operations.filter(({ method }) => method !== 'get')

let api: TestApi
let document: OpenApi

beforeAll(async () => {
  api = await openApi()
  document = (await (await api.browser().get('/api/openapi.json')).json()) as OpenApi
})
afterAll(() => api.close())

type Operation = (typeof operations)[number]
interface Wrong {
  path?: string
  body?: BodyInit
  headers?: Record<string, string>
}

/** Asks as somebody who may: signed in just now, with the operator's token, from a registered website. */
async function ask({ method, path, access }: Operation, { path: end = '', body, headers = {} }: Wrong): Promise<Response> {
  const kept = new Map<string, string>()
  const jar = {
    get: (name: string) => kept.get(name),
    set: (name: string, value: string) => void kept.set(name, value),
    remove: () => undefined,
  }
  const send = (address: string, init: RequestInit) => api.app.fetch(new Request(`http://localhost:4400${address}`, init), { jar })
  const json = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }
  await send('/api/session', { method: 'POST', headers: json, body: JSON.stringify({ email: ida.email, password: ida.password }) })
  const shown: Record<string, string> = {
    ...(method === 'get' ? {} : json),
    ...(access === 'operator' ? { authorization: `Bearer ${api.ports.settings.operatorToken}` } : {}),
    ...(access === 'website' ? { origin: 'http://127.0.0.1:4401' } : {}),
  }
  return send(filled(path) + end, {
    method: method.toUpperCase(),
    headers: { ...shown, ...headers },
    ...(body === undefined ? {} : { body }),
  })
}

function filled(path: string): string {
  return path
    .replace('{slug}', 'privacy')
    .replace('{date}', '2026-03-01')
    .replace('{from}', '2025-03-01')
    .replace('{to}', '2026-03-01')
    .replace('{category}', 'message-bodies')
    .replaceAll(/\{\w+\}/g, nobody)
}

/** What the document says of this answer: its status, and of a refusal its code and media type. */
async function undescribed({ method, path }: Operation, answer: Response): Promise<string | null> {
  const said = document.paths[path]?.[method]?.responses[String(answer.status)]
  if (!said) return `${answer.status} is not in the document`
  if (answer.status < 400) return null
  const { code } = (await answer.json()) as { code: string }
  if (!said.description.split(', ').includes(code)) return `${code} is not in the document`
  return said.content?.['application/problem+json'] ? null : 'the media type is not in the document'
}

describe('the OpenAPI document', () => {
  it.each(operations)('describes what $operation answers to an empty object or nothing', async (operation) => {
    const answer = await ask(operation, operation.method === 'get' ? {} : { body: '{}' })

    expect(await undescribed(operation, answer)).toBeNull()
  })

  it.each(operations)('describes what $operation answers to an unknown question', async (operation) => {
    const answer = await ask(operation, { path: '?admin=1', ...(operation.method === 'get' ? {} : { body: '{}' }) })

    expect(answer.status).toBe(422)
    expect(await undescribed(operation, answer)).toBeNull()
  })

  it.each(operations)('describes what $operation answers to somebody who shows nothing', async (operation) => {
    const { method, path } = operation

    const answer = await api.app.fetch(new Request(`http://localhost:4400${filled(path)}`, { method: method.toUpperCase() }))

    expect(await undescribed(operation, answer)).toBeNull()
  })

  it.each(operations)('describes what the address of $operation answers to another method', async (operation) => {
    const { method, path } = operation
    const taken = Object.keys(document.paths[path] ?? {})

    const answer = await api.app.fetch(new Request(`http://localhost:4400${filled(path)}`, { method: OTHER_METHODS[method] }))

    expect(taken.includes(OTHER_METHODS[method].toLowerCase()) || (await undescribed(operation, answer)) === null).toBe(true)
  })

  it.each([
    ['broken JSON', { body: '{"a":' }, 400],
    ['another media type', { body: 'a=1', headers: { 'content-type': 'text/plain' } }, 415],
    ['a body above its limit', { body: `"${'x'.repeat(4 * 1024 * 1024)}"` }, 413],
    ['an array', { body: '[]' }, 422],
  ] satisfies [string, Wrong, number][])('describes what every write answers to %s', async (_, wrong, status) => {
    const answers = await Promise.all(
      writes.map(async (operation) => {
        const answer = await ask(operation, wrong)
        return { operation: operation.operation, status: answer.status, undescribed: await undescribed(operation, answer) }
      }),
    )

    expect(answers).toEqual(writes.map(({ operation }) => ({ operation, status, undescribed: null })))
  })

  it.each(writes)('describes what $operation answers to another site', async (operation) => {
    const answer = await ask(operation, { body: '{}', headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' } })

    expect(answer.status).toBe(403)
    expect(await undescribed(operation, answer)).toBeNull()
  })

  it('names the session’s cookie and the operator’s token, and which of them each operation wants', () => {
    const wanted = operations.map(({ operation, method, path }) => [operation, document.paths[path]?.[method]?.security])

    expect(document.components.securitySchemes).toMatchObject({
      session: { type: 'apiKey', in: 'cookie', name: '__Host-vitrine-session' },
      operator: { type: 'http', scheme: 'bearer' },
    })
    expect(wanted).toEqual(
      operations.map(({ operation, access }) => {
        if (['account', 'recent', 'locked'].includes(access)) return [operation, [{ session: [] }]]
        return [operation, access === 'operator' ? [{ operator: [] }] : []]
      }),
    )
  })
})
