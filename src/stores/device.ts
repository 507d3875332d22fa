import { defineStore } from 'pinia'
import { ref, shallowReadonly } from 'vue'

const KEY = 'vitrine.device'
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * The opaque token of the banner in this browser, which came in a link's fragment. It is kept for this tab's session; while a sign-in link is on
 * its way it also waits for the tab that the mail opens, which takes it away.
 */
export const useDeviceStore = defineStore('device', () => {
  const token = ref(known(sessionStorage.getItem(KEY)))

  /** Takes what came in an address. Anything but a token is not kept. */
  function keep(brought: string | null): void {
    const found = known(brought)
    if (found === null) return
    token.value = found
    sessionStorage.setItem(KEY, found)
  }
  /** Leaves the token where the tab that the mail opens finds it. */
  function waitForLink(): void {
    if (token.value !== null) localStorage.setItem(KEY, token.value)
  }
  /** Takes what another tab left for this one. */
  function takeOver(): void {
    if (token.value === null) keep(localStorage.getItem(KEY))
    localStorage.removeItem(KEY)
  }

  return { token: shallowReadonly(token), keep, waitForLink, takeOver }
})

function known(text: string | null): string | null {
  return text !== null && UUID.test(text) ? text.toLowerCase() : null
}
