import { defineStore } from 'pinia'
import { shallowReadonly, shallowRef } from 'vue'
import type { Choice, DecisionRequest } from '#contract/choices.ts'
import { call } from '#src/api/client.ts'

/** The person's choices and how far each has come. */
export const useChoicesStore = defineStore('choices', () => {
  const choices = shallowRef<readonly Choice[]>([])

  let decided = 0

  /** Reads the choices. `background` when the page asks by itself. What a decision has overtaken meanwhile is dropped. */
  async function load(signal?: AbortSignal, background = false): Promise<void> {
    const before = decided
    const answer = await call('GET /api/me/choices', { background, ...(signal ? { signal } : {}) })
    if (before === decided) choices.value = answer.choices
  }
  /** Decides, and shows what the server made of it. Ids are made by the caller: the same id twice decides once. */
  async function decide(decisions: DecisionRequest[]): Promise<void> {
    decided += 1
    const answer = await call('POST /api/me/decisions', { body: { decisions } })
    decided += 1
    choices.value = answer.choices
  }
  /** Forgets what was read, when the session is locked or over. */
  function clear(): void {
    choices.value = []
  }

  return { choices: shallowReadonly(choices), load, decide, clear }
})
