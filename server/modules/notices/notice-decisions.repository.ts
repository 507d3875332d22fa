import type { Selectable } from 'kysely'
import type { Queries } from '#server/ports/database.ts'
import type { Schema } from '#server/ports/schema.ts'

export type NoticeDecisionRow = Selectable<Schema['notice_decisions']>
type Version = Pick<NoticeDecisionRow, 'slug' | 'effective_on'>

/** Holds an account's row until the end of the transaction, so that one person's answers take turns. False when it is closed. */
export async function holdAccount(queries: Queries, accountId: string): Promise<boolean> {
  const { numUpdatedRows } = await queries
    .updateTable('accounts')
    .set({ closed_at: null })
    .where('id', '=', accountId)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export function findNoticeDecision(queries: Queries, id: string): Promise<NoticeDecisionRow | undefined> {
  return queries.selectFrom('notice_decisions').selectAll().where('id', '=', id).executeTakeFirst()
}

/** What a person said last about a version. */
export function newestAbout(queries: Queries, accountId: string, { slug, effective_on }: Version): Promise<NoticeDecisionRow | undefined> {
  return queries
    .selectFrom('notice_decisions')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('slug', '=', slug)
    .where('effective_on', '=', effective_on)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** What a person said about a version before one of their answers. */
export function answerBefore(queries: Queries, row: NoticeDecisionRow): Promise<NoticeDecisionRow | undefined> {
  return queries
    .selectFrom('notice_decisions')
    .selectAll()
    .where('account_id', '=', row.account_id)
    .where('slug', '=', row.slug)
    .where('effective_on', '=', row.effective_on)
    .where('sequence', '=', row.sequence - 1)
    .executeTakeFirst()
}

export async function insertNoticeDecision(queries: Queries, row: NoticeDecisionRow): Promise<void> {
  await queries.insertInto('notice_decisions').values(row).execute()
}

/** A page of one person's answers, newest first, each with whether a later one about the same version exists. */
export async function pageOfNoticeDecisions(
  queries: Queries,
  { accountId, after, limit }: { accountId: string; after: { decidedAt: number; id: string } | null; limit: number },
): Promise<(NoticeDecisionRow & { is_followed: boolean })[]> {
  const page = queries
    .selectFrom('notice_decisions as one')
    .selectAll('one')
    .select((select) =>
      select
        .selectFrom('notice_decisions as later')
        .select(({ fn }) => fn.countAll<number>().as('rows'))
        .whereRef('later.account_id', '=', 'one.account_id')
        .whereRef('later.slug', '=', 'one.slug')
        .whereRef('later.effective_on', '=', 'one.effective_on')
        .whereRef('later.sequence', '>', 'one.sequence')
        .as('followers'),
    )
    .where('one.account_id', '=', accountId)
    .orderBy('one.decided_at', 'desc')
    .orderBy('one.id', 'desc')
    .limit(limit)
  const rows = await (after
    ? page.where((where) =>
        where.or([
          where('one.decided_at', '<', after.decidedAt),
          where.and([where('one.decided_at', '=', after.decidedAt), where('one.id', '<', after.id)]),
        ]),
      )
    : page
  ).execute()
  return rows.map(({ followers, ...row }) => ({ ...row, is_followed: Number(followers) > 0 }))
}
