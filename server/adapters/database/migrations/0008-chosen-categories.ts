import type { Kysely } from 'kysely'
import type { Schema } from '#server/ports/schema.ts'

/** Which categories a copy was asked for, as JSON; null means everything. */
export async function up(trx: Kysely<Schema>): Promise<void> {
  await trx.schema.alterTable('exports').addColumn('categories', 'text').execute()
}
