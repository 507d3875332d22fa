import type { Verify } from './receipts.ts'

/** Letters of the SHA-256 of a public key that make its id. */
const KEY_ID_LETTERS = 16
// What WebCrypto and atob say to a key or signature that is none.
const unfit = new Set(['DataError', 'InvalidAccessError', 'InvalidCharacterError', 'OperationError', 'SyntaxError'])

/** Ed25519 (RFC 8032) by WebCrypto, the same in browsers and in Node. A key or signature that is none verifies nothing. */
export const verifyEd25519: Verify = async (text, signature, publicKey) => {
  try {
    const key = await crypto.subtle.importKey('raw', bytesOf(publicKey), 'Ed25519', false, ['verify'])
    return await crypto.subtle.verify('Ed25519', key, bytesOf(signature), new TextEncoder().encode(text))
  } catch (failure) {
    if (unfit.has((failure as Error).name)) return false
    throw failure
  }
}

/** The id that belongs to a public key: the start of its SHA-256, both base64url. Null for a text that is no key. */
export async function keyIdOf(publicKey: string): Promise<string | null> {
  try {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytesOf(publicKey)))
    return lettersOf(digest).slice(0, KEY_ID_LETTERS)
  } catch (failure) {
    if (unfit.has((failure as Error).name)) return null
    throw failure
  }
}

/** Four texts of base64 can mean the same bytes, as the last letter has bits to spare; only the one that we would write counts. */
function bytesOf(base64Url: string): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from(atob(base64Url.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
  if (lettersOf(bytes) !== base64Url) throw new DOMException('Not the shortest way to write these bytes.', 'InvalidCharacterError')
  return bytes
}

function lettersOf(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
