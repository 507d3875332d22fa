import { type InjectionKey, inject, onScopeDispose, provide, watch } from 'vue'
import { refusalOf } from '#src/api/refusal.ts'
import { useChoicesStore } from '#src/stores/choices.ts'
import { useSessionStore } from '#src/stores/session.ts'
import { useClock } from './useClock.ts'

/** How often the clock is looked at. Sleep makes a look late, never wrong. */
const LOOK_EVERY_MS = 5_000
/** The server hears at most this often that the person is still here. */
const TELL_EVERY_MS = 60_000
const ACTIONS = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const

type Word = 'acted' | 'locked' | 'changed'
interface IdleLock {
  lockNow: () => Promise<void>
}
const key: InjectionKey<IdleLock> = Symbol('idle-lock')

/**
 * For the app: locks the session after its idle minutes without an action in any tab, and follows other tabs.
 * The earlier of two ends counts: the person's last action plus the idle time, and the server's `locksAt`.
 */
export function provideIdleLock(): IdleLock {
  const clock = useClock()
  const session = useSessionStore()
  const choices = useChoicesStore()
  const tabs = new BroadcastChannel('vitrine-session')
  let actedAt = clock.now().getTime()
  let toldAt = actedAt
  let follows = false

  const isOpen = () => session.account !== null && !session.isLocked
  const idleMs = () => (session.session?.idleMinutes ?? 0) * 60_000
  function endsAt(): number {
    const own = actedAt + idleMs()
    const locksAt = session.session?.locksAt
    const servers = locksAt ? new Date(locksAt).getTime() : own
    // A server's end that had passed when it was told comes from a clock set wrong here; our own count remains.
    return servers > toldAt ? Math.min(own, servers) : own
  }
  const isOver = () => isOpen() && idleMs() > 0 && clock.now().getTime() >= endsAt()

  async function lockNow(): Promise<void> {
    try {
      await session.lock()
    } catch (failure) {
      // Hidden here already; the server ends the session's time by itself.
      refusalOf(failure)
    }
  }
  function look(): void {
    if (isOver()) void lockNow()
  }
  function act(): void {
    if (!isOpen()) return
    // The first touch after a long sleep is too late to count.
    if (isOver()) {
      look()
      return
    }
    const now = clock.now().getTime()
    if (now - actedAt > LOOK_EVERY_MS) tell('acted')
    actedAt = now
    if (now - toldAt > TELL_EVERY_MS) {
      toldAt = now
      session.load().catch(refusalOf)
    }
  }
  function tell(word: Word): void {
    if (!follows) tabs.postMessage(word)
  }
  async function follow(word: Word): Promise<void> {
    if (word === 'acted') {
      actedAt = clock.now().getTime()
      return
    }
    follows = true
    try {
      // A lock is followed at once: the server may not have heard of it yet.
      if (word === 'locked') session.hide()
      else await session.load()
    } catch (failure) {
      refusalOf(failure)
    } finally {
      follows = false
    }
  }

  watch(
    () => [session.session?.locksAt, session.session?.authenticatedAt],
    () => {
      toldAt = clock.now().getTime()
    },
  )
  // Synchronous, so that what another tab said is not said back to it.
  watch(
    isOpen,
    (open) => {
      if (open) actedAt = clock.now().getTime()
      else choices.clear()
      tell(session.isLocked ? 'locked' : 'changed')
    },
    { flush: 'sync' },
  )
  tabs.addEventListener('message', ({ data }) => void follow(data as Word))
  const timer = setInterval(look, LOOK_EVERY_MS)
  for (const action of ACTIONS) window.addEventListener(action, act, { capture: true, passive: true })
  for (const back of ['visibilitychange', 'focus', 'pageshow']) window.addEventListener(back, look, true)
  onScopeDispose(() => {
    tabs.close()
    clearInterval(timer)
    for (const action of ACTIONS) window.removeEventListener(action, act, { capture: true })
    for (const back of ['visibilitychange', 'focus', 'pageshow']) window.removeEventListener(back, look, true)
  })

  const lock = { lockNow }
  provide(key, lock)
  return lock
}

/** `lockNow()` hides everything about the person here and in every other tab. */
export function useIdleLock(): IdleLock {
  const lock = inject(key)
  if (!lock) throw new Error('The app was started without its idle lock.')
  return lock
}
