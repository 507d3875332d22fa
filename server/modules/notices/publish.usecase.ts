import { type ProblemCode, ProblemError, problem } from '#contract/problems.ts'
import type { Block } from '#domain/blocks.ts'
import { takesEffectAt } from '#domain/notice-decisions.ts'
import { mayPublish } from '#domain/notices.ts'
import { commit } from '#server/modules/audit/index.ts'
import type { Content } from '#server/ports/content.ts'
import type { Queries } from '#server/ports/database.ts'
import type { Ports } from '#server/ports/ports.ts'
import { insertAnnouncement } from './announcements.repository.ts'
import { storeNeighbouringComparisons } from './comparison-store.ts'
import { findBlocks, findVersions, findWithdrawals, insertPurposes, insertVersion, type VersionRow } from './notices.repository.ts'
import { type Earlier, type Publishable, type Typeset, typeset } from './publication.ts'
import { registersAt } from './registers-at.ts'

export type PublishPorts = Pick<Ports, 'clock' | 'random' | 'hasher' | 'database' | 'settings' | 'content'>

export interface Published {
  slug: string
  effectiveOn: string
  number: number
  hash: string
}

export interface Dispatch {
  draft: Publishable
  /** When it is published; the 30 days count from this day in the operator's zone. */
  publishedAt: Date
  /** Whether account holders are told by mail; not for versions that only follow a register. */
  isAnnounced?: boolean
}

/**
 * Publishes a version for ever: it can be superseded, corrected or annotated, never altered. A change announces itself: the strip on every page
 * and the feed follow from the stored version, the mails are sent by a sweep.
 * @throws {ProblemError} notice/too-soon, notice/reason-missing, notice/date-taken, notice/in-the-past, notice/original-missing,
 * notice/nothing-to-correct, notice/purpose-unknown, notice/purposes-unchanged
 */
export async function publishNotice(ports: PublishPorts, draft: Publishable, when: Omit<Dispatch, 'draft'>): Promise<Published> {
  const [published] = await publishTogether(ports, [{ draft, ...when }])
  if (!published) throw new RangeError('one draft gives one version')
  return published
}

/** Publishes several versions, all or none; each is checked against those before it. */
export async function publishTogether(ports: PublishPorts, dispatches: readonly Dispatch[]): Promise<Published[]> {
  return commit(ports, async (trx, record) => {
    const published: Published[] = []
    for (const dispatch of dispatches) {
      const version = await store(trx, dispatch, ports)
      const { slug, effectiveOn, number, hash } = version
      record({ kind: 'notice/published', subject: 'operator', about: `notice:${slug}@${effectiveOn}`, facts: { number, hash } })
      published.push(version)
    }
    return published
  })
}

async function store(queries: Queries, { draft, publishedAt, isAnnounced = true }: Dispatch, ports: PublishPorts): Promise<Published> {
  const { version, texts, standing, number } = await prepare(queries, draft, publishedAt, ports)
  const isStored = await insertVersion(queries, { ...version, number }, texts)
  if (!isStored) throw problem('notice/date-taken')
  const takesEffect = takesEffectAt(version.effective_on, ports.content.organisation.zone)
  await insertPurposes(queries, version, draft.purposes ?? [], takesEffect.getTime())
  const { slug, effective_on, hash, significance } = version
  await storeNeighbouringComparisons(queries, { slug, effectiveOn: effective_on }, texts, standing)
  if (isAnnounced && standing.length > 0 && significance !== 'corrigendum') {
    await insertAnnouncement(queries, { slug, effectiveOn: effective_on, announcedAt: publishedAt.getTime() })
  }
  return { slug, effectiveOn: effective_on, number, hash }
}

export interface Prepared extends Typeset {
  /** Versions that were not withdrawn. */
  standing: readonly VersionRow[]
  number: number
}

