import { computed, shallowRef } from 'vue'
import type { Choice } from '#contract/choices.ts'
import { type Refusal, refusalOf } from '#src/api/refusal.ts'
import { useLocale } from '#src/i18n.ts'
import { useChoicesStore } from '#src/stores/choices.ts'
import { keyOf, withdrawable } from './groups.ts'

type State = Choice['state']
/** What was changed last, as it was before. */
export interface Change {
  to: State
  before: readonly Choice[]
  /** Everything was withdrawn at once. */
  isAll: boolean
}

/**
 * Decides at once, and takes back what the server refuses. `shown` is what a switch shows: the newest decision under way, else what stands.
 * Decisions reach the server in the order in which they were made, so that a yes never overtakes the no after it.
 */
export function useDeciding() {
  const store = useChoicesStore()
  const locale = useLocale()
  const pending = shallowRef<Record<string, { to: State }>>({})
  const refusals = shallowRef<Record<string, Refusal>>({})
  const last = shallowRef<Change | null>(null)
  let earlier: Promise<unknown> = Promise.resolve()

  /** @returns whether the decision stands */
  async function decide(choice: Choice, to: State): Promise<boolean> {
    return attempt([{ choice, to }], { to, before: [choice], isAll: false })
  }
  /** Withdraws everything that can be withdrawn, on the joined devices too. @returns whether it stands */
  async function withdrawAll(): Promise<boolean> {
    const before = withdrawable(store.choices)
    const wishes = before.map((choice) => ({ choice, to: 'denied' as const }))
    return attempt(wishes, { to: 'denied', before, isAll: true }, () => store.withdrawAll(crypto.randomUUID(), locale.value))
  }
  /** Decides anew what stood before the last change. */
  async function undo(): Promise<boolean> {
    if (!last.value || !isUndoable(last.value)) return false
    return attempt(
      last.value.before.map((choice) => ({ choice, to: choice.state })),
      null,
    )
  }

  async function attempt(
    wishes: readonly { choice: Choice; to: State }[],
    change: Change | null,
    act = () => send(wishes),
  ): Promise<boolean> {
    const keys = wishes.map(({ choice }) => keyOf(choice))
    const wished = Object.fromEntries(wishes.map(({ choice, to }) => [keyOf(choice), { to }]))
    pending.value = { ...pending.value, ...wished }
    refusals.value = without(refusals.value, keys)
    const turn = earlier.then(act)
    earlier = turn.catch(() => undefined)
    try {
      await turn
      last.value = change
      return true
    } catch (failure) {
      const refusal = refusalOf(failure)
      refusals.value = { ...refusals.value, ...Object.fromEntries(keys.map((key) => [key, refusal])) }
      return false
    } finally {
      const isNewest = (key: string) => pending.value[key] === wished[key]
      pending.value = without(pending.value, keys.filter(isNewest))
    }
  }
  function send(wishes: readonly { choice: Choice; to: State }[]): Promise<void> {
    return store.decide(
      wishes.map(({ choice: { purpose, channel, wording }, to }) => ({
        id: crypto.randomUUID(),
        purpose,
        channel,
        state: to,
        wording: wording.id,
        language: locale.value,
      })),
    )
  }

  return {
    decide,
    withdrawAll,
    undo,
    last,
    canUndo: computed(() => last.value !== null && isUndoable(last.value)),
    isBusy: computed(() => Object.keys(pending.value).length > 0),
    shown: (choice: Choice): State => pending.value[keyOf(choice)]?.to ?? choice.state,
    isPending: (choice: Choice): boolean => keyOf(choice) in pending.value,
    refusal: (choice: Choice): Refusal | null => refusals.value[keyOf(choice)] ?? null,
    /** Whether the last change was this choice alone, so that it can be undone in its place. */
    isLast: (choice: Choice): boolean => last.value?.isAll === false && last.value.before.some((one) => keyOf(one) === keyOf(choice)),
  }
}

/** A pause begun anew would end on another day, so that it cannot be brought back honestly. */
function isUndoable({ before }: Change): boolean {
  return before.length > 0 && before.every(({ state }) => state !== 'paused')
}

function without<T>(all: Record<string, T>, keys: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([key]) => !keys.includes(key)))
}
