import type { Queries } from '#server/ports/database.ts'
import type { Schema } from '#server/ports/schema.ts'

export type ExportRow = Schema['exports']
export type PartRow = Schema['export_parts']

/** Which categories a copy was asked for; null means everything. */
export function chosenIn({ categories }: Pick<ExportRow, 'categories'>): string[] | null {
  return categories === null ? null : (JSON.parse(categories) as string[])
}

export async function insertExport(queries: Queries, row: ExportRow, parts: readonly PartRow[]): Promise<void> {
  await queries.insertInto('exports').values(row).execute()
  if (parts.length > 0)
    await queries
      .insertInto('export_parts')
      .values([...parts])
      .execute()
}

/** Holds the account's row until the end of the transaction, so that two requests of one person take turns. False when it is closed. */
export async function holdAccount(queries: Queries, accountId: string): Promise<boolean> {
  const held = await queries
    .updateTable('accounts')
    .set({ closed_at: null })
    .where('id', '=', accountId)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return held.numUpdatedRows === 1n
}

export function findExport(queries: Queries, id: string): Promise<ExportRow | undefined> {
  return queries.selectFrom('exports').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function isExportRunning(queries: Queries, accountId: string): Promise<boolean> {
  const row = await queries
    .selectFrom('exports')
    .select('id')
    .where('account_id', '=', accountId)
    .where('status', 'in', ['queued', 'collecting'])
    .executeTakeFirst()
  return row !== undefined
}

/** Newest first. */
export function exportsOf(queries: Queries, accountId: string, limit: number): Promise<ExportRow[]> {
  return queries
    .selectFrom('exports')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('requested_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

export async function partsOf(queries: Queries, exportIds: readonly string[]): Promise<PartRow[]> {
  if (exportIds.length === 0) return []
  return queries
    .selectFrom('export_parts')
    .selectAll()
    .where('export_id', 'in', [...exportIds])
    .orderBy('export_id')
    .orderBy('source_id')
    .execute()
}

export async function updatePart(
  queries: Queries,
  part: Pick<PartRow, 'export_id' | 'source_id'>,
  change: Partial<PartRow>,
): Promise<void> {
  await queries
    .updateTable('export_parts')
    .set(change)
    .where('export_id', '=', part.export_id)
    .where('source_id', '=', part.source_id)
    .execute()
}

export async function logDownload(
  queries: Queries,
  { id, accountId, exportId, at }: { id: string; accountId: string; exportId: string; at: number },
): Promise<void> {
  await queries
    .insertInto('access_log')
    .values({ id, account_id: accountId, actor: 'holder', action: 'export/downloaded', about: exportId, occurred_at: at })
    .execute()
}
