import type { Signer } from '#server/ports/signer.ts'
import { base64urlOf, utf8 } from './bytes.ts'

const KEY_ID_LENGTH = 16

/** A key that never leaves the browser, not even to this page. */
export function newPageKey(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])
}

/** Signs with Ed25519 by WebCrypto. The key belongs to one demo in one tab, so its signatures prove nothing beyond that. */
export async function pageSigner({ privateKey, publicKey }: CryptoKeyPair): Promise<Signer> {
  const raw = await crypto.subtle.exportKey('raw', publicKey)
  const digest = await crypto.subtle.digest('SHA-256', raw)
  return {
    keyId: base64urlOf(digest).slice(0, KEY_ID_LENGTH),
    publicKey: base64urlOf(raw),
    sign: async (text) => base64urlOf(await crypto.subtle.sign('Ed25519', privateKey, utf8(text))),
  }
}
