import { createHash, createPublicKey, verify } from 'node:crypto'
import type { Json } from '#domain/canonical-json.ts'
import { type SignedDocument, verifyReceipt } from '#domain/receipts.ts'

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50

/**
 * Reads a ZIP whose entries are stored as they are, by its central directory.
 * @throws {Error} if it is no ZIP, or an entry is compressed
 */
export function readZip(file: Buffer): Map<string, Buffer> {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || file.readUInt32LE(end) !== END_OF_DIRECTORY) throw new Error('this is no ZIP file')
  const entries = new Map<string, Buffer>()
  let at = file.readUInt32LE(end + 16)
  while (file.readUInt32LE(at) === DIRECTORY_ENTRY) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => file.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ]
    const name = file.toString('utf8', at + 46, at + 46 + nameLength)
    if (file.readUInt16LE(at + 10) !== 0) throw new Error(`${name} is compressed`)
    const header = file.readUInt32LE(at + 42)
    const start = header + 30 + file.readUInt16LE(header + 26) + file.readUInt16LE(header + 28)
    entries.set(name, file.subarray(start, start + file.readUInt32LE(at + 24)))
    at += 46 + nameLength + extraLength + commentLength
  }
  return entries
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

export interface Manifest {
  files: { name: string; bytes: number; sha256: string }[]
  sources: { source: string; records: number }[]
  gaps: unknown[]
}

/** What a manifest says. */
export function manifestIn(entries: ReadonlyMap<string, Buffer>): { text: string; document: Manifest } {
  const text = entries.get('manifest.json')?.toString('utf8') ?? ''
  return { text, document: (JSON.parse(text) as { document: Manifest }).document }
}

/** Checks a signed file offline: with Node's own Ed25519 and one key, the one its reader trusts. */
export function isSignedBy(publicKey: string, file: string): Promise<boolean> {
  const { keyId } = JSON.parse(file) as SignedDocument
  return verifyReceipt(file, async (text, signature, key) => verifyEd25519(text, signature, key), [{ keyId, publicKey }])
}

/** The same file with one word of its document changed. */
export function tampered(file: string): string {
  const signed = JSON.parse(file) as { document: Record<string, Json> }
  return JSON.stringify({ ...signed, document: { ...signed.document, 'dct:created': '2020-01-01T00:00:00.000Z' } })
}

function verifyEd25519(text: string, signature: string, publicKey: string): boolean {
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' })
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'))
}
