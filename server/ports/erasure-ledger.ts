import type { Schema } from './schema.ts'

/** `begun`: nobody can call it off any more, and sources may have been told. `done`: the account is closed and the certificate issued. */
export type LedgerStage = 'begun' | 'done'

/** All that is needed to carry out one deletion again: the confirmed plan, the keys of each source, and the certificate once there is one. */
export interface LedgerEntry {
  stage: LedgerStage
  erasure: Omit<Schema['erasures'], 'next_attempt_at' | 'lease_owner' | 'lease_until'>
  steps: readonly Schema['erasure_steps'][]
}

/**
 * What was deleted, kept apart from the database: a restored backup takes the database back in time, and must not take this back too.
 * It holds ids and keys, no name and no address.
 */
export interface ErasureLedger {
  /** How far each deletion has come, by its id. */
  stages(): Promise<ReadonlyMap<string, LedgerStage>>
  /** @throws {LedgerDamaged} if the entry was changed or cut off */
  read(id: string): Promise<LedgerEntry | null>
  /** Lasting when it resolves. A deletion that is done is never written as begun again. */
  write(entry: LedgerEntry): Promise<void>
}

/** An entry cannot be believed. Whoever it speaks of might rise from the dead, so the server does not start. */
export class LedgerDamaged extends Error {
  constructor(file: string) {
    super(
      `${file} was changed or cut off, or LOOKUP_KEY is another. Put the file back from a copy of the erasure ledger, then start again.`,
    )
    this.name = 'LedgerDamaged'
  }
}
