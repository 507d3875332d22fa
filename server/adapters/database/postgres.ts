import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient, sql } from 'kysely'
import { Pool, types } from 'pg'
import type { Database } from '#server/ports/database.ts'
import type { Log } from '#server/ports/log.ts'
import type { Schema } from '#server/ports/schema.ts'

export interface PostgresOptions {
  /** Where the tables are; the connection's default where missing. */
  schema?: string
  /** Connections at most. */
  poolSize?: number
  /** Milliseconds to wait for a free connection. */
  waitMs?: number
  /** Told when a connection breaks; the pool replaces it by itself. */
  log?: Log
}

const INT8 = 20
const NUMERIC = 1700
const TOO_MANY_CONNECTIONS = '53300'
const CONNECTION_FAILURE = '08006'
const SCHEMA_NAME = /^[a-z_][a-z0-9_]{0,62}$/

/**
 * Opens a pool on PostgreSQL. Commits are acknowledged when they are on disk (`synchronous_commit` stays on).
 * Counts and sums come as numbers, as from SQLite.
 * @param url as in DATABASE_URL, `postgres://user:password@host:port/database`
 * @throws {Error} if the server does not answer
 */
export async function openPostgres(url: string, { schema, poolSize = 10, waitMs = 5_000, log }: PostgresOptions = {}): Promise<Database> {
  if (schema !== undefined && !SCHEMA_NAME.test(schema)) throw new Error(`not a schema name: ${schema}`)
  const pool = new Pool({
    connectionString: url,
    max: poolSize,
    application_name: 'vitrine',
    connectionTimeoutMillis: waitMs,
    statement_timeout: 15_000,
    lock_timeout: 10_000,
    idle_in_transaction_session_timeout: 30_000,
    ...(schema === undefined ? {} : { options: `-c search_path=${schema}` }),
    types: { getTypeParser: (oid, format) => (oid === INT8 || oid === NUMERIC ? wholeNumber : types.getTypeParser(oid, format)) },
  })
  // Without listeners a lost connection would end the process, whether it was idle (the pool's event) or in use (the client's).
  pool.on('error', (error) => log?.warn('database/connection-lost', { code: codeOf(error), idle: true }))
  pool.on('connect', (client) => client.on('error', (error) => log?.warn('database/connection-lost', { code: codeOf(error), idle: false })))
  const database = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: coded(pool) }) })
  try {
    await sql`select 1`.execute(database)
    return database
  } catch (error) {
    await database.destroy()
    throw error
  }
}

/** The driver's errors of its own carry no code; with the standard's (SQLSTATE class 08, 53300) others can tell "away" from "wrong". */
function coded(pool: Pool): PostgresPool {
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect().catch((error: unknown) => withCode(error, TOO_MANY_CONNECTIONS))
      return {
        processID: (client as { processID?: number }).processID,
        query: (text: string, values: unknown[]) =>
          client.query(text, values).catch((error: unknown) => withCode(error, CONNECTION_FAILURE)),
        release: (destroy?: boolean) => client.release(destroy),
      } as unknown as PostgresPoolClient
    },
  }
}

function withCode(error: unknown, code: string): never {
  if (error instanceof Error && /timeout|terminated|closed|ended|not queryable/i.test(error.message) && codeOf(error) === '') {
    throw Object.assign(error, { code })
  }
  throw error
}

function codeOf(error: Error): string {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' ? code : ''
}

function wholeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER) throw new RangeError('a number is too large to be held exactly')
  return value
}
