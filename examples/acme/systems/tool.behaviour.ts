/** How well a sample tool works; changed while it runs by tests and by people who want to see it fail. */
export interface Behaviour {
  /** Milliseconds from taking a decision until the tool acts on it and confirms. */
  confirmAfterMs: number
  /** Share of deliveries and erasures that are answered 503, from 0 to 1. */
  failureRate: number
  /** What `Retry-After` says then. */
  retryAfterSeconds: number
  /** Answers everything 503. */
  down: boolean
}

export const steady: Behaviour = { confirmAfterMs: 0, failureRate: 0, retryAfterSeconds: 1, down: false }
