import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { Refusal } from '#src/api/refusal.ts'
import { answering, Refused } from '#tests/support/answering.ts'
import { mountPart } from '#tests/support/mount-part.ts'
import { provideStepUp, useStepUp } from './useStepUp.ts'

const proven = { account: null, locked: false, authenticatedAt: null, locksAt: null, idleMinutes: 15 }

async function app() {
  let stepUp!: ReturnType<typeof provideStepUp>
  let page!: ReturnType<typeof useStepUp>
  const Page = defineComponent({
    setup() {
      page = useStepUp()
      return () => h('p')
    },
  })
  const App = defineComponent({
    setup() {
      stepUp = provideStepUp()
      return () => h(Page)
    },
  })
  await mountPart(App)
  return { stepUp, page }
}
/** An act that the server refuses until the person has proven themselves. */
function needsProof() {
  const act = vi.fn<() => Promise<string>>()
  return act.mockRejectedValueOnce(new Refusal('session/reauthentication-required', 403)).mockResolvedValue('done')
}

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('the step-up', () => {
  it('does nothing where the proof is fresh', async () => {
    const { stepUp, page } = await app()

    const result = await page.guarded(async () => 'done')

    expect(result).toBe('done')
    expect(stepUp.isOpen.value).toBe(false)
  })

  it('asks for proof and repeats the act once it is given', async () => {
    answering({ 'POST /api/session/reauthentication': () => proven })
    const { stepUp, page } = await app()
    const act = needsProof()

    const result = page.guarded(act)
    await flushPromises()
    const wasOpen = stepUp.isOpen.value
    await stepUp.confirm('correct horse')

    expect(wasOpen).toBe(true)
    expect(await result).toBe('done')
    expect(act).toHaveBeenCalledTimes(2)
  })

  it('stays open and says so when the password is wrong', async () => {
    answering({ 'POST /api/session/reauthentication': () => new Refused(401, 'session/wrong-credentials') })
    const { stepUp, page } = await app()

    const result = page.guarded(needsProof())
    await flushPromises()
    await stepUp.confirm('wrong')

    expect(stepUp.isOpen.value).toBe(true)
    expect(stepUp.refused.value).toBe('session/wrong-credentials')
    stepUp.cancel()
    await expect(result).rejects.toBeInstanceOf(Refusal)
  })

  it('leaves everything undone when the person gives up', async () => {
    const { stepUp, page } = await app()
    const act = needsProof()

    const result = page.guarded(act)
    await flushPromises()
    stepUp.cancel()

    await expect(result).rejects.toMatchObject({ code: 'session/reauthentication-required' })
    expect(act).toHaveBeenCalledTimes(1)
  })

  it('lets other refusals through', async () => {
    const { page } = await app()

    await expect(page.guarded(() => Promise.reject(new Refusal('export/already-running', 409)))).rejects.toMatchObject({
      code: 'export/already-running',
    })
  })
})
