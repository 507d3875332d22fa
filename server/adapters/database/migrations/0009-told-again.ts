import type { Kysely } from 'kysely'
import type { Schema } from '#server/ports/schema.ts'

/** How often a source was told again of a deletion that it had carried out before. */
export async function up(trx: Kysely<Schema>): Promise<void> {
  await trx.schema
    .alterTable('erasure_steps')
    .addColumn('told_again', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
}
