/** What is kept as evidence, beside the records of accounts. */
export interface ProofTables {
  /**
   * What visitors decided, one row per proof: what the banner sent, with the words it showed. Append-only. Decisions are derived from it.
   * `decisions` is JSON, a list of category, state and wording; `except` too, the services refused within what is granted.
   */
  proofs: {
    device: string
    id: string
    site: string
    fingerprint: string
    language: string
    surface: string
    decisions: string
    signal: number
    decided_at: number
    recorded_at: number
    except: string | null
  }
}
