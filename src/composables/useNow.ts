import { type InjectionKey, inject, onScopeDispose, provide, type Ref, shallowRef } from 'vue'
import { useClock } from './useClock.ts'

const LOOK_EVERY_MS = 30_000
type Now = Readonly<Ref<Date>>
const key: InjectionKey<Now> = Symbol('now')

/** For the app: one look at the clock for all its components. */
export function provideNow(): Now {
  const now = looked()
  provide(key, now)
  return now
}

/** The present, looked up again every half minute and when the page comes back from sleep or another tab. */
export function useNow(): Now {
  return inject(key, looked, true)
}

function looked(): Now {
  const clock = useClock()
  const now = shallowRef(clock.now())
  const look = () => {
    now.value = clock.now()
  }
  const timer = setInterval(look, LOOK_EVERY_MS)
  document.addEventListener('visibilitychange', look)
  onScopeDispose(() => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', look)
  })
  return now
}
