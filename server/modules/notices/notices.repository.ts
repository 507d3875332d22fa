import type { Selectable } from 'kysely'
import type { Queries } from '#server/ports/database.ts'
import type { Schema } from '#server/ports/schema.ts'

export type VersionRow = Selectable<Schema['notice_versions']>
export type TextRow = Selectable<Schema['notice_texts']>
export type WithdrawalRow = Selectable<Schema['notice_withdrawals']>
export type AnnotationRow = Selectable<Schema['notice_annotations']>

/** All versions, of one notice or of every one, each notice's in the order in which they take effect. Nothing here updates or deletes: a published version stays. */
export async function findVersions(queries: Queries, slug?: string): Promise<VersionRow[]> {
  const all = queries.selectFrom('notice_versions').selectAll().orderBy('slug').orderBy('effective_on')
  return (slug === undefined ? all : all.where('slug', '=', slug)).execute()
}

/** Which languages exist for which version. */
export async function findLanguages(
  queries: Queries,
  slug?: string,
): Promise<Pick<TextRow, 'slug' | 'effective_on' | 'language' | 'hash'>[]> {
  const all = queries.selectFrom('notice_texts').select(['slug', 'effective_on', 'language', 'hash']).orderBy('language')
  return (slug === undefined ? all : all.where('slug', '=', slug)).execute()
}

export async function findWithdrawals(queries: Queries, slug?: string): Promise<WithdrawalRow[]> {
  const all = queries.selectFrom('notice_withdrawals').selectAll()
  return (slug === undefined ? all : all.where('slug', '=', slug)).execute()
}

export async function findAnnotations(queries: Queries, slug?: string): Promise<AnnotationRow[]> {
  const all = queries.selectFrom('notice_annotations').selectAll().orderBy('noted_at').orderBy('id')
  return (slug === undefined ? all : all.where('slug', '=', slug)).execute()
}

export async function findText(queries: Queries, slug: string, effectiveOn: string, language: string): Promise<TextRow | undefined> {
  return queries
    .selectFrom('notice_texts')
    .selectAll()
    .where('slug', '=', slug)
    .where('effective_on', '=', effectiveOn)
    .where('language', '=', language)
    .executeTakeFirst()
}

/** What addresses are kept from, for every version and language of a notice. */
export async function findBlocks(
  queries: Queries,
  slug: string,
): Promise<Pick<TextRow, 'effective_on' | 'language' | 'blocks' | 'stale'>[]> {
  return queries
    .selectFrom('notice_texts')
    .select(['effective_on', 'language', 'blocks', 'stale'])
    .where('slug', '=', slug)
    .orderBy('effective_on')
    .execute()
}

/** @returns false when another process has taken the day; nothing is stored then */
export async function insertVersion(queries: Queries, version: VersionRow, texts: readonly TextRow[]): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await queries
    .insertInto('notice_versions')
    .values(version)
    .onConflict((conflict) => conflict.columns(['slug', 'effective_on']).doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows !== 1n) return false
  await queries
    .insertInto('notice_texts')
    .values([...texts])
    .execute()
  return true
}

/** @param takesEffectAt epoch milliseconds */
export async function insertPurposes(
  queries: Queries,
  { slug, effective_on }: Pick<VersionRow, 'slug' | 'effective_on'>,
  purposes: readonly string[],
  takesEffectAt: number,
): Promise<void> {
  const rows = [...new Set(purposes)].map((purpose) => ({ slug, effective_on, purpose, takes_effect_at: takesEffectAt }))
  if (rows.length > 0) await queries.insertInto('notice_purposes').values(rows).execute()
}

/** @returns false when it was withdrawn already */
export async function insertWithdrawal(queries: Queries, row: WithdrawalRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await queries
    .insertInto('notice_withdrawals')
    .values(row)
    .onConflict((conflict) => conflict.columns(['slug', 'effective_on']).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export async function insertAnnotation(queries: Queries, row: AnnotationRow): Promise<void> {
  await queries.insertInto('notice_annotations').values(row).execute()
}
