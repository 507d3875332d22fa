import { computed, ref, shallowRef } from 'vue'
import type { Choice } from '#contract/choices.ts'
import { type Refusal, refusalOf } from '#src/api/refusal.ts'
import { useLocale } from '#src/i18n.ts'
import { useChoicesStore } from '#src/stores/choices.ts'
import { keyOf } from './groups.ts'

type State = Choice['state']
/** What was changed last, as it was before. */
export interface Change {
  to: State
  choices: Choice[]
}

/**
 * Decides at once, and takes back what the server refuses. `shown` is what a switch shows: the decision under way, else what stands.
 */
export function useDeciding() {
  const store = useChoicesStore()
  const locale = useLocale()
  const pending = ref<Record<string, State>>({})
  const refusals = shallowRef<Record<string, Refusal>>({})
  const last = shallowRef<Change | null>(null)

  /** @returns whether the decision stands */
  async function decide(choices: Choice[], to: State): Promise<boolean> {
    const keys = choices.map(keyOf)
    pending.value = { ...pending.value, ...Object.fromEntries(keys.map((key) => [key, to])) }
    refusals.value = without(refusals.value, keys)
    try {
      await store.decide(
        choices.map(({ purpose, channel, wording }) => ({
          id: crypto.randomUUID(),
          purpose,
          channel,
          state: to,
          wording: wording.id,
          language: locale.value,
        })),
      )
      last.value = choices.every(({ state }) => state === 'granted' || state === 'denied') ? { to, choices } : null
      return true
    } catch (failure) {
      const refusal = refusalOf(failure)
      refusals.value = { ...refusals.value, ...Object.fromEntries(keys.map((key) => [key, refusal])) }
      return false
    } finally {
      pending.value = without(pending.value, keys)
    }
  }
  /** Decides the other way again, for exactly what was changed last. A pause or a lower frequency cannot be restored so, and has no undo. */
  async function undo(): Promise<boolean> {
    if (!last.value) return false
    const { to, choices } = last.value
    const isUndone = await decide(choices, to === 'granted' ? 'denied' : 'granted')
    if (isUndone) last.value = null
    return isUndone
  }

  return {
    decide,
    undo,
    last,
    isBusy: computed(() => Object.keys(pending.value).length > 0),
    shown: (choice: Choice): State => pending.value[keyOf(choice)] ?? choice.state,
    isPending: (choice: Choice): boolean => keyOf(choice) in pending.value,
    refusal: (choice: Choice): Refusal | null => refusals.value[keyOf(choice)] ?? null,
    /** Whether the last change was this choice alone, so that it can be undone in its place. */
    isLast: (choice: Choice): boolean => last.value?.choices.length === 1 && last.value.choices.some((one) => keyOf(one) === keyOf(choice)),
  }
}

function without<T>(all: Record<string, T>, keys: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([key]) => !keys.includes(key)))
}
