import type { Kysely } from 'kysely'
import type { Engine } from '#server/ports/database.ts'

/** A connected system's own database. Its tables are the operator's, so no schema is known at compile time. */
export interface SqlConnection {
  engine: Engine
  database: Kysely<Record<string, never>>
}

/** Opens the database at an address when it is first needed. Throws when there is none. */
export type OpenSql = (address: string) => Promise<SqlConnection>
