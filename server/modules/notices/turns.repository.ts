import { type Selectable, sql } from 'kysely'
import type { Queries } from '#server/ports/database.ts'
import type { Schema } from '#server/ports/schema.ts'
import type { Recipient } from './announcements.repository.ts'

export type TurnRow = Selectable<Schema['notice_turns']>
type Progress = Pick<TurnRow, 'step' | 'after_key' | 'lapsed' | 'objections' | 'mails' | 'ended_at'>

/** Opens the turn of every version whose day has come and that was not withdrawn; each gets one, whoever comes first. */
export async function openTurns(queries: Queries, today: string, now: number): Promise<void> {
  const due = await queries
    .selectFrom('notice_versions as version')
    .leftJoin('notice_turns as turn', (join) =>
      join.onRef('turn.slug', '=', 'version.slug').onRef('turn.effective_on', '=', 'version.effective_on').on('turn.kind', '=', 'in-force'),
    )
    .leftJoin('notice_withdrawals as gone', (join) =>
      join.onRef('gone.slug', '=', 'version.slug').onRef('gone.effective_on', '=', 'version.effective_on'),
    )
    .select(['version.slug', 'version.effective_on'])
    .where('version.effective_on', '<=', today)
    .where('turn.slug', 'is', null)
    .where('gone.slug', 'is', null)
    .execute()
  for (const { slug, effective_on } of due) {
    await insertTurn(queries, { slug, effective_on, kind: 'in-force', step: 'consents', told_until: null, began_at: now })
  }
}

export async function insertTurn(
  queries: Queries,
  turn: Pick<TurnRow, 'slug' | 'effective_on' | 'kind' | 'step' | 'told_until' | 'began_at'>,
): Promise<void> {
  await queries
    .insertInto('notice_turns')
    .values({ ...turn, after_key: '', lapsed: 0, objections: 0, mails: 0, ended_at: null })
    .onConflict((conflict) => conflict.columns(['slug', 'effective_on', 'kind']).doNothing())
    .execute()
}

/** Turns that are not at their end, in the order in which the versions take effect. */
export function unfinishedTurns(queries: Queries): Promise<TurnRow[]> {
  return queries
    .selectFrom('notice_turns')
    .selectAll()
    .where('ended_at', 'is', null)
    .orderBy('effective_on')
    .orderBy('slug')
    .orderBy('kind')
    .execute()
}

/** Holds a turn until the end of the transaction. @returns false when another process has taken the step meanwhile */
export async function holdTurn(queries: Queries, turn: TurnRow): Promise<boolean> {
  const { numUpdatedRows } = await turnQuery(queries, turn).set({ step: turn.step }).executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function advanceTurn(queries: Queries, turn: TurnRow, progress: Progress): Promise<void> {
  await turnQuery(queries, turn).set(progress).execute()
}

function turnQuery(queries: Queries, { slug, effective_on, kind, step, after_key }: TurnRow) {
  return queries
    .updateTable('notice_turns')
    .where('slug', '=', slug)
    .where('effective_on', '=', effective_on)
    .where('kind', '=', kind)
    .where('step', '=', step)
    .where('after_key', '=', after_key)
}

type Objector = Recipient & { answer: string; isLeaving: boolean }

/** The next account holders whose newest answer about a version is an objection, with whether they have asked for deletion. */
export async function nextObjectors(
  queries: Queries,
  { slug, effective_on, after_key }: Pick<TurnRow, 'slug' | 'effective_on' | 'after_key'>,
  limit: number,
): Promise<Objector[]> {
  const rows = await queries
    .selectFrom('notice_decisions as one')
    .innerJoin('accounts', 'accounts.id', 'one.account_id')
    .select(['accounts.id', 'accounts.email', 'accounts.locale', 'one.answer'])
    .select((select) =>
      select
        .selectFrom('erasures')
        .select(({ fn }) => fn.countAll<number>().as('rows'))
        .whereRef('erasures.account_id', '=', 'one.account_id')
        .where('erasures.status', 'in', ['grace', 'executing', 'partly-done'])
        .as('erasures'),
    )
    .where('one.slug', '=', slug)
    .where('one.effective_on', '=', effective_on)
    .where('one.account_id', '>', after_key)
    .where('one.answer', 'in', ['objected', 'partly-refused'])
    .where('accounts.closed_at', 'is', null)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('notice_decisions as later')
            .select('later.id')
            .whereRef('later.account_id', '=', 'one.account_id')
            .whereRef('later.slug', '=', 'one.slug')
            .whereRef('later.effective_on', '=', 'one.effective_on')
            .whereRef('later.sequence', '>', 'one.sequence'),
        ),
      ),
    )
    .orderBy('accounts.id')
    .limit(limit)
    .execute()
  return rows.map(({ erasures, ...row }) => ({ ...row, isLeaving: Number(erasures) > 0 }))
}

/** The next account holders who were told of a version by mail, or who have answered it. */
export async function nextToldOf(
  queries: Queries,
  { slug, effective_on, after_key, told_until }: Pick<TurnRow, 'slug' | 'effective_on' | 'after_key' | 'told_until'>,
  limit: number,
): Promise<Recipient[]> {
  return queries
    .selectFrom('accounts')
    .select(['accounts.id', 'accounts.email', 'accounts.locale'])
    .where('accounts.id', '>', after_key)
    .where('accounts.closed_at', 'is', null)
    .where((where) =>
      where.or([
        where.and([
          where('accounts.id', '<=', told_until ?? ''),
          where(
            'accounts.created_at',
            '<=',
            sql<number>`(select announced_at from notice_announcements where slug = ${slug} and effective_on = ${effective_on})`,
          ),
        ]),
        where.exists(
          where
            .selectFrom('notice_decisions')
            .select('notice_decisions.id')
            .whereRef('notice_decisions.account_id', '=', 'accounts.id')
            .where('notice_decisions.slug', '=', slug)
            .where('notice_decisions.effective_on', '=', effective_on),
        ),
      ]),
    )
    .orderBy('accounts.id')
    .limit(limit)
    .execute()
}
