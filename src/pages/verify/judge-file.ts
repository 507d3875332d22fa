import type { PublishedKey } from '#domain/receipts.ts'
import { type Judgement, verdictOn } from '#domain/verdict.ts'

/** Bytes; receipts and certificates have a few thousand. A larger file is not read into the page. */
const LARGEST_FILE = 1_000_000

/** Judges a file in the page itself: it is never sent anywhere. */
export async function judgeFile(file: File, keys: readonly PublishedKey[]): Promise<Judgement> {
  const bytes = file.size > LARGEST_FILE ? new Uint8Array() : new Uint8Array(await file.arrayBuffer())
  return verdictOn(bytes, keys)
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
