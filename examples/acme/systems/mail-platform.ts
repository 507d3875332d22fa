import { expireMailPlatform, fillMailPlatform } from './mail-platform.fill.ts'
import type { Volume } from './mail-platform.seed.ts'
import type { SyncDatabase } from './sync-database.ts'

export interface MailPlatform {
  database: SyncDatabase
  /** Deletes what is past its age now. Returns how many rows went, per table. */
  expire(): Record<string, number>
  close(): void
}

export interface MailPlatformOptions {
  now: () => Date
  /** The same seed gives the same rows. */
  seed?: number
  /** How much Ida has, where a test wants less than the demo's 12,000 events. */
  volume?: Partial<Volume>
}

/**
 * The sample operator's mail platform. An empty database is filled with the data of two invented people; a filled one is taken as it is,
 * less what has expired meanwhile. Needs nothing of Node.
 */
export function mailPlatformOn(database: SyncDatabase, { now, seed = 1, volume = {} }: MailPlatformOptions): MailPlatform {
  fillMailPlatform(database, { now: now(), seed, volume })
  expireMailPlatform(database, now())
  return { database, expire: () => expireMailPlatform(database, now()), close: () => database.close() }
}
