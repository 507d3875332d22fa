/** Structured log lines. Never a name, an address, a token or a record: facts are ids, codes, counts and durations. */
export interface Log {
  info(event: string, facts?: Record<string, string | number | boolean>): void
  warn(event: string, facts?: Record<string, string | number | boolean>): void
  error(event: string, error: unknown, facts?: Record<string, string | number | boolean>): void
}
