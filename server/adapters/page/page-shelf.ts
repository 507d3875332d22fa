/** All that a server in a page knows, as the browser can store it. */
export interface Kept {
  /** Another version starts anew. */
  version: string
  databases: Readonly<Record<string, Uint8Array>>
  lookupKey: Uint8Array<ArrayBuffer>
  signingKey: CryptoKeyPair
  blobs: Map<string, Blob>
  jar: Map<string, string>
}

/** Where a page's server survives a reload. */
export interface Shelf {
  take(): Promise<Kept | null>
  put(kept: Kept): Promise<void>
}

const STORE = 'tabs'
const KEPT_MS = 86_400_000

/**
 * A shelf in the browser's own database, one place per tab. Places of tabs that have rested for a day are cleared.
 * @param tab an id that lives as long as the tab
 * @param now epoch milliseconds
 */
export async function pageShelf(tab: string, now: () => number): Promise<Shelf> {
  const opening = indexedDB.open('vitrine-demo', 1)
  opening.onupgradeneeded = () => void opening.result.createObjectStore(STORE)
  const database = await settled(opening)
  const store = (mode: IDBTransactionMode) => database.transaction(STORE, mode).objectStore(STORE)
  await clearOld(store('readwrite'), now() - KEPT_MS)
  return {
    async take() {
      const found = (await settled(store('readonly').get(tab))) as { kept: Kept } | undefined
      return found?.kept ?? null
    },
    async put(kept) {
      await settled(store('readwrite').put({ kept, at: now() }, tab))
    },
  }
}

async function clearOld(store: IDBObjectStore, before: number): Promise<void> {
  const tabs = await settled(store.getAllKeys())
  await Promise.all(
    tabs.map(async (tab) => {
      const { at } = (await settled(store.get(tab))) as { at: number }
      if (at < before) await settled(store.delete(tab))
    }),
  )
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
