export interface Hasher {
  /** SHA-256 in lower-case hex, at once where the platform can. WebCrypto costs 15 times as much as Node's own for short texts, hence a port. */
  sha256(text: string): string | Promise<string>
  /** HMAC-SHA-256 with the server's lookup key, in hex: the same text gives the same result, but nobody without the key can try texts out. */
  keyed(text: string): Promise<string>
}

export interface PasswordHasher {
  /** An argon2id hash in PHC string form. */
  hash(password: string): Promise<string>
  /** Whether the password fits. With `null` it does the same work and answers false, so that an unknown account costs as much as a known one. */
  verify(password: string, phc: string | null): Promise<boolean>
}
