import { insertAlike } from '#server/modules/audit/index.ts'
import type { Queries } from '#server/ports/database.ts'
import type { Schema } from '#server/ports/schema.ts'

export type ProofRow = Schema['proofs']
/** What names a proof: whoever sends it, the device is part of its name. */
export type ProofKey = Pick<ProofRow, 'device' | 'id'>

// Far more than anybody changes their mind; a device that sends more cannot make its own reading dear.
const NEWEST = 200

/**
 * Appends proofs; one that is known already is left as it was.
 * @returns those that were appended
 */
export async function insertProofs(queries: Queries, rows: readonly ProofRow[]): Promise<ProofKey[]> {
  return insertAlike(queries, 'proofs', rows, (insert) =>
    insert.onConflict((conflict) => conflict.columns(['device', 'id']).doNothing()).returning(['device', 'id']),
  )
}

export async function findProof(queries: Queries, { device, id }: ProofKey): Promise<ProofRow | undefined> {
  return queries.selectFrom('proofs').selectAll().where('device', '=', device).where('id', '=', id).executeTakeFirst()
}

/** The newest proofs of a device, the newest first. */
export async function proofsOf(queries: Queries, device: string): Promise<ProofRow[]> {
  return queries
    .selectFrom('proofs')
    .selectAll()
    .where('device', '=', device)
    .orderBy('decided_at', 'desc')
    .orderBy('id', 'desc')
    .limit(NEWEST)
    .execute()
}
