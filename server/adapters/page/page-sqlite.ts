import sqlite3InitModule, { type BindableValue, type Database, type PreparedStatement, type Sqlite3Static } from '@sqlite.org/sqlite-wasm'
import type { SqliteDatabase } from 'kysely'

export type PageValue = string | number | bigint | null | Uint8Array

/** A database in the memory of this page, or of this process: gone when it is closed. */
export interface PageSqlite {
  exec(text: string): void
  prepare(text: string): {
    run(...values: PageValue[]): { changes: number | bigint }
    get(...values: PageValue[]): Record<string, unknown> | undefined
    all(...values: PageValue[]): Record<string, unknown>[]
  }
  close(): void
  /** The same database as Kysely's dialect asks for it. */
  forKysely(): SqliteDatabase
  /** How many rows were ever written; the same number means that nothing has changed. */
  written(): number
  /** The whole database as a file would hold it, or null while a transaction runs. */
  bytes(): Uint8Array<ArrayBuffer> | null
}

const KEPT_STATEMENTS = 300

let loaded: Promise<Sqlite3Static> | undefined

/**
 * Loads SQLite's WASM build once and returns what opens databases in it: empty ones, or with the bytes of one that was kept.
 * @throws {Error} when the browser has no WebAssembly or the policy forbids it
 */
export async function loadPageSqlite(): Promise<(bytes?: Uint8Array) => PageSqlite> {
  loaded ??= load()
  const sqlite3 = await loaded
  return (bytes) => opened(sqlite3, bytes)
}

async function load(): Promise<Sqlite3Static> {
  // Without this the build reports on the console that the page has no private file system, which we do not use.
  Object.assign(globalThis, { sqlite3ApiConfig: { warn: () => undefined } })
  return sqlite3InitModule()
}

function opened(sqlite3: Sqlite3Static, bytes?: Uint8Array): PageSqlite {
  const { capi } = sqlite3
  const database = new sqlite3.oo1.DB(':memory:')
  if (bytes) fill(sqlite3, database, bytes)
  database.exec('PRAGMA foreign_keys=ON')
  const compiled = keptStatements(database)

  function run(text: string, values: readonly unknown[]) {
    const statement = compiled(text)
    try {
      bind(statement, values).step()
    } finally {
      statement.reset(true)
    }
    return { changes: database.changes(), lastInsertRowid: capi.sqlite3_last_insert_rowid(database) }
  }
  function all(text: string, values: readonly unknown[]) {
    const statement = compiled(text)
    try {
      return [...rows(bind(statement, values))]
    } finally {
      statement.reset(true)
    }
  }
  /** A kept statement can serve one walk at a time, so each walk compiles its own. */
  function* iterate(text: string, values: readonly unknown[]) {
    const statement = database.prepare(text)
    try {
      yield* rows(bind(statement, values))
    } finally {
      statement.finalize()
    }
  }
  return {
    exec: (text) => void database.exec(text),
    prepare: (text) => ({
      run: (...values) => run(text, values),
      get: (...values) => all(text, values)[0],
      all: (...values) => all(text, values),
    }),
    close: () => database.close(),
    written: () => database.changes(true),
    bytes: () => (capi.sqlite3_get_autocommit(database) ? new Uint8Array(capi.sqlite3_js_db_export(database)) : null),
    forKysely: () => ({
      close: () => database.close(),
      prepare: (text) => ({
        reader: compiled(text).columnCount > 0,
        run: (values) => run(text, values),
        all: (values) => all(text, values),
        iterate: (values) => iterate(text, values),
      }),
    }),
  }
}

function fill({ capi, wasm }: Sqlite3Static, database: Database, bytes: Uint8Array): void {
  const place = wasm.allocFromTypedArray(bytes)
  const flags = capi.SQLITE_DESERIALIZE_FREEONCLOSE | capi.SQLITE_DESERIALIZE_RESIZEABLE
  database.checkRc(capi.sqlite3_deserialize(database, 'main', place, bytes.length, bytes.length, flags))
}

/** Statements compiled once, the most used ones kept. */
function keptStatements(database: Database): (text: string) => PreparedStatement {
  const kept = new Map<string, PreparedStatement>()
  return (text) => {
    const statement = kept.get(text) ?? database.prepare(text)
    kept.delete(text)
    kept.set(text, statement)
    const [oldest] = kept
    if (kept.size > KEPT_STATEMENTS && oldest) {
      oldest[1].finalize()
      kept.delete(oldest[0])
    }
    return statement
  }
}

function bind(statement: PreparedStatement, values: readonly unknown[]): PreparedStatement {
  return values.length === 0 ? statement : statement.bind(values as BindableValue[])
}

function* rows(statement: PreparedStatement): Generator<Record<string, unknown>, undefined> {
  const names = statement.getColumnNames()
  while (statement.step()) {
    const values = statement.get([])
    yield Object.fromEntries(names.map((name, index) => [name, values[index]]))
  }
}
