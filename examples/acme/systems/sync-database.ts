export type SqlValue = string | number | bigint | null | Uint8Array

/** The few methods that the sample systems ask of a database; `DatabaseSync` of node:sqlite has them. */
export interface SyncDatabase {
  exec(text: string): void
  prepare(text: string): {
    run(...values: SqlValue[]): { changes: number | bigint }
    get(...values: SqlValue[]): Record<string, unknown> | undefined
    all(...values: SqlValue[]): Record<string, unknown>[]
  }
  close(): void
}

/** Runs the work as one transaction: all of it, or nothing. */
export function atomically<T>(database: SyncDatabase, work: () => T): T {
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    database.exec('COMMIT')
    return result
  } catch (error) {
    database.exec('ROLLBACK')
    throw error
  }
}

/** Adds rows to a table, columns as named; names come from code, never from a request. */
export function insertRows(database: SyncDatabase, table: string, columns: readonly string[], rows: Iterable<readonly SqlValue[]>): number {
  const statement = database.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
  let count = 0
  for (const row of rows) {
    statement.run(...row)
    count += 1
  }
  return count
}
