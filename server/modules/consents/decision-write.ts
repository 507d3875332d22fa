import type { DecisionRow } from './decisions.repository.ts'

/** A decision on its way in. `sources` are told of it; `evidence` goes into the event. */
export interface DecisionWrite {
  row: DecisionRow
  sources: readonly string[]
  evidence: Record<string, string | boolean>
  /** It was made elsewhere, at a time that counts; an account's own decisions are put in the order in which we hear them. */
  keepsTime?: boolean
  /** Stored only while this decision stands: it carries out what was said there. */
  follows?: string
}
