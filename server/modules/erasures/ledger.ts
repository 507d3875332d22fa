import type { Database, Queries } from '#server/ports/database.ts'
import type { LedgerEntry, LedgerStage } from '#server/ports/erasure-ledger.ts'
import type { Ports } from '#server/ports/ports.ts'
import { findErasure, stepsOf } from './erasures.repository.ts'

/**
 * Writes into the ledger how far a deletion has come, as it stands in the database. "Begun" is written before the first source is told,
 * "done" after the end is in the database; what a kill leaves out is written at the next start.
 */
export async function noteInLedger({ database, ledger }: { database: Database } & Pick<Ports, 'ledger'>, id: string, stage: LedgerStage) {
  const entry = await entryOf(database, id, stage)
  if (entry) await ledger.write(entry)
}

async function entryOf(queries: Queries, id: string, stage: LedgerStage): Promise<LedgerEntry | null> {
  const row = await findErasure(queries, id)
  if (!row) return null
  const { next_attempt_at, lease_owner, lease_until, ...erasure } = row
  return { stage, erasure, steps: await stepsOf(queries, id) }
}
