import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSqlite } from './sqlite.ts'

let folder: string
let other: ChildProcess | undefined
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vitrine-sqlite-'))
})
afterEach(async () => {
  if (other?.exitCode === null && other.signalCode === null) {
    other.kill('SIGKILL')
    await once(other, 'exit')
  }
  other = undefined
  rmSync(folder, { recursive: true, force: true })
})

describe('the embedded database', () => {
  it('refuses a second process on the same data directory and names the first', async () => {
    const path = join(folder, 'vitrine.db')
    other = await holderOf(path)

    await expect(openSqlite(path)).rejects.toThrow(`${path} is in use by another process (process ${other.pid}). Stop it first`)
  })

  it('opens again after its process was killed, without help', async () => {
    const path = join(folder, 'vitrine.db')
    other = await holderOf(path)
    other.kill('SIGKILL')
    await once(other, 'exit')

    const database = await openSqlite(path)

    expect(await database.selectFrom('settings').selectAll().execute()).toEqual([{ name: 'kept', value: 'yes' }])
    await database.destroy()
  })

  it('is free for the next one as soon as it is closed, used or not', async () => {
    const path = join(folder, 'deep', 'vitrine.db')
    const first = await openSqlite(path)
    await first.destroy()

    const second = await openSqlite(path)

    expect(await sql`select 1 as one`.execute(second)).toMatchObject({ rows: [{ one: 1 }] })
    await second.destroy()
  })

  it('refuses a second opening within the same process', async () => {
    const path = join(folder, 'vitrine.db')
    const first = await openSqlite(path)

    await expect(openSqlite(path)).rejects.toThrow('is in use by another process')
    await first.destroy()
  })

  it.each([
    ['FULL', 2],
    ['OFF', 0],
  ] as const)('flushes as told: synchronous=%s', async (synchronous, level) => {
    const database = await openSqlite(join(folder, 'vitrine.db'), { synchronous })

    const { rows } = await sql`pragma synchronous`.execute(database)

    expect(rows).toEqual([{ synchronous: level }])
    await database.destroy()
  })

  it('sees a new column with a statement that it has used before', async () => {
    const database = await openSqlite(':memory:')
    await sql`create table t (a integer) strict`.execute(database)
    await sql`insert into t values (1)`.execute(database)
    await sql`select * from t`.execute(database)
    await sql`alter table t add column b integer`.execute(database)

    const { rows } = await sql`select * from t`.execute(database)

    expect(rows).toEqual([{ a: 1, b: null }])
    await database.destroy()
  })
})

/** Another process that has opened the database, written a row and goes on living. */
async function holderOf(path: string): Promise<ChildProcess> {
  const script = `
    import { openSqlite } from ${JSON.stringify(new URL('./sqlite.ts', import.meta.url).href)}
    import { migrate } from ${JSON.stringify(new URL('./migrate.ts', import.meta.url).href)}
    const database = await openSqlite(${JSON.stringify(path)})
    await migrate(database, 'sqlite')
    await database.insertInto('settings').values({ name: 'kept', value: 'yes' }).execute()
    process.stdout.write('open')
    setInterval(() => undefined, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return child
}
