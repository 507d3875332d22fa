import path from 'node:path'
import { delay } from 'msw'
import { http } from 'msw/http'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { createSampleSystems } from '#examples/acme/systems/sample-systems.ts'
import { readContentFolder } from '#server/adapters/content-folder.ts'
import { pageJar } from '#server/adapters/page/page-jar.ts'
import { pageSources } from '#server/adapters/page/page-sources.ts'
import { loadPageSqlite } from '#server/adapters/page/page-sqlite.ts'
import { type App, createApp } from '#server/app.ts'
import type { Jar } from '#server/http/context.ts'
import { parseContent } from '#server/modules/registers/index.ts'
import { seed } from '#server/seed.ts'
import { demoAccount } from '#server/settings.ts'
import { createSweeper } from '#server/work/sweeper.ts'
import { longSweeps, shortSweeps } from '#server/work/sweeps.ts'
import { engines } from './databases.ts'
import { movableClock, seededRandom, type TestPorts, testPorts } from './ports.ts'

/** Ida, the account holder of every test. */
export const ida = { email: demoAccount.email, password: demoAccount.password }

/** The API that components under test speak to: the real server with the sample operator, new for every test, nobody signed in. */
export interface PageApi {
  readonly ports: TestPorts
  /** Signs Ida in. */
  signIn(): Promise<void>
  /** Makes the API unreachable, as a lost network does, until the end of the test. */
  goAway(): void
  /** Lets the next request to an address take its time, as one on a poor connection does, in milliseconds. */
  delayNext(path: string, ms: number): void
  /** One round of due work. */
  sweep(): Promise<void>
}

interface Running {
  app: App
  ports: TestPorts
  jar: Jar
  close(): Promise<void>
}

const CONTENT = path.resolve(import.meta.dirname, '../../content')
// The demo's 12,000 events would cost every test half a second.
const volume = { events: 60, suppressions: 4, activity: 3, invoices: 3, conversations: 2, pageViews: 2 }

/**
 * Puts the API behind `fetch` for all tests of a file: `const api = startApi()` at its top.
 * @param start what the clock says when a test begins
 */
export function startApi(start = new Date('2026-03-02T09:00:00Z')): PageApi {
  const away = http.all('*/api/*', () => Response.error())
  const answer = ({ request }: { request: Request }) => running().app.fetch(request, { jar: running().jar, address: '203.0.113.7' })
  const server = setupServer(http.all('*/api/*', answer))
  let current: Running | undefined

  beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
  beforeEach(async () => {
    current = await open(start)
  })
  afterEach(async () => {
    server.resetHandlers()
    await current?.close()
    current = undefined
  })
  afterAll(() => server.close())

  function running(): Running {
    if (!current) throw new Error('the API runs during a test only')
    return current
  }
  return {
    get ports() {
      return running().ports
    },
    async signIn() {
      const { app, jar, ports } = running()
      const body = JSON.stringify(ida)
      const headers = { 'content-type': 'application/json' }
      const answer = await app.fetch(new Request(`${ports.settings.baseUrl}/api/session`, { method: 'POST', headers, body }), { jar })
      if (!answer.ok) throw new Error(`signing in was answered with ${answer.status}`)
    },
    goAway: () => server.use(away),
    delayNext(path, ms) {
      const late: typeof answer = async (asked) => {
        await delay(ms)
        return answer(asked)
      }
      server.use(http.all(`*${path}`, late, { once: true }))
    },
    sweep: async () => void (await createSweeper(running().ports, [...shortSweeps, ...longSweeps]).runOnce()),
  }
}

async function open(start: Date): Promise<Running> {
  const [engine] = engines
  if (!engine) throw new Error('no database engine to test on')
  const { database, close } = await engine.open()
  const clock = movableClock(start)
  const random = seededRandom(clock, 'page')
  const files = await readContentFolder(CONTENT)
  const base = testPorts(database, { clock, random, content: parseContent(files), sources: await sampleSources(files, { clock, random }) })
  const ports: TestPorts = {
    ...base,
    settings: { ...base.settings, baseUrl: location.origin, demo: { ...ida, daysAhead: 0 } },
  }
  await seed(ports, demoAccount)
  return { app: createApp(ports), ports, jar: pageJar(), close }
}

async function sampleSources(files: ReadonlyMap<string, string>, { clock, random }: Pick<TestPorts, 'clock' | 'random'>) {
  const openDatabase = await loadPageSqlite()
  const databases = { mailPlatform: openDatabase(), newsletter: openDatabase(), audience: openDatabase() }
  const { fetch } = createSampleSystems(databases, { now: clock.now, behaviour: {}, volume })
  const systems = { databases: { 'acme/mail-platform.sqlite': databases.mailPlatform.forKysely() }, fetch }
  return pageSources(files, { systems, clock, random })
}
