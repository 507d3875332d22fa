import { onScopeDispose, type Ref, ref, shallowRef } from 'vue'
import { type Refusal, refusalOf } from '#src/api/refusal.ts'

/** What is asked of the server, and how it goes. `value` stays while it is asked again. */
export interface Load<T> {
  value: Readonly<Ref<T | null>>
  state: Readonly<Ref<'loading' | 'ready' | 'failed'>>
  refusal: Readonly<Ref<Refusal | null>>
  /** Asks again. The newest answer wins, whatever the order in which answers arrive. */
  reload: () => Promise<void>
  /** Asks again by itself, without a person's doing: what is shown stays, and the session may lock meanwhile. */
  refresh: () => Promise<void>
}

/** Asks at once, and again on `reload` or, in the background, on `refresh`. `signal` aborts what is no longer wanted. */
export function useLoad<T>(ask: (signal: AbortSignal, background: boolean) => Promise<T>): Load<T> {
  const value = shallowRef<T | null>(null)
  const state = ref<'loading' | 'ready' | 'failed'>('loading')
  const refusal = shallowRef<Refusal | null>(null)
  let current: AbortController | null = null

  async function read(background: boolean): Promise<void> {
    current?.abort()
    const mine = new AbortController()
    current = mine
    if (!background) state.value = 'loading'
    try {
      const answer = await ask(mine.signal, background)
      if (mine !== current) return
      value.value = answer
      refusal.value = null
      state.value = 'ready'
    } catch (failure) {
      if (mine !== current) return
      refusal.value = refusalOf(failure)
      state.value = 'failed'
    }
  }

  onScopeDispose(() => {
    current?.abort()
    current = null
  })
  const reload = () => read(false)
  void reload()
  return { value, state, refusal, reload, refresh: () => read(true) }
}
