import { type CreateTableBuilder, type Kysely, type RawBuilder, sql } from 'kysely'
import type { Engine } from '#server/ports/database.ts'
import type { Schema } from '#server/ports/schema.ts'

/** What people say about versions of notices, the purposes a version changes, and what happens on the day it takes effect. */
export async function up(trx: Kysely<Schema>, engine: Engine): Promise<void> {
  // Ids and keys sort by code point on both engines.
  const text = (engine === 'postgres' ? sql`text collate "C"` : 'text') as RawBuilder<unknown> & 'text'
  const integer = engine === 'postgres' ? 'bigint' : 'integer'
  const finish = (table: CreateTableBuilder<string, string>) => (engine === 'sqlite' ? table.modifyEnd(sql`strict`) : table).execute()
  const version = ['slug', 'effective_on'] as ('slug' | 'effective_on')[]

  await finish(
    trx.schema
      .createTable('notice_purposes')
      .addColumn('slug', text, (column) => column.notNull())
      .addColumn('effective_on', text, (column) => column.notNull())
      .addColumn('purpose', text, (column) => column.notNull())
      .addColumn('takes_effect_at', integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('notice_purposes_pk', ['slug', 'effective_on', 'purpose'])
      .addForeignKeyConstraint('notice_purposes_versions_fk', version, 'notice_versions', version),
  )
  await finish(
    trx.schema
      .createTable('notice_decisions')
      .addColumn('id', text, (column) => column.notNull())
      .addColumn('account_id', text, (column) => column.notNull())
      .addColumn('slug', text, (column) => column.notNull())
      .addColumn('effective_on', text, (column) => column.notNull())
      .addColumn('sequence', integer, (column) => column.notNull())
      .addColumn('number', integer, (column) => column.notNull())
      .addColumn('answer', text, (column) => column.notNull())
      .addColumn('purposes', text, (column) => column.notNull())
      .addColumn('language', text, (column) => column.notNull())
      .addColumn('surface', text, (column) => column.notNull())
      .addColumn('text_hash', text, (column) => column.notNull())
      .addColumn('version_hash', text, (column) => column.notNull())
      .addColumn('decided_at', integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('notice_decisions_pk', ['id'])
      .addUniqueConstraint('notice_decisions_sequence_uq', ['account_id', 'slug', 'effective_on', 'sequence'])
      .addForeignKeyConstraint('notice_decisions_accounts_fk', ['account_id'], 'accounts', ['id'], (key) => key.onDelete('cascade'))
      .addForeignKeyConstraint('notice_decisions_versions_fk', version, 'notice_versions', version)
      .addCheckConstraint('notice_decisions_answer_ck', sql`answer in ('acknowledged', 'objected', 'partly-refused', 'taken-back')`)
      .addCheckConstraint('notice_decisions_surface_ck', sql`surface in ('notice', 'comparison', 'account')`)
      .addCheckConstraint('notice_decisions_sequence_ck', sql`sequence between 1 and 50`)
      .addCheckConstraint('notice_decisions_hash_ck', sql`length(text_hash) = 64 and length(version_hash) = 64`)
      .addCheckConstraint('notice_decisions_purposes_ck', sql`(answer = 'partly-refused') = (purposes <> '[]')`),
  )
  await trx.schema
    .createIndex('notice_decisions_by_version')
    .on('notice_decisions')
    .columns(['slug', 'effective_on', 'account_id', 'sequence'])
    .execute()
  await trx.schema.createIndex('notice_decisions_by_account').on('notice_decisions').columns(['account_id', 'decided_at', 'id']).execute()
  await finish(
    trx.schema
      .createTable('notice_turns')
      .addColumn('slug', text, (column) => column.notNull())
      .addColumn('effective_on', text, (column) => column.notNull())
      .addColumn('kind', text, (column) => column.notNull())
      .addColumn('step', text, (column) => column.notNull())
      .addColumn('after_key', text, (column) => column.notNull())
      .addColumn('told_until', text)
      .addColumn('lapsed', integer, (column) => column.notNull())
      .addColumn('objections', integer, (column) => column.notNull())
      .addColumn('mails', integer, (column) => column.notNull())
      .addColumn('began_at', integer, (column) => column.notNull())
      .addColumn('ended_at', integer)
      .addPrimaryKeyConstraint('notice_turns_pk', ['slug', 'effective_on', 'kind'])
      .addForeignKeyConstraint('notice_turns_versions_fk', version, 'notice_versions', version)
      .addCheckConstraint('notice_turns_kind_ck', sql`kind in ('in-force', 'withdrawn')`)
      .addCheckConstraint('notice_turns_step_ck', sql`step in ('consents', 'objections', 'mails', 'done')`)
      .addCheckConstraint('notice_turns_end_ck', sql`(step = 'done') = (ended_at is not null)`),
  )
}
