export interface Random {
  /** A UUID version 7: ordered by time, so that indexes grow at one end. */
  id(): string
  /** An unguessable token of 256 bits in base64url. */
  token(): string
  /** A number from 0 up to but not including 1, for jitter. */
  fraction(): number
}
