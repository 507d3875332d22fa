import { type InjectionKey, inject } from 'vue'

/** Where the portal gets the time from. `main.ts` brings the real one, tests move theirs. */
export interface Clock {
  now(): Date
}

export const clockKey: InjectionKey<Clock> = Symbol('clock')

/** The clock of this app. @throws {Error} when the app was started without one */
export function useClock(): Clock {
  const clock = inject(clockKey)
  if (!clock) throw new Error('The app was started without a clock.')
  return clock
}
