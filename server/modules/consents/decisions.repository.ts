import { type Insertable, type Selectable, sql } from 'kysely'
import type { Engine, Queries } from '#server/ports/database.ts'
import type { Schema } from '#server/ports/schema.ts'

export type DecisionRow = Selectable<Schema['decisions']>
export type ChoiceRow = Selectable<Schema['choices']>

export async function findDecisions(queries: Queries, ids: readonly string[]): Promise<DecisionRow[]> {
  if (ids.length === 0) return []
  return queries.selectFrom('decisions').selectAll().where('id', 'in', ids).execute()
}

/** The decisions in force of these subjects. */
export async function findChoices(queries: Queries, subjects: readonly string[]): Promise<ChoiceRow[]> {
  if (subjects.length === 0) return []
  return queries.selectFrom('choices').selectAll().where('subject', 'in', subjects).execute()
}

/** The same, kept from changing until the transaction ends, in one order. SQLite has one writer, so nothing needs keeping there. */
export async function lockChoices(queries: Queries, subjects: readonly string[], engine: Engine): Promise<ChoiceRow[]> {
  if (engine === 'sqlite') return findChoices(queries, subjects)
  if (subjects.length === 0) return []
  return queries
    .selectFrom('choices')
    .selectAll()
    .where('subject', 'in', subjects)
    .orderBy('subject')
    .orderBy('purpose')
    .orderBy('channel')
    .forUpdate()
    .execute()
}

/**
 * Appends decisions; an id that is known already is left as it was.
 * @returns how many were appended
 */
export async function insertDecisions(queries: Queries, rows: readonly Insertable<Schema['decisions']>[]): Promise<number> {
  if (rows.length === 0) return 0
  const { numInsertedOrUpdatedRows } = await queries
    .insertInto('decisions')
    .values([...rows])
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow()
  return Number(numInsertedOrUpdatedRows ?? 0)
}

/**
 * Puts decisions in force where they outrank what is in force: the newer one, of two at the same instant the one that allows less, else the
 * larger id; the order of `newest` in the domain, so that the order of arrival changes nothing.
 * @param rows at most one per subject, purpose and channel
 */
export async function upsertChoices(queries: Queries, rows: readonly ChoiceRow[]): Promise<void> {
  if (rows.length === 0) return
  await queries
    .insertInto('choices')
    .values([...rows])
    .onConflict((conflict) =>
      conflict
        .columns(['subject', 'purpose', 'channel'])
        .doUpdateSet((set) => ({
          decision_id: set.ref('excluded.decision_id'),
          state: set.ref('excluded.state'),
          decided_at: set.ref('excluded.decided_at'),
          paused_until: set.ref('excluded.paused_until'),
          resumes: set.ref('excluded.resumes'),
        }))
        .where((where) =>
          where.or([
            where('excluded.decided_at', '>', where.ref('choices.decided_at')),
            where.and([
              where('excluded.decided_at', '=', where.ref('choices.decided_at')),
              where.or([
                sql<boolean>`${order('excluded.state')} < ${order('choices.state')}`,
                where.and([
                  where('excluded.state', '=', where.ref('choices.state')),
                  where('excluded.decision_id', '>', where.ref('choices.decision_id')),
                ]),
              ]),
            ]),
          ]),
        ),
    )
    .execute()
}

// From the least to the most that is allowed, as in the domain.
function order(column: string) {
  return sql`case ${sql.ref(column)} when 'denied' then 0 when 'paused' then 1 when 'reduced' then 2 else 3 end`
}

/** Pauses that are over, the longest over first. */
export async function endedPauses(queries: Queries, now: number, limit: number): Promise<DecisionRow[]> {
  return queries
    .selectFrom('choices')
    .innerJoin('decisions', 'decisions.id', 'choices.decision_id')
    .selectAll('decisions')
    .where('choices.state', '=', 'paused')
    .where('choices.paused_until', '<=', now)
    .orderBy('choices.paused_until')
    .limit(limit)
    .execute()
}

/** A page of one subject's decisions, newest first, from the position after `after`. */
export async function pageOfDecisions(
  queries: Queries,
  { subject, after, limit }: { subject: string; after: { decidedAt: number; id: string } | null; limit: number },
): Promise<DecisionRow[]> {
  const page = queries
    .selectFrom('decisions')
    .selectAll()
    .where('subject', '=', subject)
    .orderBy('decided_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  if (!after) return page.execute()
  return page
    .where((where) =>
      where.or([
        where('decided_at', '<', after.decidedAt),
        where.and([where('decided_at', '=', after.decidedAt), where('id', '<', after.id)]),
      ]),
    )
    .execute()
}

/** What stands for one subject, with the decisions it rests on. */
export async function standingDecisions(queries: Queries, subject: string): Promise<DecisionRow[]> {
  return queries
    .selectFrom('choices')
    .innerJoin('decisions', 'decisions.id', 'choices.decision_id')
    .selectAll('decisions')
    .where('choices.subject', '=', subject)
    .orderBy('decisions.purpose')
    .execute()
}

/** The next accounts that ever decided about one of these purposes, in order. */
export async function subjectsOn(
  queries: Queries,
  { purposes, after, limit }: { purposes: readonly string[]; after: string; limit: number },
): Promise<string[]> {
  const rows = await queries
    .selectFrom('choices')
    .select('subject')
    .distinct()
    // Ids sort by code point: ';' follows ':'.
    .where('subject', '>', after === '' ? 'account:' : after)
    .where('subject', '<', 'account;')
    .where('purpose', 'in', [...purposes])
    .orderBy('subject')
    .limit(limit)
    .execute()
  return rows.map(({ subject }) => subject)
}

/** What stands for these accounts on these purposes, with the decisions it rests on. */
export async function standingOn(queries: Queries, subjects: readonly string[], purposes: readonly string[]): Promise<DecisionRow[]> {
  if (subjects.length === 0) return []
  return queries
    .selectFrom('choices')
    .innerJoin('decisions', 'decisions.id', 'choices.decision_id')
    .selectAll('decisions')
    .where('choices.subject', 'in', [...subjects])
    .where('choices.purpose', 'in', [...purposes])
    .orderBy('choices.subject')
    .orderBy('choices.purpose')
    .execute()
}

/** What the same person or device had said before, as we knew it then. */
export async function decisionBefore(queries: Queries, row: DecisionRow): Promise<DecisionRow | undefined> {
  return queries
    .selectFrom('decisions')
    .selectAll()
    .where('subject', '=', row.subject)
    .where('purpose', '=', row.purpose)
    .where('channel', '=', row.channel)
    .where('decided_at', '<', row.decided_at)
    .where('recorded_at', '<=', row.recorded_at)
    .orderBy('decided_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The version of the privacy notice that is in force on a day, `null` when none was published yet. */
export async function noticeInForce(queries: Queries, day: string): Promise<{ slug: string; effectiveOn: string } | null> {
  const row = await queries
    .selectFrom('notice_versions')
    .select(['slug', 'effective_on'])
    .where('kind', '=', 'privacy-notice')
    .where('effective_on', '<=', day)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('notice_withdrawals as gone')
            .select('gone.slug')
            .whereRef('gone.slug', '=', 'notice_versions.slug')
            .whereRef('gone.effective_on', '=', 'notice_versions.effective_on'),
        ),
      ),
    )
    .orderBy('effective_on', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { slug: row.slug, effectiveOn: row.effective_on } : null
}
