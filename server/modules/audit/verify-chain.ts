import { chainedRoot, type Hash, merkleRoot } from '#domain/merkle.ts'
import type { Ports } from '#server/ports/ports.ts'
import { type Batch, batchesAfter, checkpointsAfter, type EventRow, eventsOf, processes, rootAt } from './chain.repository.ts'
import { type Checkpoint, checkpointText, fromRow } from './checkpoints.ts'
import { leafOf } from './events.ts'
import { publishedKeys } from './signing-keys.ts'

export type BreakReason =
  | 'event-changed'
  | 'event-missing'
  | 'event-added'
  | 'batch-changed'
  | 'batch-missing'
  | 'checkpoint-forged'
  | 'checkpoint-contradicted'

/** The first place where what is kept is not what was recorded. */
export interface ChainBreak {
  reason: BreakReason
  process: string | null
  sequence: number | null
  /** The event, where one can be named: a missing one cannot. */
  eventId: string | null
  checkpointId: string | null
}

export type ChainVerdict = { intact: true; events: number; batches: number; checkpoints: number } | ({ intact: false } & ChainBreak)

type VerifyPorts = Pick<Ports, 'clock' | 'hasher' | 'database' | 'signer'>
type Counts = { events: number; batches: number; checkpoints: number }

const BATCHES_PER_PAGE = 100
const CHECKPOINTS_PER_PAGE = 200

/**
 * Recomputes every hash, root and signature, and stops at the first that does not fit.
 * @param trustedKeys public keys that checkpoints may be signed with; where missing, all that the server has published. Whoever does not trust
 * the database gives those that were noted elsewhere
 */
export async function verifyChain(ports: VerifyPorts, { trustedKeys }: { trustedKeys?: readonly string[] } = {}): Promise<ChainVerdict> {
  const counts: Counts = { events: 0, batches: 0, checkpoints: 0 }
  for (const process of await processes(ports.database)) {
    const broken = await verifyProcess(ports, process, counts)
    if (broken) return { intact: false, ...broken }
  }
  const keys = trustedKeys ?? (await publishedKeys(ports)).map(({ publicKey }) => publicKey)
  const broken = await verifyCheckpoints(ports, keys, counts)
  return broken ? { intact: false, ...broken } : { intact: true, ...counts }
}

async function verifyProcess(ports: VerifyPorts, process: string, counts: Counts): Promise<ChainBreak | null> {
  const hash: Hash = (text) => ports.hasher.sha256(text)
  let sequence = 0
  let previous: string | null = null
  for (;;) {
    const batches = await batchesAfter(ports.database, process, sequence, BATCHES_PER_PAGE)
    if (batches.length === 0) return null
    const events = Map.groupBy(
      await eventsOf(
        ports.database,
        batches.map((batch) => batch.id),
      ),
      (event) => event.batch_id,
    )
    for (const batch of batches) {
      sequence += 1
      if (batch.sequence !== sequence) return breakIn('batch-missing', process, sequence)
      const found = events.get(batch.id) ?? []
      const broken = (await verifyEvents(batch, found, hash)) ?? (await verifyBatch(batch, found, previous, hash))
      if (broken) return broken
      previous = batch.chained
      counts.batches += 1
      counts.events += found.length
    }
    await aMoment()
  }
}

async function verifyEvents(batch: Batch, events: readonly EventRow[], hash: Hash): Promise<ChainBreak | null> {
  for (const [position, event] of events.entries()) {
    if (event.position !== position) return breakIn('event-missing', batch.process, batch.sequence)
    if (position >= batch.size) return breakIn('event-added', batch.process, batch.sequence, event.id)
    const expected = await hash(leafOf({ ...event, occurredAt: event.occurred_at }))
    if (expected !== event.hash) return breakIn('event-changed', batch.process, batch.sequence, event.id)
  }
  return events.length < batch.size ? breakIn('event-missing', batch.process, batch.sequence) : null
}

async function verifyBatch(batch: Batch, events: readonly EventRow[], previous: string | null, hash: Hash): Promise<ChainBreak | null> {
  const changed = breakIn('batch-changed', batch.process, batch.sequence)
  if (events.length === 0 || batch.previous !== (previous ?? '')) return changed
  const root = await merkleRoot(
    events.map((event) => event.hash),
    hash,
  )
  return root === batch.root && (await chainedRoot(previous, root, hash)) === batch.chained ? null : changed
}

async function verifyCheckpoints({ database }: VerifyPorts, trustedKeys: readonly string[], counts: Counts): Promise<ChainBreak | null> {
  let after = { at: -1, id: '' }
  for (;;) {
    const rows = await checkpointsAfter(database, after, CHECKPOINTS_PER_PAGE)
    const last = rows.at(-1)
    if (last === undefined) return null
    for (const checkpoint of rows.map(fromRow)) {
      if (!trustedKeys.includes(checkpoint.publicKey) || !(await isSignedBy(checkpoint))) {
        return { ...breakIn('checkpoint-forged', null, null), checkpointId: checkpoint.id }
      }
      for (const head of checkpoint.heads) {
        if ((await rootAt(database, head.process, head.sequence)) === head.root) continue
        return { ...breakIn('checkpoint-contradicted', head.process, head.sequence), checkpointId: checkpoint.id }
      }
      counts.checkpoints += 1
    }
    after = last
    await aMoment()
  }
}

/** Whether the checkpoint's own key signed it; whether that key is to be trusted is another question. */
export async function isSignedBy(checkpoint: Checkpoint): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey('raw', bytesOf(checkpoint.publicKey), 'Ed25519', false, ['verify'])
    return await crypto.subtle.verify('Ed25519', key, bytesOf(checkpoint.signature), new TextEncoder().encode(checkpointText(checkpoint)))
  } catch {
    // A key or signature that is none (wrong length, wrong alphabet) proves nothing.
    return false
  }
}

function breakIn(reason: BreakReason, process: string | null, sequence: number | null, eventId: string | null = null): ChainBreak {
  return { reason, process, sequence, eventId, checkpointId: null }
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.fromBase64(base64url, { alphabet: 'base64url' })
}

/** Lets requests in: SQLite answers within the same turn of the event loop, so a long walk would hold them up. */
function aMoment(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
