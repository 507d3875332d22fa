import { provenDecisions } from './device-decisions.ts'
import type { ProofRow } from './proofs.repository.ts'
import { deviceSubject } from './standing.ts'

/** A decision in the words that were shown. */
export interface SpelledDecision {
  category: string
  state: string
  /** As JSON spells it, with quotes: the same words are shown to every visitor, and spelled once. */
  wording: string
}

/** Decisions as a proof keeps them. */
export function decisionsText(decisions: readonly SpelledDecision[]): string {
  const each = decisions.map(({ category, state, wording }) => `{"category":${text(category)},"state":${text(state)},"wording":${wording}}`)
  return `[${each.join(',')}]`
}

/**
 * The canonical JSON (RFC 8785) of a proof, which its hash is over: what was said, when, where and in which words. Written with its names in
 * order, and what all decisions share once: sorting and spelling them for every visitor was a tenth of a write.
 * @param decisions the row's own, where they are at hand
 */
export function proofText(proof: ProofRow, decisions: readonly SpelledDecision[] = spelledDecisions(proof)): string {
  const decidedAt = text(new Date(proof.decided_at).toISOString())
  const recordedAt = text(new Date(proof.recorded_at).toISOString())
  const asked = `"fingerprint":${text(proof.fingerprint)},"language":${text(proof.language)}`
  const where = `"subject":${text(deviceSubject(proof.device))},"surface":${text(proof.surface)}`
  const middle = `,"decidedAt":${decidedAt},${asked},"recordedAt":${recordedAt},"site":${text(proof.site)},"state":`
  const each = decisions.map(
    ({ category, state, wording }) => `{"category":${text(category)}${middle}${text(state)},${where},"wording":${wording}}`,
  )
  const except = proof.except === null ? '' : `,"except":${JSON.stringify(JSON.parse(proof.except))}`
  return `{"decisions":[${each.join(',')}]${except},"id":${text(proof.id)}}`
}

function spelledDecisions(proof: ProofRow): SpelledDecision[] {
  return provenDecisions(proof).map((decision) => ({ ...decision, wording: text(decision.wording) }))
}

function text(value: string): string {
  return JSON.stringify(value)
}
