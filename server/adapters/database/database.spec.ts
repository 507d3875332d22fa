import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Schema } from '#server/ports/schema.ts'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import { schemaColumns } from '#tests/support/schema-columns.ts'
import { migrate } from './migrate.ts'

let opened: OpenDatabase
afterEach(() => opened.close())

describe.each(engines)('the database on $name', ({ open }) => {
  beforeEach(async () => {
    opened = await open()
  })

  it('has the tables and columns that the queries are typed against', async () => {
    const tables = await opened.database.introspection.getTables()

    const found = Object.fromEntries(
      tables.filter(({ name }) => name !== 'migrations').map(({ name, columns }) => [name, columns.map((column) => column.name).sort()]),
    )
    expect(found).toEqual(schemaColumns)
  })

  it('is migrated once; the second time there is nothing to do', async () => {
    const again = await migrate(opened.database, opened.engine)

    expect(again).toEqual([])
  })

  it('is not opened by a version older than the one that wrote it', async () => {
    await sql`insert into migrations (name, applied_at) values ('9999-from-the-future', 1)`.execute(opened.database)

    await expect(migrate(opened.database, opened.engine)).rejects.toThrow('written by a newer version (9999-from-the-future)')
    await sql`delete from migrations where name = '9999-from-the-future'`.execute(opened.database)
  })

  it('answers counts, sums and times as numbers', async () => {
    const at = Date.UTC(2026, 2, 2)
    await opened.database
      .insertInto('sign_in_locks')
      .values([lock('a', at), lock('b', at)])
      .execute()

    const row = await opened.database
      .selectFrom('sign_in_locks')
      .select(({ fn }) => [fn.countAll<number>().as('rows'), fn.sum<number>('failures').as('failures'), fn.max('updated_at').as('at')])
      .executeTakeFirstOrThrow()

    expect(row).toEqual({ rows: 2, failures: 6, at })
  })

  it('sorts texts by code point, whatever the language of the machine', async () => {
    await opened.database
      .insertInto('settings')
      .values(['b', 'B', 'a-c', 'ab', 'ä'].map((name) => ({ name, value: '' })))
      .execute()

    const rows = await opened.database.selectFrom('settings').select('name').orderBy('name').execute()

    expect(rows.map((row) => row.name)).toEqual(['B', 'a-c', 'ab', 'b', 'ä'])
  })

  it('keeps nothing of a transaction that fails', async () => {
    const failing = opened.database.transaction().execute(async (trx) => {
      await trx.insertInto('settings').values({ name: 'half', value: '' }).execute()
      throw new Error('stop')
    })

    await expect(failing).rejects.toThrow('stop')
    expect(await opened.database.selectFrom('settings').selectAll().execute()).toEqual([])
  })

  it('refuses a part whose whole does not exist', async () => {
    const orphan: Schema['export_parts'] = {
      export_id: 'none',
      source_id: 'mail',
      title: '',
      status: 'queued',
      records: 0,
      next_attempt_at: null,
      attempts: 0,
    }

    await expect(opened.database.insertInto('export_parts').values(orphan).execute()).rejects.toThrow(/foreign key/i)
  })
})

function lock(key: string, at: number): Schema['sign_in_locks'] {
  return { key, failures: 3, locked_until: at, updated_at: at }
}
