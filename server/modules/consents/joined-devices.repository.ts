import type { Queries } from '#server/ports/database.ts'
import type { Schema } from '#server/ports/schema.ts'

export type JoinedDeviceRow = Schema['joined_devices']

/** The accounts that these devices follow. */
export async function findJoined(queries: Queries, devices: readonly string[]): Promise<JoinedDeviceRow[]> {
  if (devices.length === 0) return []
  return queries.selectFrom('joined_devices').selectAll().where('device', 'in', devices).execute()
}

/** The devices that follow an account, newest first. */
export async function devicesOf(queries: Queries, accountId: string): Promise<JoinedDeviceRow[]> {
  return queries
    .selectFrom('joined_devices')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('joined_at', 'desc')
    .orderBy('device')
    .execute()
}

/** A device follows one account: the one that was signed in there last. */
export async function upsertJoined(queries: Queries, row: JoinedDeviceRow): Promise<void> {
  await queries
    .insertInto('joined_devices')
    .values(row)
    .onConflict((conflict) => conflict.column('device').doUpdateSet({ account_id: row.account_id, joined_at: row.joined_at }))
    .execute()
}

/** @returns whether the device followed this account */
export async function removeJoined(queries: Queries, device: string, accountId: string): Promise<boolean> {
  const { numDeletedRows } = await queries
    .deleteFrom('joined_devices')
    .where('device', '=', device)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
