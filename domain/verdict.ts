import { type PublishedKey, type SignedDocument, type Verify, verifyReceipt } from './receipts.ts'

/**
 * What can be said about a file without asking anybody. `genuine`: signed by a key the operator published. `unknown-key`: nothing was changed
 * since it was signed, but nobody vouches for the key. `changed`: at least one byte is not as it was signed. `unreadable`: no signed document.
 */
export type Verdict = 'genuine' | 'unknown-key' | 'changed' | 'unreadable'

/**
 * Judges a receipt or certificate as it lies on the disk. Never throws for what it is given.
 * @param keys those the operator published; none when they could not be had
 */
export async function verdictOn(text: string, verify: Verify, keys: readonly PublishedKey[]): Promise<Verdict> {
  const read = signedDocumentIn(text)
  if (read === null) return 'unreadable'
  if (await verifyReceipt(text, verify, keys)) return 'genuine'
  return (await verifyReceipt(text, verify, [read])) ? 'unknown-key' : 'changed'
}

/** The signed document in a text, whether or not its signature holds; null when there is none. */
export function signedDocumentIn(text: string): SignedDocument | null {
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
