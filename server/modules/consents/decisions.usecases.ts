import type { Decision } from '#contract/choices.ts'
import { problem } from '#contract/problems.ts'
import type { Ports } from '#server/ports/ports.ts'
import { type DecisionRow, pageOfDecisions } from './decisions.repository.ts'
import { subjectOf } from './standing.ts'

/**
 * A page of an account's decisions, newest first.
 * @throws {ProblemError} `request/invalid` for a cursor that we did not hand out
 */
export async function listDecisions(
  { accountId, cursor, limit }: { accountId: string; cursor: string | undefined; limit: number },
  { database }: Pick<Ports, 'database'>,
): Promise<{ decisions: Decision[]; nextCursor: string | null }> {
  const after = cursor === undefined ? null : positionOf(cursor)
  const rows = await pageOfDecisions(database, { subject: subjectOf(accountId), after, limit: limit + 1 })
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return { decisions: page.map(decisionOf), nextCursor: last ? btoa(`${last.decided_at}.${last.id}`) : null }
}

function positionOf(cursor: string): { decidedAt: number; id: string } {
  const [, decidedAt, id] = /^(\d{1,15})\.([0-9a-fA-F-]{36})$/.exec(plain(cursor)) ?? []
  if (decidedAt === undefined || id === undefined) throw unknownCursor()
  return { decidedAt: Number(decidedAt), id }
}

function plain(cursor: string): string {
  try {
    return atob(cursor)
  } catch {
    throw unknownCursor()
  }
}

function unknownCursor() {
  return problem('request/invalid', { faults: [{ path: '/query/cursor', message: 'not a cursor that was handed out' }] })
}

function decisionOf(row: DecisionRow): Decision {
  return {
    id: row.id,
    purpose: row.purpose,
    channel: row.channel as Decision['channel'],
    state: row.state as Decision['state'],
    decidedAt: new Date(row.decided_at).toISOString(),
    recordedAt: new Date(row.recorded_at).toISOString(),
    until: row.paused_until === null ? null : new Date(row.paused_until).toISOString(),
    origin: row.origin as Decision['origin'],
    language: row.language as Decision['language'],
    surface: row.surface as Decision['surface'],
    wording: { id: row.wording_id, text: row.wording_text },
  }
}
