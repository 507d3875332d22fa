import { randomBytes } from 'node:crypto'
import { Kysely, SqliteDialect, sql } from 'kysely'
import { afterAll } from 'vitest'
import { migrate } from '#server/adapters/database/migrate.ts'
import { openPostgres } from '#server/adapters/database/postgres.ts'
import { openSqlite } from '#server/adapters/database/sqlite.ts'
import { loadPageSqlite } from '#server/adapters/page/page-sqlite.ts'
import type { Database, Engine } from '#server/ports/database.ts'
import type { Schema } from '#server/ports/schema.ts'
import { schemaColumns } from './schema-columns.ts'

export interface OpenDatabase {
  database: Database
  engine: Engine
  close(): Promise<void>
}

export interface TestEngine {
  name: Engine
  /** An empty database with all tables, of its own. */
  open(): Promise<OpenDatabase>
}

const url = process.env.TEST_DATABASE_URL

/** The engines that a repository's specification runs against; PostgreSQL where TEST_DATABASE_URL names one. */
export const engines: readonly TestEngine[] = [
  { name: 'sqlite', open: openMemory },
  ...(url === undefined || url === '' ? [] : [{ name: 'postgres' as const, open: () => openOwnSchema(url) }]),
]

/** SQLite's WASM build, on which the demo runs in a page; for specifications that should hold there too. */
export const pageEngine = { name: 'SQLite in a page', open: openPage } as const

async function openPage(): Promise<OpenDatabase> {
  const openDatabase = await loadPageSqlite()
  const database: Database = new Kysely<Schema>({ dialect: new SqliteDialect({ database: openDatabase().forKysely() }) })
  await migrate(database, 'sqlite')
  return { database, engine: 'sqlite', close: () => database.destroy() }
}

async function openMemory(): Promise<OpenDatabase> {
  const database = await openSqlite(':memory:')
  await migrate(database, 'sqlite')
  return { database, engine: 'sqlite', close: () => database.destroy() }
}

// Making 30 tables with their indexes takes a third of a second, emptying them a few milliseconds: a file of specifications reuses its schemas.
const emptySchemas: Database[] = []
const schemas = new Map<Database, string>()

afterAll(async () => {
  for (const [database, schema] of schemas) {
    await sql`drop schema ${sql.id(schema)} cascade`.execute(database)
    await database.destroy()
  }
  // The next file of specifications may run in the same process, with this module as it is.
  schemas.clear()
  emptySchemas.length = 0
})

async function openOwnSchema(address: string): Promise<OpenDatabase> {
  const database = emptySchemas.pop() ?? (await newSchema(address))
  const close = async () => {
    await sql.raw(childrenFirst.map((table) => `delete from ${table}`).join(';')).execute(database)
    emptySchemas.push(database)
  }
  return { database, engine: 'postgres', close }
}

async function newSchema(address: string): Promise<Database> {
  const schema = `t_${randomBytes(8).toString('hex')}`
  const database = await openPostgres(address, { schema, poolSize: 4 })
  await sql`create schema ${sql.id(schema)}`.execute(database)
  schemas.set(database, schema)
  await migrate(database, 'postgres')
  return database
}

const parents = ['choices', 'obligations', 'accounts', 'decisions', 'exports', 'erasures', 'notice_versions', 'batches']
/** Every table, such that none comes after one that it refers to. */
export const childrenFirst = [...Object.keys(schemaColumns).filter((table) => !parents.includes(table)), ...parents]
