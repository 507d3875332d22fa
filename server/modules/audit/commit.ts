import type { Transaction } from 'kysely'
import { canonicalJson } from '#domain/canonical-json.ts'
import { chainedRoot, hashesOf, merkleRoot } from '#domain/merkle.ts'
import type { Database } from '#server/ports/database.ts'
import type { Ports } from '#server/ports/ports.ts'
import type { Schema } from '#server/ports/schema.ts'
import { type Batch, insertBatch, newestBatch } from './chain.repository.ts'
import { type EventToRecord, leafOf } from './events.ts'
import { createMutex, type Mutex } from './mutex.ts'

export type RecordEvent = (event: EventToRecord) => void
export type CommitPorts = Pick<Ports, 'clock' | 'random' | 'hasher' | 'database' | 'settings'>

// One writer per database in this process: the order of sequence numbers is the order of commits. Other processes have chains of their own.
const writers = new WeakMap<Database, Mutex>()

/**
 * Runs the work in one transaction and writes what it recorded as one batch of the chain: all of it or nothing.
 * Nothing recorded writes no batch. Do not nest: the work gets its own transaction.
 */
export async function commit<T>(ports: CommitPorts, work: (trx: Transaction<Schema>, record: RecordEvent) => Promise<T>): Promise<T> {
  return writerOf(ports.database).run(() =>
    ports.database.transaction().execute(async (trx) => {
      const recorded: EventToRecord[] = []
      const result = await work(trx, (event) => void recorded.push(event))
      if (recorded.length > 0) await appendBatch(trx, recorded, ports)
      return result
    }),
  )
}

async function appendBatch(trx: Transaction<Schema>, recorded: readonly EventToRecord[], ports: CommitPorts): Promise<void> {
  const { clock, random, hasher, settings } = ports
  const hash = (text: string) => hasher.sha256(text)
  const occurredAt = clock.now().getTime()
  const before = await newestBatch(trx, settings.process)
  const batchId = random.id()
  const named = recorded.map(({ kind, subject, about, facts = {} }) => ({
    id: random.id(),
    kind,
    subject,
    about,
    facts: canonicalJson(facts),
    occurredAt,
  }))
  const hashes = await hashesOf(named.map(leafOf), hash)
  const events = named.map(({ id, kind, subject, about, facts }, position) => ({
    id,
    kind,
    subject,
    about,
    facts,
    batch_id: batchId,
    position,
    occurred_at: occurredAt,
    hash: hashes[position] as string,
  }))
  const root = await merkleRoot(hashes, hash)
  const batch: Batch = {
    id: batchId,
    process: settings.process,
    sequence: (before?.sequence ?? 0) + 1,
    size: events.length,
    root,
    previous: before?.chained ?? '',
    chained: await chainedRoot(before?.chained ?? null, root, hash),
    committed_at: occurredAt,
  }
  await insertBatch(trx, batch, events)
}

function writerOf(database: Database): Mutex {
  const known = writers.get(database)
  if (known !== undefined) return known
  const made = createMutex()
  writers.set(database, made)
  return made
}
