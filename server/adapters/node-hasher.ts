import { createHmac, hash } from 'node:crypto'
import type { Hasher } from '#server/ports/hasher.ts'

const KEY_BYTES = 32

/**
 * Digests by Node's own crypto.
 * @param lookupKey the server's secret of 32 bytes; who has it can try out e-mail addresses against stored keys
 * @throws {RangeError} if the key is shorter
 */
export function nodeHasher(lookupKey: Uint8Array): Hasher {
  if (lookupKey.length < KEY_BYTES) throw new RangeError(`the lookup key needs ${KEY_BYTES} bytes`)
  return {
    sha256: (text) => hash('sha256', text, 'hex'),
    keyed: async (text) => createHmac('sha256', lookupKey).update(text).digest('hex'),
  }
}
