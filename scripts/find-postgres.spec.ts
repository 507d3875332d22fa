import { Client } from 'pg'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { findPostgres, startPostgres } from './find-postgres.ts'

afterEach(() => vi.unstubAllEnvs())

describe('PostgreSQL for the tests', () => {
  it('is taken where the environment names it', async () => {
    vi.stubEnv('TEST_DATABASE_URL', 'postgres://somewhere/else')

    const running = await startPostgres()

    expect(running?.url).toBe('postgres://somewhere/else')
  })

  it('is not searched elsewhere when the named folder holds none', () => {
    vi.stubEnv('TEST_DATABASE_URL', '')
    vi.stubEnv('POSTGRES_BIN', '/nowhere')

    expect(() => findPostgres({ install: false })).toThrow('POSTGRES_BIN holds no PostgreSQL 15 or newer: /nowhere')
  })
})

describe.runIf(hasPrograms())('a PostgreSQL of its own', () => {
  it('flushes to disk, speaks over loopback only and is gone after its end', async () => {
    vi.stubEnv('TEST_DATABASE_URL', '')
    const running = await startPostgres({ install: false })
    const client = new Client({ connectionString: running?.url })
    await client.connect()

    const fsync = await client.query('show fsync')
    const listens = await client.query('show listen_addresses')

    expect([fsync.rows[0].fsync, listens.rows[0].listen_addresses]).toEqual(['on', '127.0.0.1'])
    await client.end()
    await running?.stop()
    await expect(new Client({ connectionString: running?.url }).connect()).rejects.toThrow('ECONNREFUSED')
  }, 60_000)
})

function hasPrograms(): boolean {
  vi.stubEnv('TEST_DATABASE_URL', '')
  vi.stubEnv('CI', '')
  const found = findPostgres({ install: false, say: () => undefined })
  vi.unstubAllEnvs()
  return found !== undefined
}
