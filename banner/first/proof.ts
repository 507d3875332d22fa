import type { Core } from '../types.ts'
import { post } from './post.ts'

/** Begins the storage key of every proof that the API has not confirmed yet. */
export const PROOF = 'vitrine.proof.'

/**
 * Sends a proof. It waits in storage until the API has confirmed it: its id is its key, so sending it twice changes nothing there. Where the
 * browser refuses storage it is sent all the same, only without a second try.
 */
export async function sendProof({ data: [api] }: Core, key: string, body: string): Promise<void> {
  let store: Storage | undefined
  try {
    store = localStorage
    store.setItem(key, body)
  } catch {
    // Refused or full: see above.
  }
  const isSettled = await post(`${api}/api/consents`, body).then(
    // Refused for good (4xx) will be refused again; too many (429) and faults (5xx) will not.
    ({ status }) => status < 500 && status !== 429,
    () => false,
  )
  if (isSettled) store?.removeItem(key)
}
