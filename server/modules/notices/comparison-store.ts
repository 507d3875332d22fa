import type { NoticeComparison } from '#contract/notices.ts'
import type { Locale } from '#contract/shared.ts'
import type { Block } from '#domain/blocks.ts'
import { compareBlocks } from '#domain/comparison.ts'
import { changedSections, countSame, outlineOf } from '#domain/comparison-outline.ts'
import type { Queries } from '#server/ports/database.ts'
import { comparisonHtml } from './comparison.html.ts'
import { comparisonWords } from './comparison.words.ts'
import { findText, type TextRow } from './notices.repository.ts'

/** Written with what is stored; a comparison of another form is made anew when it is asked for. */
const FORM = 2

/** What is stored beside the HTML. */
type Facts = Pick<NoticeComparison, 'changes' | 'sections' | 'sameSections'>
export type Compared = Facts & Pick<NoticeComparison, 'html'>
type Text = Pick<TextRow, 'language' | 'blocks'>

/** Compares two stored texts of one language. */
export function compareTexts(before: Text, after: Text): Compared {
  const comparison = compareBlocks(JSON.parse(before.blocks) as Block[], JSON.parse(after.blocks) as Block[], after.language)
  const outline = outlineOf(comparison)
  const sections = changedSections(outline).map(({ id, ...section }) => {
    const anchor = id === '' ? `c${section.changes[0]}` : `${section.isRemoved ? 'was' : 'd'}-${id}`
    return { anchor, ...section, changes: [...section.changes] }
  })
  return {
    html: comparisonHtml(outline, comparisonWords[after.language as Locale]),
    changes: comparison.changes,
    sections,
    sameSections: countSame(outline),
  }
}

/**
 * Makes and stores the comparisons of a new version with the one before it and, where it was put in between, the one after it.
 * Called in the transaction that stores the version.
 * @param texts the new version's texts
 * @param standing the days of all versions that were not withdrawn, in order
 */
export async function storeNeighbouringComparisons(
  queries: Queries,
  { slug, effectiveOn }: { slug: string; effectiveOn: string },
  texts: readonly TextRow[],
  standing: readonly { effective_on: string }[],
): Promise<void> {
  const older = standing.findLast((row) => row.effective_on < effectiveOn)?.effective_on
  const newer = standing.find((row) => row.effective_on > effectiveOn)?.effective_on
  for (const text of texts) {
    const before = older === undefined ? undefined : await findText(queries, slug, older, text.language)
    const after = newer === undefined ? undefined : await findText(queries, slug, newer, text.language)
    if (before) await insertComparison(queries, before, text)
    if (after) await insertComparison(queries, text, after)
  }
}

async function insertComparison(queries: Queries, before: TextRow, after: TextRow): Promise<void> {
  const { html, ...facts } = compareTexts(before, after)
  await queries
    .insertInto('notice_comparisons')
    .values({
      slug: after.slug,
      from_on: before.effective_on,
      to_on: after.effective_on,
      language: after.language,
      html,
      changes: JSON.stringify({ form: FORM, ...facts }),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** A comparison made at publication; undefined for versions that are no neighbours. */
export async function findComparison(
  queries: Queries,
  slug: string,
  from: string,
  to: string,
  language: string,
): Promise<Compared | undefined> {
  const row = await queries
    .selectFrom('notice_comparisons')
    .select(['html', 'changes'])
    .where('slug', '=', slug)
    .where('from_on', '=', from)
    .where('to_on', '=', to)
    .where('language', '=', language)
    .executeTakeFirst()
  if (!row) return undefined
  const { form, ...facts } = JSON.parse(row.changes) as Facts & { form: number }
  return form === FORM ? { html: row.html, ...facts } : undefined
}
