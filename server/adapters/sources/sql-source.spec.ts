import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { schema, tables } from '#examples/acme/systems/mail-platform.schema.ts'
import { insertRows } from '#examples/acme/systems/sync-database.ts'
import { type Source, SourceError } from '#server/ports/source.ts'
import { sourceSpecification } from './source.specification.ts'
import { openSampleSources, type SampleSources } from './sources.rig.ts'

const order = { planHash: 'a'.repeat(64), key: '0199a000-0000-7000-8000-000000000001' }
const subject = { account: 'a-4e19c7' }

describe('the mail platform reached by SQL', () => {
  let sample: SampleSources
  let platform: Source

  beforeEach(async () => {
    sample = await openSampleSources()
    platform = sample.sources.get('mail-platform') as Source
  })
  afterEach(() => sample.close())

  const rows = (text: string) => sample.systems.mailPlatform.database.prepare(text).all()

  it('keeps invoices for the bookkeeping law, until the end of the seventh year', async () => {
    const report = await platform.erase(subject, order)

    expect(report.find(({ name }) => name === 'invoices')).toMatchObject({ mode: 'keep', count: 41, until: '2033-12-31' })
    expect(report.find(({ name }) => name === 'invoices')?.ground?.en).toContain('Bookkeeping')
    expect(await platform.count(subject)).toContainEqual(expect.objectContaining({ collection: 'invoices', total: 41 }))
  })

  it('masks the account that the invoices hang on, and destroys name, company and telephone', async () => {
    await platform.erase(subject, order)

    expect(rows("SELECT * FROM accounts WHERE id = 'a-4e19c7'")).toEqual([
      {
        id: 'a-4e19c7',
        email: 'erased-a-4e19c7@erased.invalid',
        name: null,
        company: null,
        phone: null,
        plan: 'Studio',
        opened_at: expect.any(Number),
      },
    ])
  })

  it('erases all or nothing', async () => {
    const before = await platform.count(subject)
    sample.systems.mailPlatform.database.exec("CREATE TRIGGER stuck BEFORE UPDATE ON accounts BEGIN SELECT RAISE(ABORT, 'stuck'); END")

    await expect(platform.erase(subject, order)).rejects.toBeInstanceOf(SourceError)
    sample.systems.mailPlatform.database.exec('DROP TRIGGER stuck')

    expect(await platform.count(subject)).toEqual(before)
    expect((await platform.erase(subject, order)).find(({ name }) => name === 'message-events')?.count).toBe(400)
  })

  it('does not use one key for two plans', async () => {
    await platform.erase(subject, order)

    await expect(platform.erase(subject, { ...order, planHash: 'b'.repeat(64) })).rejects.toBeInstanceOf(SourceError)
  })

  it('gives up soon when another process holds the lock, and goes on afterwards', async () => {
    const { database } = sample.systems.mailPlatform
    database.exec('BEGIN IMMEDIATE')

    await expect(platform.erase(subject, order)).rejects.toThrow('mail-platform: ')
    database.exec('ROLLBACK')

    await expect(platform.erase(subject, order)).resolves.toHaveLength(11)
  })

  it('shows nobody when two people have one address', async () => {
    const { database } = sample.systems.mailPlatform
    database.exec('DROP INDEX accounts_by_email')
    insertRows(database, 'accounts', ['id', 'email', 'opened_at'], [['a-other', 'Demo@acmemail.example', 1]])

    await expect(platform.identify('demo@acmemail.example')).rejects.toThrow('several people have this address')
  })

  it.each(["'; DROP TABLE accounts; --", '\\', '%\\', '"', '\u{1F600}'])('takes %s in a search as text', async (search) => {
    const found = await platform.access(subject, { collection: 'message-events', search, limit: 5 })

    expect(found.total).toBe(0)
  })

  it.each(['\0', '\ud800'])('refuses a search that is no text', async (search) => {
    await expect(platform.access(subject, { collection: 'message-events', search, limit: 5 })).rejects.toMatchObject({
      code: 'request/invalid',
    })
  })
})

const url = process.env.TEST_DATABASE_URL

/** The same tables and people in a schema of PostgreSQL. */
async function openOnPostgres() {
  const name = `s_${randomBytes(8).toString('hex')}`
  const address = `${url}${url?.includes('?') ? '&' : '?'}options=${encodeURIComponent(`-c search_path=${name}`)}`
  const sample = await openSampleSources({ MAIL_PLATFORM_URL: address })
  const client = new Client({ connectionString: address })
  await client.connect()
  await client.query(`CREATE SCHEMA ${name}`)
  for (const statement of schema) await client.query(statement)
  for (const [table, columns] of Object.entries(tables)) {
    const rows = sample.systems.mailPlatform.database.prepare(`SELECT * FROM ${table}`).all()
    await client.query(`INSERT INTO ${table} SELECT * FROM json_populate_recordset(null::${table}, $1)`, [JSON.stringify(rows)])
    expect(Object.keys(rows[0] ?? {})).toEqual(columns)
  }
  let added = 0
  return {
    source: sample.sources.get('mail-platform') as Source,
    dead: sample.dead.get('mail-platform') as Source,
    collection: 'message-events',
    async addRecord() {
      added += 1
      const at = sample.clock.now().getTime() + added
      await client.query("INSERT INTO message_events VALUES ($1, 'a-4e19c7', 's', 'r', 'New', 'delivered', '::1', 9, $2)", [
        `new-${added}`,
        at,
      ])
    },
    settle: () => sample.clock.advance({ milliseconds: 1 }),
    now: () => sample.clock.now(),
    async close() {
      await sample.close()
      await client.query(`DROP SCHEMA ${name} CASCADE`)
      await client.end()
    },
  }
}

// Left out, not skipped, where no PostgreSQL is named.
describe.each(url ? ['PostgreSQL'] : [])('the mail platform on %s', () => {
  sourceSpecification('SQL on PostgreSQL', openOnPostgres)
})
