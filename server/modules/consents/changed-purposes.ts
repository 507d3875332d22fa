import type { Localized } from '#contract/shared.ts'
import { isOutdatedBy } from '#domain/notice-decisions.ts'
import type { Queries } from '#server/ports/database.ts'

/** The newest version in force that changed a purpose: a yes from before it no longer covers what the purpose is used for. */
export interface PurposeChange {
  slug: string
  effectiveOn: string
  takesEffectAt: number
}

/** Purposes that versions in force have changed, whether or not the sweep has come to them. */
export async function changedPurposes(queries: Queries, now: number): Promise<ReadonlyMap<string, PurposeChange>> {
  const rows = await queries
    .selectFrom('notice_purposes as changed')
    .selectAll()
    .where('takes_effect_at', '<=', now)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('notice_withdrawals as gone')
            .select('gone.slug')
            .whereRef('gone.slug', '=', 'changed.slug')
            .whereRef('gone.effective_on', '=', 'changed.effective_on'),
        ),
      ),
    )
    .orderBy('takes_effect_at')
    .execute()
  return new Map(
    rows.map(({ slug, effective_on, purpose, takes_effect_at }) => [
      purpose,
      { slug, effectiveOn: effective_on, takesEffectAt: takes_effect_at },
    ]),
  )
}

/** What the changing versions are called, by slug and day. */
export async function titlesOf(queries: Queries, changes: readonly PurposeChange[]): Promise<ReadonlyMap<string, Localized>> {
  if (changes.length === 0) return new Map()
  const rows = await queries
    .selectFrom('notice_versions')
    .select(['slug', 'effective_on', 'title'])
    .where('slug', 'in', [...new Set(changes.map(({ slug }) => slug))])
    .where('effective_on', 'in', [...new Set(changes.map(({ effectiveOn }) => effectiveOn))])
    .execute()
  return new Map(rows.map(({ slug, effective_on, title }) => [`${slug} ${effective_on}`, JSON.parse(title) as Localized]))
}

/** What stands, with every yes that a change has overtaken shown as the no it is by law. */
export function withoutOutdated<Row extends Standing>(rows: readonly Row[], changes: ReadonlyMap<string, PurposeChange>): Row[] {
  if (changes.size === 0) return [...rows]
  return rows.map((row) => (isOutdated(row, changes) ? { ...row, state: 'denied', paused_until: null, resumes: null } : row))
}

/** Whether a yes, or a pause that would go back to one, is older than a change of its purpose. A no is never outdated. */
export function isOutdated({ purpose, state, resumes, decided_at }: Standing, changes: ReadonlyMap<string, PurposeChange>): boolean {
  const change = changes.get(purpose)
  const isNo = state === 'denied' || (state === 'paused' && (resumes ?? 'denied') === 'denied')
  return change !== undefined && !isNo && isOutdatedBy(new Date(decided_at), new Date(change.takesEffectAt))
}

interface Standing {
  purpose: string
  state: string
  resumes: string | null
  paused_until: number | null
  decided_at: number
}
