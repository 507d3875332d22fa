import type { Insertable, Selectable } from 'kysely'
import type { Queries } from '#server/ports/database.ts'
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

/** Appends decisions; an id that is known already is left as it was. */
export async function insertDecisions(queries: Queries, rows: readonly Insertable<Schema['decisions']>[]): Promise<void> {
  if (rows.length === 0) return
  await queries
    .insertInto('decisions')
    .values([...rows])
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

/**
 * Puts decisions in force where they outrank what is in force: the newer one, of two at the same instant the denial, else the larger id;
 * the order of `newest` in the domain, so that the order of arrival changes nothing.
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
        }))
        .where((where) =>
          where.or([
            where('excluded.decided_at', '>', where.ref('choices.decided_at')),
            where.and([
              where('excluded.decided_at', '=', where.ref('choices.decided_at')),
              where.or([
                where.and([where('excluded.state', '=', 'denied'), where('choices.state', '=', 'granted')]),
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

/** The version of the privacy notice that is in force on a day, `null` when none was published yet. */
export async function noticeInForce(queries: Queries, day: string): Promise<{ slug: string; effectiveOn: string } | null> {
  const row = await queries
    .selectFrom('notice_versions')
    .select(['slug', 'effective_on'])
    .where('kind', '=', 'privacy-notice')
    .where('effective_on', '<=', day)
    .orderBy('effective_on', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { slug: row.slug, effectiveOn: row.effective_on } : null
}
