import { type CreateTableBuilder, type Kysely, type RawBuilder, sql } from 'kysely'
import type { Engine } from '#server/ports/database.ts'
import type { Schema } from '#server/ports/schema.ts'

/** Comparisons of neighbouring versions, made once when the newer one is published. */
export async function up(trx: Kysely<Schema>, engine: Engine): Promise<void> {
  // Ids and keys sort by code point on both engines.
  const text = (engine === 'postgres' ? sql`text collate "C"` : 'text') as RawBuilder<unknown> & 'text'
  let table: CreateTableBuilder<string, string> = trx.schema.createTable('notice_comparisons')
  for (const name of ['slug', 'from_on', 'to_on', 'language', 'html', 'changes']) {
    table = table.addColumn(name, text, (column) => column.notNull())
  }
  const complete = table
    .addPrimaryKeyConstraint('notice_comparisons_pk', ['slug', 'from_on', 'to_on', 'language'])
    .addForeignKeyConstraint('notice_comparisons_older_fk', ['slug', 'from_on'], 'notice_versions', ['slug', 'effective_on'])
    .addForeignKeyConstraint('notice_comparisons_newer_fk', ['slug', 'to_on'], 'notice_versions', ['slug', 'effective_on'])
  await (engine === 'sqlite' ? complete.modifyEnd(sql`strict`) : complete).execute()
}
