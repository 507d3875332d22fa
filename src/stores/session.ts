import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Session } from '#contract/sessions.ts'
import type { Locale } from '#contract/shared.ts'
import { call, onRefusal } from '#src/api/client.ts'

/** Who is signed in here, and whether the session is locked. State follows the server's answers. */
export const useSessionStore = defineStore('session', () => {
  const session = shallowRef<Session | null>(null)
  const account = computed(() => session.value?.account ?? null)
  const isLocked = computed(() => session.value?.locked === true)
  const isSignedIn = computed(() => account.value !== null || isLocked.value)
  let first: Promise<void> | null = null
  let acts = 0

  onRefusal(({ code }) => {
    if (code === 'session/locked') drop(true)
    if (code === 'session/required') drop(false)
  })

  /** An answer that was asked for before the last act is no longer true. */
  async function load(): Promise<void> {
    const before = acts
    const answer = await call('GET /api/session')
    if (acts === before) session.value = answer
  }
  function become(next: Session): void {
    acts += 1
    session.value = next
  }
  /** Asks once; everyone who needs to know waits for the same answer. */
  function loaded(): Promise<void> {
    first ??= load().catch((failure: unknown) => {
      first = null
      throw failure
    })
    return first
  }
  /** @param device the banner's token in this browser, which then follows the account */
  async function signIn(email: string, password: string, device: string | null = null): Promise<void> {
    become(await call('POST /api/session', { body: { email, password, ...(device ? { device } : {}) } }))
  }
  async function requestLink(email: string, locale: Locale): Promise<void> {
    await call('POST /api/sign-in-links', { body: { email, locale } })
  }
  async function redeemLink(token: string, device: string | null = null): Promise<void> {
    become(await call('POST /api/sign-in-links/redemption', { body: { token, ...(device ? { device } : {}) } }))
  }
  /** Says in which language the account is used; mails follow it. */
  async function speak(locale: Locale): Promise<void> {
    become(await call('PUT /api/me/language', { body: { locale } }))
  }
  async function signOut(): Promise<void> {
    await call('DELETE /api/session')
    drop(false)
  }
  /** Hides everything here at once, then tells the server. */
  async function lock(): Promise<void> {
    drop(true)
    become(await call('POST /api/session/lock'))
  }
  /** Hides everything here; somewhere else the lock has been asked for. */
  function hide(): void {
    drop(true)
  }
  /** Proves again that it is the same person; unlocks too. */
  async function reauthenticate(password: string): Promise<void> {
    become(await call('POST /api/session/reauthentication', { body: { password } }))
  }
  /** Every other session of the account ends. */
  async function changePassword(password: string): Promise<void> {
    become(await call('PUT /api/me/password', { body: { password } }))
  }
  function drop(locked: boolean): void {
    const { account: known = null, idleMinutes = 0 } = session.value ?? {}
    become({ account: locked ? known : null, locked, authenticatedAt: null, locksAt: null, idleMinutes })
  }

  return {
    session,
    account,
    isLocked,
    isSignedIn,
    load,
    loaded,
    signIn,
    requestLink,
    redeemLink,
    speak,
    signOut,
    lock,
    hide,
    reauthenticate,
    changePassword,
  }
})
