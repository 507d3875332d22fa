import type { Signer } from '#server/ports/signer.ts'
import { base64urlOf, utf8 } from './bytes.ts'

const KEY_ID_LENGTH = 16

/** Signs with Ed25519 by WebCrypto. The key is the page's own and ends with it, so its signatures prove nothing after that. */
export async function pageSigner(): Promise<Signer> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])
  const raw = await crypto.subtle.exportKey('raw', publicKey)
  const digest = await crypto.subtle.digest('SHA-256', raw)
  return {
    keyId: base64urlOf(digest).slice(0, KEY_ID_LENGTH),
    publicKey: base64urlOf(raw),
    sign: async (text) => base64urlOf(await crypto.subtle.sign('Ed25519', privateKey, utf8(text))),
  }
}
