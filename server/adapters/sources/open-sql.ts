import { existsSync } from 'node:fs'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { Kysely, PostgresDialect, type SqliteDatabase, SqliteDialect } from 'kysely'
import { Pool } from 'pg'
import { SourceError } from '#server/ports/source.ts'
import type { SqlConnection } from './sql-connection.ts'

/** How long a statement waits for a lock. Short, since node:sqlite waits with the whole process. */
const SQLITE_WAIT_MS = 250
const POSTGRES_WAIT_MS = 5_000

/**
 * Opens a connected system's database.
 * @param address `sqlite:` and a path to a file that exists, or `postgres://…`
 */
export async function openSql(address: string): Promise<SqlConnection> {
  if (address.startsWith('sqlite:')) return openSqliteFile(address.slice('sqlite:'.length))
  const pool = new Pool({
    connectionString: address,
    max: 5,
    application_name: 'vitrine-source',
    connectionTimeoutMillis: 3_000,
    lock_timeout: POSTGRES_WAIT_MS,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 30_000,
  })
  // The pool replaces a broken idle connection by itself; the next query tells whether the system is there.
  pool.on('error', (error) => error)
  return { engine: 'postgres', database: new Kysely({ dialect: new PostgresDialect({ pool }) }) }
}

function openSqliteFile(path: string): SqlConnection {
  // Opening would make an empty file, and an empty system would look like one that holds nothing.
  if (!existsSync(path)) throw new SourceError('the database file is missing')
  const connection = new DatabaseSync(path)
  connection.exec(`PRAGMA foreign_keys=ON; PRAGMA synchronous=FULL; PRAGMA busy_timeout=${SQLITE_WAIT_MS}`)
  return { engine: 'sqlite', database: new Kysely({ dialect: new SqliteDialect({ database: kyselyDatabase(connection) }) }) }
}

function kyselyDatabase(connection: DatabaseSync): SqliteDatabase {
  const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[]
  return {
    close: () => connection.close(),
    prepare(text) {
      const compiled = connection.prepare(text)
      return {
        reader: compiled.columns().length > 0,
        all: (parameters) => compiled.all(...values(parameters)),
        run: (parameters) => compiled.run(...values(parameters)),
        iterate: (parameters) => compiled.iterate(...values(parameters)),
      }
    },
  }
}
