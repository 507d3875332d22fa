import { type Kysely, sql, type Transaction } from 'kysely'
import type { Database, Engine } from '#server/ports/database.ts'
import type { Schema } from '#server/ports/schema.ts'
import { up as first } from './migrations/0001-first.ts'
import { up as noticeComparisons } from './migrations/0002-notice-comparisons.ts'
import { up as noticesPublication } from './migrations/0003-notices-publication.ts'
import { up as choices } from './migrations/0004-choices.ts'
import { up as noticeDecisions } from './migrations/0005-notice-decisions.ts'
import { up as subscriptions } from './migrations/0006-subscriptions.ts'
import { up as proofs } from './migrations/0007-proofs.ts'
import { up as chosenCategories } from './migrations/0008-chosen-categories.ts'
import { up as toldAgain } from './migrations/0009-told-again.ts'

interface Migration {
  name: string
  up(trx: Kysely<Schema>, engine: Engine): Promise<void>
}
type Migrations = { migrations: { name: string; applied_at: number } }

/** In the order in which they are applied; a published one is never changed. */
const migrations: readonly Migration[] = [
  { name: '0001-first', up: first },
  { name: '0002-notice-comparisons', up: noticeComparisons },
  { name: '0003-notices-publication', up: noticesPublication },
  { name: '0004-choices', up: choices },
  { name: '0005-notice-decisions', up: noticeDecisions },
  { name: '0006-subscriptions', up: subscriptions },
  { name: '0007-proofs', up: proofs },
  { name: '0008-chosen-categories', up: chosenCategories },
  { name: '0009-told-again', up: toldAgain },
]

// The first half of the advisory lock's key; any number that no other program on this database uses.
const LOCK_SPACE = 0x76_69_74_72

/**
 * Brings the database to the shape this version needs: all of it or, on an error, nothing.
 * On PostgreSQL several processes may start at once; one migrates, the others wait.
 * @returns the names of the migrations applied now
 * @throws {Error} if the database was migrated by a newer version
 */
export async function migrate(database: Database, engine: Engine): Promise<readonly string[]> {
  return database.transaction().execute(async (trx) => {
    if (engine === 'postgres') await waitForTurn(trx)
    const ledger = trx as unknown as Kysely<Migrations>
    await ledger.schema
      .createTable('migrations')
      .ifNotExists()
      .addColumn('name', 'text', (column) => column.primaryKey().notNull())
      .addColumn('applied_at', 'bigint', (column) => column.notNull())
      .execute()
    const applied = new Set((await ledger.selectFrom('migrations').select('name').execute()).map((row) => row.name))
    const unknown = [...applied].filter((name) => !migrations.some((migration) => migration.name === name))
    if (unknown.length > 0) throw new Error(`this database was written by a newer version (${unknown.join(', ')}); start that version`)
    const pending = migrations.filter((migration) => !applied.has(migration.name))
    for (const migration of pending) {
      await migration.up(trx, engine)
      await ledger.insertInto('migrations').values({ name: migration.name, applied_at: Date.now() }).execute()
    }
    return pending.map((migration) => migration.name)
  })
}

async function waitForTurn(trx: Transaction<Schema>): Promise<void> {
  await sql`set local statement_timeout = '10min'`.execute(trx)
  await sql`select pg_advisory_xact_lock(${LOCK_SPACE}::int, hashtext(current_schema()))`.execute(trx)
}
