import { type ColumnBuilderCallback, type CreateTableBuilder, type Kysely, type RawBuilder, sql } from 'kysely'
import type { Engine } from '#server/ports/database.ts'
import type { Schema } from '#server/ports/schema.ts'

type Trx = Kysely<Schema>
type Table<T extends keyof Schema> = (table: Columns<Schema[T]>) => void
const required: ColumnBuilderCallback = (column) => column.notNull()

/** Adds columns by what they hold; the types differ by engine. */
class Columns<Row> {
  builder: CreateTableBuilder<string, string>
  readonly #text: RawBuilder<unknown> | 'text'
  readonly #integer: 'integer' | 'bigint'

  constructor(builder: CreateTableBuilder<string, string>, engine: Engine) {
    this.builder = builder
    // Ids and keys sort by code point on both engines, so that seek paging finds the same order.
    this.#text = engine === 'postgres' ? sql`text collate "C"` : 'text'
    this.#integer = engine === 'postgres' ? 'bigint' : 'integer'
  }

  text(...names: (keyof Row & string)[]): this {
    for (const name of names) this.builder = this.builder.addColumn(name, this.#text as 'text', required)
    return this
  }

  integer(...names: (keyof Row & string)[]): this {
    for (const name of names) this.builder = this.builder.addColumn(name, this.#integer, required)
    return this
  }

  maybeText(...names: (keyof Row & string)[]): this {
    for (const name of names) this.builder = this.builder.addColumn(name, this.#text as 'text')
    return this
  }

  maybeInteger(...names: (keyof Row & string)[]): this {
    for (const name of names) this.builder = this.builder.addColumn(name, this.#integer)
    return this
  }

  primary(...names: (keyof Row & string)[]): this {
    this.builder = this.builder.addPrimaryKeyConstraint(`${this.#table()}_pk`, names)
    return this
  }

  unique(...names: (keyof Row & string)[]): this {
    this.builder = this.builder.addUniqueConstraint(`${this.#table()}_${names.join('_')}_unique`, names)
    return this
  }

  references<T extends keyof Schema & string>(
    names: (keyof Row & string)[],
    table: T,
    foreign: (keyof Schema[T] & string)[],
    onDelete: 'cascade' | 'restrict',
  ): this {
    this.builder = this.builder.addForeignKeyConstraint(`${this.#table()}_${table}_fk`, names, table, foreign, (key) =>
      key.onDelete(onDelete),
    )
    return this
  }

  #table(): string {
    return this.builder.toOperationNode().table.table.identifier.name
  }
}

export async function up(trx: Trx, engine: Engine): Promise<void> {
  const create = async <T extends keyof Schema & string>(name: T, columns: Table<T>, indexes: (keyof Schema[T] & string)[][] = []) => {
    const table = new Columns<Schema[T]>(trx.schema.createTable(name) as CreateTableBuilder<string, string>, engine)
    columns(table)
    await (engine === 'sqlite' ? table.builder.modifyEnd(sql`strict`) : table.builder).execute()
    for (const index of indexes)
      await trx.schema
        .createIndex(`${name}_by_${index.join('_')}`)
        .on(name)
        .columns(index as never[])
        .execute()
  }

  await create('accounts', (t) =>
    t
      .text('id', 'email', 'email_key', 'locale')
      .maybeText('name', 'password_hash')
      .integer('created_at')
      .maybeInteger('closed_at')
      .primary('id')
      .unique('email_key'),
  )
  await create('account_links', (t) =>
    t
      .text('account_id', 'source_id', 'keys')
      .integer('linked_at')
      .primary('account_id', 'source_id')
      .references(['account_id'], 'accounts', ['id'], 'cascade'),
  )
  await create(
    'sessions',
    (t) =>
      t
        .text('id', 'token_hash', 'account_id', 'device_id', 'device')
        .integer('created_at', 'seen_at', 'authenticated_at')
        .maybeInteger('locked_at', 'ended_at')
        .primary('id')
        .unique('token_hash')
        .references(['account_id'], 'accounts', ['id'], 'cascade'),
    [['account_id', 'ended_at'], ['seen_at']],
  )
  await create(
    'sign_in_links',
    (t) =>
      t
        .text('id', 'token_hash', 'email', 'email_key', 'locale')
        .integer('created_at', 'expires_at')
        .maybeInteger('used_at')
        .primary('id')
        .unique('token_hash'),
    [['email_key', 'created_at'], ['expires_at']],
  )
  await create(
    'sign_ins',
    (t) =>
      t
        .text('id', 'email_key', 'outcome', 'method', 'device_id', 'device', 'address')
        .maybeText('account_id')
        .integer('occurred_at')
        .primary('id'),
    [['account_id', 'occurred_at', 'id'], ['email_key', 'occurred_at'], ['occurred_at']],
  )
  await create('sign_in_locks', (t) => t.text('key').integer('failures', 'locked_until', 'updated_at').primary('key'), [['updated_at']])
  await create('known_devices', (t) =>
    t
      .text('account_id', 'device_key')
      .integer('first_at', 'last_at')
      .primary('account_id', 'device_key')
      .references(['account_id'], 'accounts', ['id'], 'cascade'),
  )

  await create(
    'decisions',
    (t) =>
      t
        .text('id', 'subject', 'purpose', 'channel', 'state', 'origin', 'wording_id', 'wording_text', 'language', 'surface')
        .maybeText('site', 'fingerprint')
        .integer('decided_at', 'recorded_at')
        .primary('id'),
    [
      ['subject', 'decided_at', 'id'],
      ['subject', 'recorded_at', 'id'],
    ],
  )
  await create('choices', (t) =>
    t
      .text('subject', 'purpose', 'channel', 'decision_id', 'state')
      .integer('decided_at')
      .primary('subject', 'purpose', 'channel')
      .references(['decision_id'], 'decisions', ['id'], 'restrict'),
  )
  await create(
    'obligations',
    (t) =>
      t
        .text('id', 'decision_id', 'account_id', 'source_id', 'purpose', 'channel', 'state', 'status')
        .integer('decided_at', 'due_at', 'changed_at', 'attempts', 'alarm')
        .maybeInteger('next_attempt_at', 'lease_until')
        .maybeText('task_id', 'last_error', 'lease_owner')
        .primary('id')
        .unique('decision_id', 'source_id')
        .references(['decision_id'], 'decisions', ['id'], 'restrict'),
    [
      ['status', 'next_attempt_at'],
      ['status', 'due_at'],
      ['account_id', 'purpose', 'channel'],
    ],
  )
  await create('tasks', (t) => t.text('id', 'kind', 'about').integer('opened_at', 'due_at').maybeInteger('closed_at').primary('id'), [
    ['closed_at', 'due_at'],
    ['about'],
  ])

  await create(
    'exports',
    (t) =>
      t
        .text('id', 'account_id', 'status')
        .maybeText('sha256', 'blob_key', 'lease_owner')
        .integer('requested_at', 'attempts')
        .maybeInteger('ready_at', 'expires_at', 'bytes', 'next_attempt_at', 'lease_until')
        .primary('id'),
    [
      ['account_id', 'requested_at', 'id'],
      ['status', 'next_attempt_at'],
      ['status', 'expires_at'],
    ],
  )
  await create('export_parts', (t) =>
    t
      .text('export_id', 'source_id', 'title', 'status')
      .integer('records', 'attempts')
      .maybeInteger('next_attempt_at')
      .primary('export_id', 'source_id')
      .references(['export_id'], 'exports', ['id'], 'cascade'),
  )

  await create(
    'erasures',
    (t) =>
      t
        .text('id', 'account_id', 'status', 'plan', 'plan_hash', 'locale')
        .maybeText('certificate', 'lease_owner')
        .integer('requested_at', 'executes_at')
        .maybeInteger('ended_at', 'next_attempt_at', 'lease_until')
        .primary('id'),
    [
      ['account_id', 'requested_at', 'id'],
      ['status', 'next_attempt_at'],
      ['status', 'executes_at'],
    ],
  )
  await create('erasure_steps', (t) =>
    t
      .text('erasure_id', 'source_id', 'title', 'keys', 'status', 'report')
      .integer('attempts')
      .maybeInteger('next_attempt_at')
      .primary('erasure_id', 'source_id')
      .references(['erasure_id'], 'erasures', ['id'], 'cascade'),
  )

  await create('notice_versions', (t) =>
    t
      .text('slug', 'effective_on', 'kind', 'title', 'significance', 'prevailing', 'changelog', 'hash')
      .maybeText('reason')
      .integer('number', 'published_at')
      .primary('slug', 'effective_on'),
  )
  await create('notice_texts', (t) =>
    t
      .text('slug', 'effective_on', 'language', 'title', 'html', 'blocks', 'sections', 'source', 'hash')
      .primary('slug', 'effective_on', 'language')
      .references(['slug', 'effective_on'], 'notice_versions', ['slug', 'effective_on'], 'cascade'),
  )

  await create(
    'outbox',
    (t) =>
      t
        .text('id', 'to_address', 'template', 'locale', 'facts')
        .maybeText('account_id', 'last_error', 'lease_owner')
        .integer('created_at', 'next_attempt_at', 'attempts')
        .maybeInteger('sent_at', 'lease_until')
        .primary('id'),
    [['sent_at', 'next_attempt_at'], ['account_id']],
  )
  await create('demo_mails', (t) => t.text('id', 'to_address', 'subject', 'text', 'headers').integer('sent_at').primary('id'), [
    ['sent_at', 'id'],
  ])

  await create('access_log', (t) => t.text('id', 'account_id', 'actor', 'action', 'about').integer('occurred_at').primary('id'), [
    ['account_id', 'occurred_at', 'id'],
  ])

  await create(
    'batches',
    (t) =>
      t
        .text('id', 'process', 'root', 'previous', 'chained')
        .integer('sequence', 'size', 'committed_at')
        .primary('id')
        .unique('process', 'sequence'),
    [['committed_at', 'id']],
  )
  await create(
    'events',
    (t) =>
      t
        .text('id', 'batch_id', 'kind', 'subject', 'about', 'facts', 'hash')
        .integer('position', 'occurred_at')
        .primary('id')
        .unique('batch_id', 'position')
        .references(['batch_id'], 'batches', ['id'], 'restrict'),
    [['subject', 'occurred_at', 'id'], ['about'], ['occurred_at', 'id']],
  )
  await create('checkpoints', (t) => t.text('id', 'heads', 'signature', 'key_id', 'public_key').integer('at').primary('id'), [['at', 'id']])
  await create('settings', (t) => t.text('name', 'value').primary('name'))
}
