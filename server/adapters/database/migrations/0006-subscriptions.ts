import { type CreateTableBuilder, type Kysely, type RawBuilder, sql } from 'kysely'
import type { Engine } from '#server/ports/database.ts'
import type { Schema } from '#server/ports/schema.ts'

/** Addresses that asked for mails about one notice in one language, what they are told, and counts against floods. */
export async function up(trx: Kysely<Schema>, engine: Engine): Promise<void> {
  // Ids and keys sort by code point on both engines.
  const text = (engine === 'postgres' ? sql`text collate "C"` : 'text') as RawBuilder<unknown> & 'text'
  const integer = engine === 'postgres' ? 'bigint' : 'integer'
  const finish = (table: CreateTableBuilder<string, string>) => (engine === 'sqlite' ? table.modifyEnd(sql`strict`) : table).execute()
  const table = (name: keyof Schema & string, texts: readonly string[], integers: readonly string[]) => {
    let made = trx.schema.createTable(name) as CreateTableBuilder<string, string>
    for (const column of texts) made = made.addColumn(column, text, (added) => added.notNull())
    for (const column of integers) made = made.addColumn(column, integer, (added) => added.notNull())
    return made
  }

  await finish(
    table('notice_subscriptions', ['id', 'slug', 'language', 'email', 'email_key', 'token_hash'], ['asked_at'])
      .addColumn('expires_at', integer)
      .addColumn('confirmed_at', integer)
      .addPrimaryKeyConstraint('notice_subscriptions_pk', ['id'])
      .addUniqueConstraint('notice_subscriptions_by_email_key', ['email_key', 'slug', 'language'])
      .addUniqueConstraint('notice_subscriptions_by_token_hash', ['token_hash']),
  )
  await trx.schema.createIndex('notice_subscriptions_by_slug').on('notice_subscriptions').columns(['slug', 'id']).execute()
  await trx.schema.createIndex('notice_subscriptions_by_expires_at').on('notice_subscriptions').column('expires_at').execute()

  await finish(
    table('notice_news', ['slug', 'effective_on', 'kind', 'after_subscription'], ['happened_at', 'mails'])
      .addColumn('ended_at', integer)
      .addColumn('lease_owner', text)
      .addColumn('lease_until', integer)
      .addPrimaryKeyConstraint('notice_news_pk', ['slug', 'effective_on', 'kind'])
      .addForeignKeyConstraint('notice_news_versions_fk', ['slug', 'effective_on'], 'notice_versions', ['slug', 'effective_on']),
  )
  await trx.schema.createIndex('notice_news_by_ended_at').on('notice_news').columns(['ended_at', 'happened_at']).execute()

  await finish(table('subscription_asks', ['key'], ['asks', 'until']).addPrimaryKeyConstraint('subscription_asks_pk', ['key']))
}
