import { test as base, expect, type Page } from '@playwright/test'
import type { Locale } from '#contract/shared.ts'
import { openOwnDatabase } from './own-database.ts'
import { Portal } from './portal.ts'
import { type Demo, startDemo } from './running-demo.ts'

export type { Demo } from './running-demo.ts'
export { expectAccessible, expectNoSidewaysScrolling, expectSound } from './sound.ts'
export { speaker } from './speaker.ts'
export { expect }

/** What a person would complain about, gathered while pages are used. */
export interface Complaints {
  /** Errors and warnings of the pages, and refusals nobody expected. */
  console: string[]
  /** Requests to hosts that are not ours. */
  foreign: string[]
  /** Refusals that belong to the story, as `401 /api/session`; Chromium writes each of them to the console. */
  expected: Set<string>
}

/** What a project or a file of journeys chooses. */
export interface WorkerOptions {
  usedBy: string
  engine: 'sqlite' | 'postgres'
}

const FIRST_PORT = 4600
const PORTS_PER_WORKER = 100

/**
 * Every worker has a whole privacy center of its own; every test a browser of its own that must stay silent and at home.
 * A file that names a `usedBy` of its own gets a center that no other file has used. `engine` is the database it runs on.
 */
export const test = base.extend<{ complaints: Complaints }, WorkerOptions & { demo: Demo }>({
  usedBy: ['everybody', { scope: 'worker', option: true }],
  engine: ['sqlite', { scope: 'worker', option: true }],
  demo: [
    async ({ engine }, use, { parallelIndex }) => {
      const database = engine === 'postgres' ? await openOwnDatabase() : undefined
      const demo = await startDemo(FIRST_PORT + parallelIndex * PORTS_PER_WORKER, database?.url)
      await use(demo)
      await demo.stop()
      await database?.drop()
    },
    { scope: 'worker', timeout: 240_000 },
  ],
  complaints: [
    async ({ context, demo }, use) => {
      const complaints: Complaints = { console: [], foreign: [], expected: new Set() }
      const { portal, website, systems } = demo
      const ours = new Set([portal, website, systems].map((url) => new URL(url).host))
      context.on('console', (message) => {
        if (message.type() !== 'error' && message.type() !== 'warning') return
        const refusal = /^Failed to load resource: .* status of (\d+)/.exec(message.text())
        complaints.console.push(refusal ? `${refusal[1]} ${new URL(message.location().url).pathname}` : message.text())
      })
      context.on('weberror', (error) => complaints.console.push(String(error.error())))
      context.on('request', (request) => {
        const { host, protocol } = new URL(request.url())
        if (/^https?:$/.test(protocol) && !ours.has(host)) complaints.foreign.push(request.url())
      })
      await use(complaints)
      expect(complaints.console.filter((text) => !complaints.expected.has(text))).toEqual([])
      expect(complaints.foreign).toEqual([])
    },
    { auto: true },
  ],
})

/** Signs the sample person in with their password. */
export async function signIn(page: Page, demo: Demo, locale: Locale): Promise<void> {
  const portal = new Portal(page, demo, locale)
  await portal.open('sign-in')
  await portal.signIn()
}
