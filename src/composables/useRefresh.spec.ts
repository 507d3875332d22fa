import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, ref } from 'vue'
import { call } from '#src/api/client.ts'
import { useLoad } from './useLoad.ts'
import { useRefresh } from './useRefresh.ts'

const PAUSE = 2_000

describe('a page that looks again by itself', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('asks after each pause, and not before', async () => {
    const ask = vi.fn(async () => {})
    effectScope().run(() => useRefresh(ask, true, PAUSE))

    await vi.advanceTimersByTimeAsync(PAUSE - 1)
    const before = ask.mock.calls.length
    await vi.advanceTimersByTimeAsync(PAUSE + 1)

    expect(before).toBe(0)
    expect(ask).toHaveBeenCalledTimes(2)
  })

  it('does not ask a slow server twice at a time', async () => {
    const ask = vi.fn(() => new Promise<void>(() => {}))
    effectScope().run(() => useRefresh(ask, true, PAUSE))

    await vi.advanceTimersByTimeAsync(5 * PAUSE)

    expect(ask).toHaveBeenCalledTimes(1)
  })

  it('stops when there is nothing to wait for any more, and begins again when there is', async () => {
    const ask = vi.fn(async () => {})
    const isWanted = ref(false)
    effectScope().run(() => useRefresh(ask, isWanted, PAUSE))

    await vi.advanceTimersByTimeAsync(3 * PAUSE)
    const idle = ask.mock.calls.length
    isWanted.value = true
    await flushPromises()
    await vi.advanceTimersByTimeAsync(PAUSE)

    expect(idle).toBe(0)
    expect(ask).toHaveBeenCalledTimes(1)
  })

  it('ends with its page', async () => {
    const ask = vi.fn(async () => {})
    const scope = effectScope()
    scope.run(() => useRefresh(ask, true, PAUSE))

    scope.stop()
    await vi.advanceTimersByTimeAsync(3 * PAUSE)

    expect(ask).not.toHaveBeenCalled()
  })

  it('tells the server that nobody has done anything, so that the session locks in time', async () => {
    const marks: (string | null)[] = []
    vi.stubGlobal('fetch', async (input: string | Request, init: RequestInit = {}) => {
      marks.push((input instanceof Request ? input.headers : new Headers(init.headers)).get('vitrine-background'))
      return Response.json({ exports: [] })
    })
    const load = effectScope().run(() => useLoad((signal, background) => call('GET /api/me/exports', { signal, background })))!
    await vi.advanceTimersByTimeAsync(0)

    await load.refresh()

    expect(marks).toEqual([null, '1'])
  })
})
