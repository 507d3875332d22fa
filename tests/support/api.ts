import { type App, createApp } from '#server/app.ts'
import type { Jar } from '#server/http/context.ts'
import { seedAccount } from '#server/modules/accounts/index.ts'
import { engines } from './databases.ts'
import { type Overrides, type TestPorts, testPorts } from './ports.ts'

export interface Caller {
  get(path: string, headers?: Record<string, string>): Promise<Response>
  send(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
  signIn(email: string, password: string): Promise<Response>
}

export interface TestApi {
  app: App
  ports: TestPorts
  /** A browser of its own: keeps its cookies, sends them back. */
  browser(address?: string): Caller
  close(): Promise<void>
}

export const ida = { email: 'ida@example.com', password: 'a glass case with a small label', name: 'Ida', locale: 'en' } as const
export const jonas = { email: 'jonas@example.com', password: 'another case with another label', name: 'Jonas', locale: 'de' } as const

/** The whole API on a database of its own, with two account holders. */
export async function openApi(engineName: 'sqlite' | 'postgres' = 'sqlite', overrides: Overrides = {}): Promise<TestApi> {
  const engine = engines.find(({ name }) => name === engineName) ?? engines[0]
  if (!engine) throw new Error('no database engine to test on')
  const { database, close } = await engine.open()
  const ports = testPorts(database, overrides)
  await seedAccount(ports, ida)
  await seedAccount(ports, jonas)
  const app = createApp(ports)
  return { app, ports, browser: (address) => browserOf(app, address ?? '203.0.113.7'), close }
}

function browserOf(app: App, address: string): Caller {
  const kept = new Map<string, string>()
  const jar: Jar = {
    get: (name) => kept.get(name),
    set: (name, value) => void kept.set(name, value),
    remove: (name) => void kept.delete(name),
  }
  const call = (method: string, path: string, init: RequestInit = {}) =>
    app.fetch(new Request(`http://localhost:4400${path}`, { ...init, method }), { address, jar })
  const send: Caller['send'] = (method, path, body, headers = {}) =>
    call(method, path, {
      headers: { 'sec-fetch-site': 'same-origin', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  return {
    get: (path, headers = {}) => call('GET', path, { headers }),
    send,
    signIn: (email, password) => send('POST', '/api/session', { email, password }),
  }
}
