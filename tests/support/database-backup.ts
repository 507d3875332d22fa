import type { Kysely } from 'kysely'
import type { Database } from '#server/ports/database.ts'
import { childrenFirst } from './databases.ts'

type AnyTable = Record<string, Record<string, unknown>>
/** Copies every row of every table. @returns how to take the database back to this moment, as an operator does with an old backup */
export async function backUp(database: Database): Promise<() => Promise<void>> {
  const untyped = database as unknown as Kysely<AnyTable>
  const kept = new Map<string, Record<string, unknown>[]>()
  for (const table of childrenFirst) kept.set(table, await untyped.selectFrom(table).selectAll().execute())
  return async () => {
    for (const table of childrenFirst) await untyped.deleteFrom(table).execute()
    for (const table of childrenFirst.toReversed()) {
      const rows = kept.get(table) ?? []
      if (rows.length > 0) await untyped.insertInto(table).values(rows).execute()
    }
  }
}
