import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import type { Signer } from '#server/ports/signer.ts'

export const SEED_BYTES = 32

// RFC 8410 §7: what precedes the 32 bytes of an Ed25519 seed in PKCS #8.
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex')

/**
 * Signs with Ed25519 (RFC 8032). The key's id is the start of its public key's SHA-256.
 * @param seed the private key, 32 bytes
 * @throws {RangeError} if the seed has another length
 */
export function ed25519Signer(seed: Uint8Array): Signer {
  if (seed.length !== SEED_BYTES) throw new RangeError(`an Ed25519 seed has ${SEED_BYTES} bytes`)
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' })
  const publicKey = rawPublicKey(privateKey)
  return {
    keyId: createHash('sha256').update(publicKey).digest('base64url').slice(0, 16),
    publicKey: publicKey.toString('base64url'),
    sign: async (text) => sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64url'),
  }
}

function rawPublicKey(privateKey: KeyObject): Buffer {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' })
  return Buffer.from(x as string, 'base64url')
}
