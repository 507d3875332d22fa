import type { Hasher } from '#server/ports/hasher.ts'
import { hexOf, utf8 } from './bytes.ts'

const HMAC = { name: 'HMAC', hash: 'SHA-256' } as const
const KEY_BYTES = 32

/**
 * Digests by WebCrypto.
 * @param lookupKey the secret of 32 bytes
 * @throws {RangeError} if the key is shorter
 */
export async function pageHasher(lookupKey: Uint8Array<ArrayBuffer>): Promise<Hasher> {
  if (lookupKey.length < KEY_BYTES) throw new RangeError(`the lookup key needs ${KEY_BYTES} bytes`)
  const key = await crypto.subtle.importKey('raw', lookupKey, HMAC, false, ['sign'])
  return {
    sha256: async (text) => hexOf(await crypto.subtle.digest('SHA-256', utf8(text))),
    keyed: async (text) => hexOf(await crypto.subtle.sign('HMAC', key, utf8(text))),
  }
}
