import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { SyncDatabase } from './sync-database.ts'

/** Opens a system's own database file, or `:memory:`. Others may read and write it at the same time. */
export function openDatabase(path: string): SyncDatabase {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const database: SyncDatabase = new DatabaseSync(path)
  database.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=2000')
  return database
}
