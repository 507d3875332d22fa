import type { Answer, ConsentProof, Language, OptionalId, Surface } from '../types.ts'

/**
 * Whether a decision may be taken as the visitor's own. A yes needs an event made by a person;
 * a no, or keeping what stands, may come from anywhere.
 */
export function isTakable(wanted: ReadonlySet<OptionalId>, standing: ReadonlySet<OptionalId>, isTrusted: boolean): boolean {
  return isTrusted || [...wanted].every((id) => standing.has(id))
}

/** What "accept all" means: everything, but with Global Privacy Control advertising only if it has been switched on by its own switch. */
export function everything(optional: readonly OptionalId[], signal: boolean): ReadonlySet<OptionalId> {
  return new Set(optional.filter((id) => id !== 'advertising' || !signal))
}

export interface ProofFacts {
  id: string
  site: string
  /** The whole fingerprint; the cookie keeps only its beginning. */
  fingerprint: string
  optional: readonly OptionalId[]
  language: Language
  surface: Surface
}

/** The record of an answer that the API keeps as proof. */
export function proofOf({ granted, decidedAt, device, signal }: Answer, { optional, ...facts }: ProofFacts): ConsentProof {
  return {
    ...facts,
    device,
    decidedAt: decidedAt.toISOString(),
    decisions: optional.map((category) => ({ category, state: granted.has(category) ? 'granted' : 'denied' })),
    signal,
  }
}
