import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Bytes of plain text that are sealed together; a range costs at most one chunk more at each end. */
export const CHUNK_BYTES = 65_536
export const HEAD_BYTES = 36
export const TAG_BYTES = 16
export const SEALED_BYTES = CHUNK_BYTES + TAG_BYTES

const MARK = Buffer.from('VTB1', 'latin1')
const SALT_BYTES = HEAD_BYTES - MARK.length

/** Seals and opens the chunks of one blob with AES-256-GCM. A chunk opens only at its own place, in its own blob, under its own name. */
export interface BlobCipher {
  head: Buffer
  seal(plain: Uint8Array, index: number, isLast: boolean): Buffer
  /** @throws {Error} if the chunk was changed, moved or cut off, or the key is another */
  open(sealed: Uint8Array, index: number, isLast: boolean): Buffer
}

/** For a new blob: a salt of its own, hence a key of its own, so that the counted nonces never repeat under a key. */
export function newBlobCipher(secret: Uint8Array, name: string): BlobCipher {
  return cipherOf(secret, name, Buffer.concat([MARK, randomBytes(SALT_BYTES)]))
}

/** @throws {Error} if the head is not that of a blob */
export function blobCipher(secret: Uint8Array, name: string, head: Buffer): BlobCipher {
  if (head.length !== HEAD_BYTES || !head.subarray(0, MARK.length).equals(MARK)) throw new Error('a stored file is not a blob')
  return cipherOf(secret, name, head)
}

function cipherOf(secret: Uint8Array, name: string, head: Buffer): BlobCipher {
  const key = Buffer.from(hkdfSync('sha256', secret, head, `vitrine blob ${name}`, 32))
  return {
    head,
    seal(plain, index, isLast) {
      const cipher = createCipheriv('aes-256-gcm', key, nonce(index, isLast))
      return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
    },
    open(sealed, index, isLast) {
      const decipher = createDecipheriv('aes-256-gcm', key, nonce(index, isLast), { authTagLength: TAG_BYTES })
      decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES))
      try {
        return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES)), decipher.final()])
      } catch (error) {
        throw new Error('a stored blob was changed, or was sealed with another key', { cause: error })
      }
    },
  }
}

/** The chunk's place and whether it ends the blob, after the STREAM construction (Hoang et al. 2015): nothing can be cut off or appended. */
function nonce(index: number, isLast: boolean): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeUIntBE(index, 5, 6)
  bytes.writeUInt8(isLast ? 1 : 0, 11)
  return bytes
}
