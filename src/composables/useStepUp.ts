import { type InjectionKey, inject, provide, type Ref, readonly, ref, shallowRef } from 'vue'
import { Refusal, type RefusalCode, refusalOf } from '#src/api/refusal.ts'
import { useSessionStore } from '#src/stores/session.ts'

interface StepUp {
  guarded: <T>(act: () => Promise<T>) => Promise<T>
}
const key: InjectionKey<StepUp> = Symbol('step-up')

/** For the app: the state of the one dialog in which a person proves again that it is them. */
export function provideStepUp() {
  const session = useSessionStore()
  const isOpen = ref(false)
  const isBusy = ref(false)
  const refused = ref<RefusalCode | null>(null)
  const waiting = shallowRef<{ proven: () => void; given: () => void } | null>(null)

  function ask(): Promise<void> {
    waiting.value?.given()
    refused.value = null
    isOpen.value = true
    return new Promise((proven, reject) => {
      waiting.value = { proven, given: () => reject(new Refusal('session/reauthentication-required', 403)) }
    })
  }
  async function confirm(password: string): Promise<void> {
    isBusy.value = true
    try {
      await session.reauthenticate(password)
      isOpen.value = false
      waiting.value?.proven()
      waiting.value = null
    } catch (failure) {
      refused.value = refusalOf(failure).code
    } finally {
      isBusy.value = false
    }
  }
  function cancel(): void {
    isOpen.value = false
    waiting.value?.given()
    waiting.value = null
  }
  async function guarded<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act()
    } catch (failure) {
      if (!(failure instanceof Refusal) || failure.code !== 'session/reauthentication-required') throw failure
      await ask()
      return act()
    }
  }
  provide(key, { guarded })
  return { isOpen: readonly(isOpen) as Readonly<Ref<boolean>>, isBusy, refused, confirm, cancel, guarded }
}

/**
 * `guarded(act)` does what was asked; when the server wants fresh proof first, a dialog asks for it and the act is repeated.
 * When the person gives up, the refusal `session/reauthentication-required` is thrown.
 */
export function useStepUp(): StepUp {
  const stepUp = inject(key)
  if (!stepUp) throw new Error('The app was started without its step-up dialog.')
  return stepUp
}
