import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { migrate } from './migrate.ts'
import { openPostgres } from './postgres.ts'

const url = process.env.TEST_DATABASE_URL ?? ''

describe('opening PostgreSQL', () => {
  it('refuses a schema name that could be read as something else', async () => {
    await expect(openPostgres('postgres://nowhere', { schema: 'a, public -c x=y' })).rejects.toThrow('not a schema name')
  })

  it('tells at once when nobody answers', async () => {
    await expect(openPostgres('postgres://vitrine@127.0.0.1:9/vitrine')).rejects.toThrow('ECONNREFUSED')
  })
})

describe.runIf(url !== '')('several processes on one PostgreSQL', () => {
  it('migrate once: one does it, the others wait and find it done', async () => {
    const schema = `t_${randomBytes(8).toString('hex')}`
    const [first, second] = [await openPostgres(url, { schema }), await openPostgres(url, { schema })]
    await sql`create schema ${sql.id(schema)}`.execute(first)

    const applied = await Promise.all([migrate(first, 'postgres'), migrate(second, 'postgres')])

    expect(applied.flat()).toContain('0001-first')
    expect(applied.flat()).toHaveLength(new Set(applied.flat()).size)
    await sql`drop schema ${sql.id(schema)} cascade`.execute(first)
    await Promise.all([first.destroy(), second.destroy()])
  })

  it('acknowledge a commit only when it is on disk', async () => {
    const database = await openPostgres(url)

    const { rows } = await sql<{ synchronous_commit: string }>`show synchronous_commit`.execute(database)

    expect(rows).toEqual([{ synchronous_commit: 'on' }])
    await database.destroy()
  })

  it('outlive a connection that breaks within a transaction: the work fails with a code, the next one succeeds', async () => {
    const database = await openPostgres(url, { poolSize: 2 })

    const broken = database.transaction().execute(async (trx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx)
      await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(database)
      await sql`select pg_sleep(0.05)`.execute(database)
      await sql`select 1`.execute(trx)
    })

    await expect(broken).rejects.toMatchObject({ code: expect.stringMatching(/^(57P01|08006)$/) })
    expect(await sql`select 1 as one`.execute(database)).toMatchObject({ rows: [{ one: 1 }] })
    await database.destroy()
  })

  it('say so when every connection is in use', async () => {
    const database = await openPostgres(url, { poolSize: 1, waitMs: 700 })

    const waiting = database.transaction().execute(() => sql`select 1`.execute(database))

    await expect(waiting).rejects.toMatchObject({ code: '53300' })
    await database.destroy()
  })
})
