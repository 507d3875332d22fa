import type { NoticeDecision, NoticeStanding } from '#contract/notice-decisions.ts'
import type { Notice, NoticeVersion } from '#contract/notices.ts'
import { problem } from '#contract/problems.ts'
import type { Locale } from '#contract/shared.ts'
import { isObjection, type NoticeAnswer } from '#domain/notice-decisions.ts'
import { allowedPurposes } from '#server/modules/consents/index.ts'
import { type NoticeDecisionRow, newestAbout, pageOfNoticeDecisions } from './notice-decisions.repository.ts'
import { type ReadPorts, readNotice, readNotices } from './read.usecases.ts'

/**
 * What a person can say about a version, and said last.
 * @throws {ProblemError} request/not-found for an unknown notice or day
 */
export async function readStanding(
  { accountId, slug, effectiveOn }: { accountId: string; slug: string; effectiveOn: string },
  ports: ReadPorts,
): Promise<NoticeStanding> {
  const notice = await readNotice(ports, slug)
  const version = notice.versions.find((one) => one.effectiveOn === effectiveOn)
  if (!version) throw problem('request/not-found')
  const row = await newestAbout(ports.database, accountId, { slug, effective_on: effectiveOn })
  const allowed = version.purposes.length > 0 ? await allowedPurposes(ports.database, accountId, ports) : new Set<string>()
  const { number, status, objection } = version
  return {
    slug,
    effectiveOn,
    number,
    status,
    objection,
    purposes: version.purposes.map(({ id, title }) => ({ id, title, allowed: allowed.has(id) })),
    decision: row ? decisionOf(row, notice, version, true) : null,
  }
}

/**
 * A page of what a person said about notices, newest first.
 * @throws {ProblemError} `request/invalid` for a cursor that we did not hand out
 */
export async function listNoticeDecisions(
  { accountId, cursor, limit }: { accountId: string; cursor: string | undefined; limit: number },
  ports: ReadPorts,
): Promise<{ decisions: NoticeDecision[]; nextCursor: string | null }> {
  const after = cursor === undefined ? null : positionOf(cursor)
  const rows = await pageOfNoticeDecisions(ports.database, { accountId, after, limit: limit + 1 })
  const notices = new Map((rows.length > 0 ? await readNotices(ports) : []).map((notice) => [notice.slug, notice]))
  const page = rows.slice(0, limit)
  const decisions = page.flatMap((row) => {
    const notice = notices.get(row.slug)
    const version = notice?.versions.find(({ effectiveOn }) => effectiveOn === row.effective_on)
    return notice && version ? [decisionOf(row, notice, version, !row.is_followed)] : []
  })
  const last = rows.length > limit ? page.at(-1) : undefined
  return { decisions, nextCursor: last ? btoa(`${last.decided_at}.${last.id}`) : null }
}

function decisionOf(row: NoticeDecisionRow, { title }: Notice, version: NoticeVersion, stands: boolean): NoticeDecision {
  return {
    id: row.id,
    slug: row.slug,
    title,
    effectiveOn: row.effective_on,
    number: row.number,
    answer: row.answer as NoticeAnswer,
    purposes: JSON.parse(row.purposes) as string[],
    language: row.language as Locale,
    surface: row.surface as NoticeDecision['surface'],
    decidedAt: new Date(row.decided_at).toISOString(),
    textHash: row.text_hash,
    versionHash: row.version_hash,
    stands,
    outcome: stands && isObjection(row.answer as NoticeAnswer) ? outcomeOf(version) : null,
  }
}

/** Read from the clock, not from what a sweep has done, so that it is right at once and after a pause of the server. */
function outcomeOf({ status, objection }: NoticeVersion): NoticeDecision['outcome'] {
  if (status === 'withdrawn') return 'ended'
  return objection?.isOpen ? 'open' : 'closed'
}

function positionOf(cursor: string): { decidedAt: number; id: string } {
  const plain = /^[A-Za-z0-9+/]+={0,2}$/.test(cursor) && cursor.length % 4 === 0 ? atob(cursor) : ''
  const [, decidedAt, id] = /^(\d{1,15})\.([0-9a-fA-F-]{36})$/.exec(plain) ?? []
  if (decidedAt !== undefined && id !== undefined) return { decidedAt: Number(decidedAt), id }
  throw problem('request/invalid', { faults: [{ path: '/query/cursor', message: 'not a cursor that was handed out' }] })
}
