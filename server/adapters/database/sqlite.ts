import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { Kysely, type SqliteDatabase, SqliteDialect, type SqliteStatement, sql } from 'kysely'
import type { Database } from '#server/ports/database.ts'
import type { Schema } from '#server/ports/schema.ts'
import { lockDatabase } from './data-directory-lock.ts'

export interface SqliteOptions {
  /** FULL keeps every acknowledged row through a power cut. OFF loses rows; it exists for the losing control run of the kill test only. */
  synchronous?: 'FULL' | 'OFF'
}

const KEPT_STATEMENTS = 300
// Proofs land on random pages. With SQLite's own 2 MB they are read again and again, and a checkpoint every 4 MB writes each of them many times.
const CACHE_KIB = 16_384
const PAGES_BEFORE_CHECKPOINT = 4_000

/**
 * Opens the embedded database, alone: a second process on the same file is refused.
 * @param path a file whose folder is made where missing, or `:memory:`
 * @throws {DataFolderInUse} if another process holds the file
 */
export async function openSqlite(path: string, { synchronous = 'FULL' }: SqliteOptions = {}): Promise<Database> {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const lock = path === ':memory:' ? null : lockDatabase(path)
  try {
    const connection = new DatabaseSync(path)
    connection.exec(
      `PRAGMA journal_mode=WAL; PRAGMA synchronous=${synchronous}; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=5000; PRAGMA temp_store=MEMORY;
      PRAGMA cache_size=-${CACHE_KIB}; PRAGMA wal_autocheckpoint=${PAGES_BEFORE_CHECKPOINT}`,
    )
    const database = new Kysely<Schema>({ dialect: new SqliteDialect({ database: kyselyDatabase(connection, () => lock?.release()) }) })
    // Kysely closes only what it has used; without a first query an unused database would stay locked.
    await sql`select 1`.execute(database)
    return database
  } catch (error) {
    lock?.release()
    throw error
  }
}

/** What Kysely's dialect asks of a database, over node:sqlite; statements are compiled once. */
function kyselyDatabase(connection: DatabaseSync, afterClose: () => void): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>()
  return {
    close() {
      connection.close()
      afterClose()
    },
    prepare(text) {
      if (!/^\s*(?:select|insert|update|delete|with|begin|commit|rollback)\b/i.test(text)) {
        kept.clear()
        return statement(connection, text)
      }
      const found = kept.get(text) ?? statement(connection, text)
      kept.delete(text)
      kept.set(text, found)
      if (kept.size > KEPT_STATEMENTS) kept.delete(kept.keys().next().value as string)
      return found
    },
  }
}

function statement(connection: DatabaseSync, text: string): SqliteStatement {
  const compiled: StatementSync = connection.prepare(text)
  const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[]
  return {
    reader: compiled.columns().length > 0,
    all: (parameters) => compiled.all(...values(parameters)),
    run: (parameters) => compiled.run(...values(parameters)),
    // A kept statement can serve one walk at a time, so each walk compiles its own.
    iterate: (parameters) => connection.prepare(text).iterate(...values(parameters)),
  }
}
