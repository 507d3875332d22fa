import type { ConsentProof } from '../types.ts'

const KEY = 'vitrine.proofs'
// A visitor who changes their mind more often while the API is away loses the oldest of these records, not the choice.
const MOST = 20

export interface ProofPorts {
  api: string
  /** Null where the browser refuses storage. */
  store: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null
  send: typeof fetch
}

export interface Proofs {
  /** Sends a proof; it waits in storage until the API has confirmed it. */
  record(proof: ConsentProof): Promise<void>
  /** Sends what earlier visits could not. */
  flush(): Promise<void>
}

/** Proofs of consent on their way to the API. Their ids are made here, so sending one twice changes nothing there. */
export function createProofs({ api, store, send }: ProofPorts): Proofs {
  async function deliver(proof: ConsentProof): Promise<void> {
    const isSettled = await send(`${api}/api/consents`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(proof),
      credentials: 'omit',
      keepalive: true,
      referrerPolicy: 'origin',
    }).then(
      // Refused for good (4xx) will be refused again; too many (429) and faults (5xx) will not.
      ({ status }) => status < 500 && status !== 429,
      () => false,
    )
    if (isSettled) write(read().filter(({ id }) => id !== proof.id))
  }

  function read(): ConsentProof[] {
    try {
      const kept: unknown = JSON.parse(store?.getItem(KEY) ?? '[]')
      return Array.isArray(kept) ? kept.filter(isProof) : []
    } catch {
      // What stands there is not ours to repair.
      return []
    }
  }

  function write(proofs: ConsentProof[]): void {
    try {
      if (proofs.length > 0) store?.setItem(KEY, JSON.stringify(proofs.slice(-MOST)))
      else store?.removeItem(KEY)
    } catch {
      // Storage is full: the proof is on its way all the same, it only cannot wait for a second try.
      store = null
    }
  }

  return {
    record(proof) {
      write([...read(), proof])
      return deliver(proof)
    },
    async flush() {
      await Promise.all(read().map(deliver))
    },
  }
}

// Anyone on this page can write to storage. The API checks every field; here it only has to be a thing with an id.
function isProof(kept: unknown): kept is ConsentProof {
  return typeof kept === 'object' && kept !== null && typeof (kept as { id?: unknown }).id === 'string'
}
