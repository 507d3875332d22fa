import { defineStore } from 'pinia'
import { shallowReadonly, shallowRef } from 'vue'
import type { Choice, DecisionRequest } from '#contract/choices.ts'
import type { Locale } from '#contract/shared.ts'
import { call } from '#src/api/client.ts'

interface Answer {
  choices: readonly Choice[]
  pauseEndsAt: string
}

/** The person's choices and how far each has come. */
export const useChoicesStore = defineStore('choices', () => {
  const choices = shallowRef<readonly Choice[]>([])
  /** When a pause that begins now would end; null until it is known. */
  const pauseEndsAt = shallowRef<string | null>(null)

  let decided = 0

  /** Reads the choices. `background` when the page asks by itself. What a decision has overtaken meanwhile is dropped. */
  async function load(signal?: AbortSignal, background = false): Promise<void> {
    const before = decided
    const answer = await call('GET /api/me/choices', { background, ...(signal ? { signal } : {}) })
    if (before === decided) show(answer)
  }
  /** Decides, and shows what the server made of it. Ids are made by the caller: the same id twice decides once. */
  async function decide(decisions: DecisionRequest[]): Promise<void> {
    await overtaking(() => call('POST /api/me/decisions', { body: { decisions } }))
  }
  /** Withdraws all that can be withdrawn, on the joined devices too. */
  async function withdrawAll(id: string, language: Locale): Promise<void> {
    await overtaking(() => call('POST /api/me/withdrawal', { body: { id, language } }))
  }
  async function overtaking(act: () => Promise<Answer>): Promise<void> {
    decided += 1
    const answer = await act()
    decided += 1
    show(answer)
  }
  function show(answer: Answer): void {
    choices.value = answer.choices
    pauseEndsAt.value = answer.pauseEndsAt
  }
  /** Forgets what was read, when the session is locked or over. */
  function clear(): void {
    choices.value = []
  }

  return { choices: shallowReadonly(choices), pauseEndsAt: shallowReadonly(pauseEndsAt), load, decide, withdrawAll, clear }
})
