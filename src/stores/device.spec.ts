import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { useDeviceStore } from './device.ts'

const token = '0195a000-0000-4000-8000-00000000000a'
/** Another tab of the same browser: its own session storage, the same local storage. */
function otherTab() {
  sessionStorage.clear()
  setActivePinia(createPinia())
  return useDeviceStore()
}

describe('the banner’s token in the portal', () => {
  beforeEach(() => setActivePinia(createPinia()))
  afterEach(() => {
    sessionStorage.clear()
    localStorage.clear()
  })

  it('is kept for this tab, also when the page is loaded again', () => {
    useDeviceStore().keep(token)
    setActivePinia(createPinia())

    expect(useDeviceStore().token).toBe(token)
    expect(localStorage.length).toBe(0)
  })

  it.each(['', 'nonsense', `${token}0`, '<script>', null])('is never what looks like %s', (brought) => {
    useDeviceStore().keep(brought)

    expect([useDeviceStore().token, sessionStorage.length]).toEqual([null, 0])
  })

  it('waits for the tab that the mail’s link opens, and is then taken away', () => {
    const first = useDeviceStore()
    first.keep(token)
    first.waitForLink()

    const second = otherTab()
    second.takeOver()

    expect([second.token, localStorage.length]).toEqual([token, 0])
  })
})
