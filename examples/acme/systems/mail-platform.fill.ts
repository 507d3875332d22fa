import { addMonthsUtc } from '#domain/calendar.ts'
import { schema, type Table, tables, timeOf } from './mail-platform.schema.ts'
import { seedRows, type Volume } from './mail-platform.seed.ts'
import { atomically, insertRows, type SyncDatabase } from './sync-database.ts'

const DAY_MS = 86_400_000

/** For each table whose rows leave by themselves: the time at or before which they have. As the retention schedule says. */
const leftBy: Partial<Record<Table, (now: Date) => Date>> = {
  message_bodies: (now) => new Date(now.getTime() - 7 * DAY_MS),
  message_events: (now) => new Date(now.getTime() - 30 * DAY_MS),
  recipient_activity: (now) => addMonthsUtc(now, -12),
  support_conversations: (now) => addMonthsUtc(now, -12),
  page_views: (now) => addMonthsUtc(now, -12),
  // Bookkeeping counts seven years from the end of the invoice's year.
  invoices: (now) => new Date(Date.UTC(now.getUTCFullYear() - 7, 0, 1) - 1),
}

/** Makes the tables and, the first time, the sample data. Needs nothing of Node, so that the demo in a page can do it too. */
export function fillMailPlatform(
  database: SyncDatabase,
  { now, seed, volume }: { now: Date; seed: number; volume: Partial<Volume> },
): void {
  atomically(database, () => {
    for (const statement of schema) database.exec(statement)
    if (database.prepare('SELECT id FROM accounts').get()) return
    for (const [table, rows] of Object.entries(seedRows(now, seed, volume))) insertRows(database, table, tables[table as Table], rows)
  })
}

/** Deletes what is past its age, as the retention schedule says. Returns how many rows went, per table. */
export function expireMailPlatform(database: SyncDatabase, now: Date): Record<string, number> {
  return atomically(database, () =>
    Object.fromEntries(
      Object.entries(leftBy).map(([table, by]) => {
        const statement = database.prepare(`DELETE FROM ${table} WHERE ${timeOf(table as Table)} <= ?`)
        return [table, Number(statement.run(by(now).getTime()).changes)]
      }),
    ),
  )
}
