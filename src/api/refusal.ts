import type { ProblemCode } from '#contract/problems.ts'

/** What a person can be told: a refusal of the server, or that it was not reached. */
export type RefusalCode = ProblemCode | 'network'

/** An expected failure of a call. The portal translates the code; `facts` fill in the message. */
export class Refusal extends Error {
  readonly code: RefusalCode
  /** HTTP status; 0 when no answer came. */
  readonly status: number
  readonly facts: Readonly<Record<string, unknown>>

  constructor(code: RefusalCode, status: number, facts: Record<string, unknown> = {}) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.status = status
    this.facts = facts
  }
}

/** The refusal behind a failure. Anything else is our own mistake and is thrown on. */
export function refusalOf(failure: unknown): Refusal {
  if (failure instanceof Refusal) return failure
  throw failure
}
