import { canonicalJson } from '#domain/canonical-json.ts'
import type { Queries } from '#server/ports/database.ts'
import type { Ports } from '#server/ports/ports.ts'
import type { Schema } from '#server/ports/schema.ts'
import { chainHeads, type Head } from './chain.repository.ts'

export interface Checkpoint {
  id: string
  /** ISO 8601 with Z. */
  at: string
  heads: readonly Head[]
  signature: string
  publicKey: string
}

/** The newest checkpoint is never older than a minute; sealing a little earlier leaves the sweep time to come round. */
export const CHECKPOINT_AFTER_MS = 45_000

/** The text that a checkpoint's signature is over. The head's root is the newest chained root of its process. */
export function checkpointText({ id, at, heads }: Pick<Checkpoint, 'id' | 'at' | 'heads'>): string {
  const plain = heads.map(({ process, sequence, root }) => ({ process, sequence, root }))
  return canonicalJson({ type: 'checkpoint', id, at, heads: plain })
}

/**
 * Signs where every chain stands now, if the newest checkpoint is due to be followed.
 * @returns the new checkpoint; null if it is too early or nothing has ever been recorded
 */
export async function sealCheckpoint(ports: Pick<Ports, 'clock' | 'random' | 'signer' | 'database'>): Promise<Checkpoint | null> {
  const { clock, random, signer, database } = ports
  const now = clock.now()
  const [newest, before] = await newestTwo(database)
  if (newest !== undefined && now.getTime() - newest.at < CHECKPOINT_AFTER_MS) return null
  const heads = await chainHeads(database, newest === undefined ? null : { heads: fromRow(newest).heads, at: newest.at })
  if (heads.length === 0) return null
  const unsigned = { id: random.id(), at: now.toISOString(), heads }
  const signature = await signer.sign(checkpointText(unsigned))
  const row: Schema['checkpoints'] = {
    id: unsigned.id,
    at: now.getTime(),
    heads: canonicalHeads(heads),
    signature,
    key_id: signer.keyId,
    public_key: signer.publicKey,
  }
  // Between the first and the newest checkpoint with the same heads the others say nothing; a quiet year would keep half a million of them.
  const isRepeated = newest !== undefined && newest.heads === row.heads && before?.heads === row.heads
  await database.transaction().execute(async (trx) => {
    if (isRepeated) await trx.deleteFrom('checkpoints').where('id', '=', newest.id).execute()
    await trx.insertInto('checkpoints').values(row).execute()
  })
  return { ...unsigned, signature, publicKey: signer.publicKey }
}

/** The newest signed checkpoint, or null before the first. */
export async function latestCheckpoint(queries: Queries): Promise<Checkpoint | null> {
  const [newest] = await newestTwo(queries)
  return newest === undefined ? null : fromRow(newest)
}

export function fromRow(row: Schema['checkpoints']): Checkpoint {
  const { id, at, heads, signature, public_key } = row
  return { id, at: new Date(at).toISOString(), heads: JSON.parse(heads) as Head[], signature, publicKey: public_key }
}

function canonicalHeads(heads: readonly Head[]): string {
  return canonicalJson(heads.map(({ process, sequence, root }) => ({ process, sequence, root })))
}

function newestTwo(queries: Queries): Promise<Schema['checkpoints'][]> {
  return queries.selectFrom('checkpoints').selectAll().orderBy('at', 'desc').orderBy('id', 'desc').limit(2).execute()
}
