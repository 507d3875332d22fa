import { type CreateTableBuilder, type Kysely, type RawBuilder, sql } from 'kysely'
import type { Engine } from '#server/ports/database.ts'
import type { Schema } from '#server/ports/schema.ts'

/** Pauses, devices joined with accounts, tokens in mails, and events told to the operator's systems. */
export async function up(trx: Kysely<Schema>, engine: Engine): Promise<void> {
  // Ids and keys sort by code point on both engines.
  const text = (engine === 'postgres' ? sql`text collate "C"` : 'text') as RawBuilder<unknown> & 'text'
  const integer = engine === 'postgres' ? 'bigint' : 'integer'
  const finish = (table: CreateTableBuilder<string, string>) => (engine === 'sqlite' ? table.modifyEnd(sql`strict`) : table).execute()
  const table = (
    name: keyof Schema & string,
    required: Record<string, 'text' | 'integer'>,
    optional: Record<string, 'text' | 'integer'> = {},
  ) => {
    const type = (of: 'text' | 'integer') => (of === 'text' ? text : integer)
    let made = trx.schema.createTable(name) as CreateTableBuilder<string, string>
    for (const [column, of] of Object.entries(required)) made = made.addColumn(column, type(of), (added) => added.notNull())
    for (const [column, of] of Object.entries(optional)) made = made.addColumn(column, type(of))
    return made
  }

  for (const name of ['decisions', 'choices'] as const) {
    await trx.schema.alterTable(name).addColumn('paused_until', integer).execute()
    await trx.schema.alterTable(name).addColumn('resumes', text).execute()
  }
  await trx.schema.createIndex('choices_by_state_paused_until').on('choices').columns(['state', 'paused_until']).execute()

  await trx.schema
    .alterTable('obligations')
    .addColumn('heard_at', integer, (column) => column.notNull().defaultTo(0))
    .execute()
  await trx
    .updateTable('obligations')
    .set((set) => ({ heard_at: set.ref('decided_at') }))
    .execute()
  await trx.schema.alterTable('obligations').addColumn('checked_at', integer).execute()
  await trx.schema.alterTable('obligations').addColumn('alarm_at', integer).execute()
  const length = sql<number>`(due_at - heard_at)`
  await trx
    .updateTable('obligations')
    .set({
      alarm_at: sql`case when alarm < 50 then heard_at + ${length} / 2 when alarm < 80 then heard_at + ${length} * 4 / 5 else due_at end`,
    })
    .where('status', 'in', ['queued', 'sent'])
    .execute()
  await trx.schema.createIndex('obligations_by_status_alarm_at').on('obligations').columns(['status', 'alarm_at']).execute()
  // Few rows are leased at a time; without this each release would read them all.
  await trx.schema
    .createIndex('obligations_by_lease_owner')
    .on('obligations')
    .column('lease_owner')
    .where('lease_owner', 'is not', null)
    .execute()
  await trx.schema.createIndex('obligations_by_status_checked_at').on('obligations').columns(['status', 'checked_at']).execute()

  await finish(
    table('joined_devices', { device: 'text', account_id: 'text', joined_at: 'integer' })
      .addPrimaryKeyConstraint('joined_devices_pk', ['device'])
      .addForeignKeyConstraint('joined_devices_accounts_fk', ['account_id'], 'accounts', ['id'], (key) => key.onDelete('cascade')),
  )
  await trx.schema.createIndex('joined_devices_by_account_id').on('joined_devices').column('account_id').execute()

  await finish(
    table('mail_tokens', { token_hash: 'text', account_id: 'text', purpose: 'text', channel: 'text', made_at: 'integer' })
      .addPrimaryKeyConstraint('mail_tokens_pk', ['token_hash'])
      .addForeignKeyConstraint('mail_tokens_accounts_fk', ['account_id'], 'accounts', ['id'], (key) => key.onDelete('cascade')),
  )
  await trx.schema.createIndex('mail_tokens_by_account_id').on('mail_tokens').column('account_id').execute()

  await finish(
    table(
      'webhooks',
      { id: 'text', url: 'text', generation: 'integer', registered_at: 'integer' },
      { former_until: 'integer', disabled_at: 'integer', disabled_because: 'text' },
    ).addPrimaryKeyConstraint('webhooks_pk', ['id']),
  )
  await finish(
    table(
      'webhook_messages',
      {
        id: 'text',
        webhook_id: 'text',
        kind: 'text',
        payload: 'text',
        status: 'text',
        made_at: 'integer',
        due_at: 'integer',
        attempts: 'integer',
      },
      { next_attempt_at: 'integer', ended_at: 'integer', last_error: 'text', lease_owner: 'text', lease_until: 'integer' },
    )
      .addPrimaryKeyConstraint('webhook_messages_pk', ['id'])
      .addForeignKeyConstraint('webhook_messages_webhooks_fk', ['webhook_id'], 'webhooks', ['id'], (key) => key.onDelete('cascade')),
  )
  await trx.schema.createIndex('webhook_messages_by_status').on('webhook_messages').columns(['status', 'next_attempt_at']).execute()
  await trx.schema.createIndex('webhook_messages_by_webhook').on('webhook_messages').columns(['webhook_id', 'made_at']).execute()
}
