import { keyIdOf, verifyEd25519 } from './ed25519.ts'
import { type PublishedKey, type SignedDocument, verifyReceipt } from './receipts.ts'

/**
 * What can be said about a file without asking anybody. `genuine`: signed by a key the operator published. `unknown-key`: nothing was changed
 * since it was signed, but nobody vouches for the key. `changed`: at least one byte is not as it was signed. `unreadable`: no signed document.
 */
export type Verdict = 'genuine' | 'unknown-key' | 'changed' | 'unreadable'

/** A verdict, and the key that signed; null unless the signature holds. */
export interface Judgement {
  verdict: Verdict
  key: PublishedKey | null
}

/**
 * Judges a receipt or certificate as it lies on the disk: the one check behind the page and the command line. Never throws for what it is
 * given.
 * @param keys those the operator published; none when they could not be had
 */
export async function verdictOn(file: Uint8Array, keys: readonly PublishedKey[]): Promise<Judgement> {
  const text = textOf(file)
  const read = text === null ? null : signedDocumentIn(text)
  if (text === null || read === null) return { verdict: 'unreadable', key: null }
  const { keyId, publicKey } = read
  // A key's id follows from the key, so that a changed id is found even where no published keys are at hand.
  const isWhole = (await keyIdOf(publicKey)) === keyId && (await verifyReceipt(text, verifyEd25519, [read]))
  if (!isWhole) return { verdict: 'changed', key: null }
  const isPublished = keys.some((key) => key.keyId === keyId && key.publicKey === publicKey)
  return { verdict: isPublished ? 'genuine' : 'unknown-key', key: { keyId, publicKey } }
}

// Bytes that are no text are no document; a decoder that mended them would hide a changed byte.
function textOf(file: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file)
  } catch (failure) {
    if (failure instanceof TypeError) return null
    throw failure
  }
}

function signedDocumentIn(text: string): SignedDocument | null {
  try {
    const read: unknown = JSON.parse(text)
    if (typeof read !== 'object' || read === null) return null
    const { document, signature, keyId, publicKey } = read as Partial<SignedDocument>
    const isObject = typeof document === 'object' && document !== null && !Array.isArray(document)
    return isObject && [signature, keyId, publicKey].every((part) => typeof part === 'string') ? (read as SignedDocument) : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
