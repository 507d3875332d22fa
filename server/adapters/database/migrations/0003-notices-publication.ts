import { type CreateTableBuilder, type Kysely, type RawBuilder, sql } from 'kysely'
import type { Engine } from '#server/ports/database.ts'
import type { Schema } from '#server/ports/schema.ts'

/** Withdrawals, annotations and announcements of notices, and what a version says about itself beyond its text. */
export async function up(trx: Kysely<Schema>, engine: Engine): Promise<void> {
  // Ids and keys sort by code point on both engines.
  const text = (engine === 'postgres' ? sql`text collate "C"` : 'text') as RawBuilder<unknown> & 'text'
  const integer = engine === 'postgres' ? 'bigint' : 'integer'
  const finish = (table: CreateTableBuilder<string, string>) => (engine === 'sqlite' ? table.modifyEnd(sql`strict`) : table).execute()

  for (const column of ['corrects', 'about'] as const) await trx.schema.alterTable('notice_versions').addColumn(column, text).execute()
  await trx.schema.alterTable('notice_texts').addColumn('stale', text).execute()

  await finish(
    trx.schema
      .createTable('notice_withdrawals')
      .addColumn('slug', text, (column) => column.notNull())
      .addColumn('effective_on', text, (column) => column.notNull())
      .addColumn('reason', text, (column) => column.notNull())
      .addColumn('withdrawn_at', integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('notice_withdrawals_pk', ['slug', 'effective_on'])
      .addForeignKeyConstraint('notice_withdrawals_versions_fk', ['slug', 'effective_on'], 'notice_versions', ['slug', 'effective_on']),
  )
  await finish(
    trx.schema
      .createTable('notice_annotations')
      .addColumn('id', text, (column) => column.notNull())
      .addColumn('slug', text, (column) => column.notNull())
      .addColumn('effective_on', text, (column) => column.notNull())
      .addColumn('section', text)
      .addColumn('text', text, (column) => column.notNull())
      .addColumn('noted_at', integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('notice_annotations_pk', ['id'])
      .addForeignKeyConstraint('notice_annotations_versions_fk', ['slug', 'effective_on'], 'notice_versions', ['slug', 'effective_on']),
  )
  await trx.schema.createIndex('notice_annotations_by_version').on('notice_annotations').columns(['slug', 'effective_on']).execute()
  await finish(
    trx.schema
      .createTable('notice_announcements')
      .addColumn('slug', text, (column) => column.notNull())
      .addColumn('effective_on', text, (column) => column.notNull())
      .addColumn('announced_at', integer, (column) => column.notNull())
      .addColumn('after_account', text, (column) => column.notNull())
      .addColumn('mails', integer, (column) => column.notNull())
      .addColumn('ended_at', integer)
      .addColumn('lease_owner', text)
      .addColumn('lease_until', integer)
      .addPrimaryKeyConstraint('notice_announcements_pk', ['slug', 'effective_on'])
      .addForeignKeyConstraint('notice_announcements_versions_fk', ['slug', 'effective_on'], 'notice_versions', ['slug', 'effective_on']),
  )
}
