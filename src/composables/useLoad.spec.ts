import { flushPromises } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { effectScope } from 'vue'
import { Refusal } from '#src/api/refusal.ts'
import { useCursorPages } from './useCursorPages.ts'
import { useLoad } from './useLoad.ts'

describe('what is asked of the server', () => {
  it('is loading, then ready', async () => {
    const load = effectScope().run(() => useLoad(async () => 'answer'))!

    const first = load.state.value
    await flushPromises()

    expect(first).toBe('loading')
    expect(load.state.value).toBe('ready')
    expect(load.value.value).toBe('answer')
  })

  it('fails with the refusal and can be asked again', async () => {
    const answers = [() => Promise.reject(new Refusal('network', 0)), async () => 'answer']
    const load = effectScope().run(() => useLoad(() => answers.shift()!()))!
    await flushPromises()
    const refused = load.refusal.value?.code

    await load.reload()

    expect(refused).toBe('network')
    expect(load.refusal.value).toBeNull()
    expect(load.value.value).toBe('answer')
  })

  it('shows the newest answer, whatever the order in which answers arrive', async () => {
    const waiting: ((answer: string) => void)[] = []
    const load = effectScope().run(() => useLoad(() => new Promise<string>((resolve) => waiting.push(resolve))))!
    const second = load.reload()

    waiting[1]?.('second')
    waiting[0]?.('first')
    await second
    await flushPromises()

    expect(load.value.value).toBe('second')
  })

  it('is dropped when its page is left', async () => {
    const signals: AbortSignal[] = []
    const scope = effectScope()
    scope.run(() =>
      useLoad((signal) => {
        signals.push(signal)
        return new Promise(() => {})
      }),
    )

    scope.stop()

    expect(signals[0]?.aborted).toBe(true)
  })

  it('is walked page by page, forward by the cursor and back', async () => {
    const asked: (string | undefined)[] = []
    const pages = effectScope().run(() =>
      useCursorPages(async (cursor) => {
        asked.push(cursor)
        return { nextCursor: cursor === undefined ? 'second' : null }
      }),
    )!
    await flushPromises()

    await pages.next()
    const onSecond = { page: pages.page.value, hasNext: pages.hasNext.value, hasPrevious: pages.hasPrevious.value }
    await pages.previous()

    expect(asked).toEqual([undefined, 'second', undefined])
    expect(onSecond).toEqual({ page: 2, hasNext: false, hasPrevious: true })
    expect(pages.page.value).toBe(1)
  })
})
