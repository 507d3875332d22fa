import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { useSessionStore } from '#src/stores/session.ts'
import { answering } from '#tests/support/answering.ts'
import { mountPart, standingClock } from '#tests/support/mount-part.ts'
import { provideIdleLock } from './useIdleLock.ts'

const START = '2026-12-09T08:00:00Z'
const MINUTE = 60_000
const account = { id: '1', email: 'ida@lindqvist.example', name: null, locale: 'en', hasPassword: true }
const open = (locksAt: string) => ({ account, locked: false, authenticatedAt: START, locksAt, idleMinutes: 15 })
const locked = { ...open('2026-12-09T08:15:00Z'), account: null, locked: true }

const App = defineComponent({
  setup() {
    const { lockNow } = provideIdleLock()
    return () => h('button', { onClick: lockNow }, 'Lock now')
  },
})
async function signedIn(locksAt = '2026-12-09T09:00:00Z') {
  const clock = standingClock(START)
  const calls = answering({ 'GET /api/session': () => open(locksAt), 'POST /api/session/lock': () => locked })
  const app = await mountPart(App, { clock })
  const session = useSessionStore()
  await session.load()
  await flushPromises()
  const look = () => window.dispatchEvent(new Event('focus'))
  return { app, clock, calls, session, look }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('the idle lock', () => {
  it.each([
    ['a moment before 15 minutes', 15 * MINUTE - 1, false],
    ['at 15 minutes', 15 * MINUTE, true],
    ['after a night of sleep', 600 * MINUTE, true],
  ])('%s without an action: locked is %s', async (_, by, isLocked) => {
    const { app, clock, session, look } = await signedIn()

    clock.pass(by)
    look()
    await flushPromises()

    expect(session.isLocked).toBe(isLocked)
    app.unmount()
  })

  it('counts from the last action', async () => {
    const { app, clock, session, look } = await signedIn()

    clock.pass(10 * MINUTE)
    window.dispatchEvent(new Event('pointerdown'))
    clock.pass(10 * MINUTE)
    look()

    expect(session.isLocked).toBe(false)
    app.unmount()
  })

  it('does not count the first touch after a long sleep', async () => {
    const { app, clock, session } = await signedIn()

    clock.pass(16 * MINUTE)
    window.dispatchEvent(new Event('pointerdown'))

    expect(session.isLocked).toBe(true)
    app.unmount()
  })

  it('follows the server when it locks earlier', async () => {
    const { app, clock, session, look } = await signedIn('2026-12-09T08:05:00Z')

    clock.pass(5 * MINUTE)
    look()

    expect(session.isLocked).toBe(true)
    app.unmount()
  })

  it('keeps its own count where the clock of the device is set wrong', async () => {
    const { app, clock, session, look } = await signedIn('2026-12-09T07:00:00Z')

    clock.pass(MINUTE)
    look()

    expect(session.isLocked).toBe(false)
    app.unmount()
  })

  it('hides the person at once on demand and tells the server', async () => {
    const { app, calls, session } = await signedIn()

    await app.get('button').trigger('click')
    const hiddenBeforeTheAnswer = session.isLocked
    await flushPromises()

    expect(hiddenBeforeTheAnswer).toBe(true)
    expect(calls).toContain('POST /api/session/lock')
    app.unmount()
  })

  it('is followed by the other tabs without asking the server', async () => {
    const { app, calls, session } = await signedIn()
    const otherTab = new BroadcastChannel('vitrine-session')
    const before = calls.length

    otherTab.postMessage('locked')
    await vi.waitUntil(() => session.isLocked)

    expect(calls).toHaveLength(before)
    otherTab.close()
    app.unmount()
  })

  it('leaves a visitor alone', async () => {
    const clock = standingClock(START)
    const calls = answering({})
    const app = await mountPart(App, { clock })

    clock.pass(60 * MINUTE)
    window.dispatchEvent(new Event('focus'))

    expect(calls).toEqual([])
    app.unmount()
  })
})
