import type { Verify } from '#domain/receipts.ts'

/** Ed25519 of the browser (WebCrypto); nothing leaves the page. A key or signature that is none verifies nothing. */
export const verifySignature: Verify = async (text, signature, publicKey) => {
  try {
    const key = await crypto.subtle.importKey('raw', bytesOf(publicKey), 'Ed25519', false, ['verify'])
    return await crypto.subtle.verify('Ed25519', key, bytesOf(signature), new TextEncoder().encode(text))
  } catch (failure) {
    if (failure instanceof DOMException) return false
    throw failure
  }
}

/** Whether this browser knows Ed25519 at all. */
export async function canVerify(): Promise<boolean> {
  try {
    await crypto.subtle.generateKey('Ed25519', false, ['verify', 'sign'])
    return true
  } catch (failure) {
    if (failure instanceof DOMException) return false
    throw failure
  }
}

/** base64url; the caller has checked its letters. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
}
