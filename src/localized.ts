import type { Localized } from '#contract/shared.ts'

/** Whether a fact of a refusal is a text in several languages. */
export function isLocalized(fact: unknown): fact is Localized {
  return typeof fact === 'object' && fact !== null && typeof (fact as Partial<Localized>).en === 'string'
}