/** A version as it would be stored now, every rule checked. Stores nothing. */
export async function prepare(queries: Queries, draft: Publishable, publishedAt: Date, ports: PublishPorts): Promise<Prepared> {
  const { standing, all } = await findStanding(queries, draft.slug)
  const refusal = refusalOf(draft, publishedAt, { standing, all }, ports.content)
  if (refusal) throw new ProblemError(refusal.code, refusal.facts)
  const corrects = correctedBy(draft, standing)
  const earlier = await findEarlier(queries, draft, standing)
  const registers = await registersAt(queries, ports, publishedAt)
  const set = await typeset({ ...draft, corrects }, publishedAt, earlier, { hasher: ports.hasher, registers })
  return { ...set, standing, number: all.length + 1 }
}

/** All versions of a notice, and those that were not withdrawn. */
export async function findStanding(queries: Queries, slug: string): Promise<{ all: VersionRow[]; standing: VersionRow[] }> {
  const [all, withdrawals] = await Promise.all([findVersions(queries, slug), findWithdrawals(queries, slug)])
  const gone = new Set(withdrawals.map((row) => row.effective_on))
  return { all, standing: all.filter((row) => !gone.has(row.effective_on)) }
}

/** The version that a new one follows, and every address used so far. */
export async function findEarlier(queries: Queries, { slug, effectiveOn }: Publishable, standing: readonly VersionRow[]): Promise<Earlier> {
  const texts = await findBlocks(queries, slug)
  const before = standing.filter((row) => row.effective_on < effectiveOn).at(-1)
  const ids = texts.flatMap(({ blocks }) => (JSON.parse(blocks) as Block[]).map(({ id }) => id))
  return { texts: texts.filter((text) => text.effective_on === before?.effective_on), ids: new Set(ids) }
}

/** Why a draft may not be published now, or null. */
export function refusalOf(
  draft: Publishable,
  publishedAt: Date,
  { standing, all }: { standing: readonly VersionRow[]; all: readonly VersionRow[] },
  { organisation, purposes }: Pick<Content, 'organisation' | 'purposes'>,
): { code: ProblemCode; facts: Record<string, unknown> } | null {
  if (!draft.texts[draft.prevailing]?.trim()) return { code: 'notice/original-missing', facts: {} }
  if (all.some((row) => row.effective_on === draft.effectiveOn)) return { code: 'notice/date-taken', facts: {} }
  const { effectiveOn, significance, reason } = draft
  const existing = standing.map((row) => ({ effectiveOn: row.effective_on }))
  const verdict = mayPublish({ publishedAt, effectiveOn, significance, reason, existing }, organisation.zone)
  if (!verdict.allowed) return { code: verdict.code, facts: verdict.earliestOn === undefined ? {} : { earliestOn: verdict.earliestOn } }
  if (significance === 'corrigendum' && correctedBy(draft, standing) === null) return { code: 'notice/nothing-to-correct', facts: {} }
  return refusalOfPurposes(draft, purposes)
}

/** A purpose that a version changes must be one that a person decides about; a mere correction changes none. */
function refusalOfPurposes(
  { purposes = [], significance }: Publishable,
  register: Content['purposes'],
): { code: ProblemCode; facts: Record<string, unknown> } | null {
  const unknown = purposes.find((id) => !register.some((purpose) => purpose.id === id && purpose.lockedReason === null))
  if (unknown !== undefined) return { code: 'notice/purpose-unknown', facts: { purpose: unknown } }
  const isOfSubstance = significance === 'significant' || significance === 'legal-duty'
  return purposes.length > 0 && !isOfSubstance ? { code: 'notice/purposes-unchanged', facts: {} } : null
}

/** The version that a corrigendum corrects: the one it names, else the one it follows. */
function correctedBy({ significance, corrects, effectiveOn }: Publishable, standing: readonly VersionRow[]): string | null {
  if (significance !== 'corrigendum') return null
  const earlier = standing.filter((row) => row.effective_on < effectiveOn)
  const named = corrects ? earlier.find((row) => row.effective_on === corrects) : earlier.at(-1)
  return named?.effective_on ?? null
}
