import { ProblemError, problems, problemType } from '#contract/problems.ts'
import type { Log } from '#server/ports/log.ts'
import type { Random } from '#server/ports/random.ts'

/** The base of every problem's `type`. A URN needs no host and never goes away. */
const typeBase = 'urn:vitrine:problem:'

/**
 * Turns whatever was thrown into an RFC 9457 answer. What we did not expect becomes `server/fault` with a reference that stands in the log;
 * its message never leaves the house.
 */
export function problemResponse(error: unknown, { log, random }: { log: Log; random: Random }): Response {
  if (error instanceof ProblemError) return answer(error)
  if (isUnavailable(error)) return answer(new ProblemError('server/unavailable', { retryAfterSeconds: 5 }))
  const reference = random.id()
  log.error('server/fault', error, { reference })
  return answer(new ProblemError('server/fault', { reference }))
}

function answer({ code, facts }: ProblemError): Response {
  const { status, title } = problems[code]
  const headers = new Headers({ 'content-type': problemType, 'cache-control': 'no-store' })
  if (typeof facts.retryAfterSeconds === 'number') headers.set('retry-after', String(facts.retryAfterSeconds))
  if (status === 401 && code === 'operator/token-required') headers.set('www-authenticate', 'Bearer')
  return new Response(JSON.stringify({ type: `${typeBase}${code}`, title, status, code, ...facts }), { status, headers })
}

/** A database that is away, full or out of connections: nothing was changed, and trying later helps. */
const unavailableCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  '57P01',
  '57P03',
  '53300',
  '53100',
  '08006',
  '08001',
  'ERR_SQLITE_FULL',
])

function isUnavailable(error: unknown): boolean {
  const { code, errcode } = (error ?? {}) as { code?: unknown; errcode?: unknown }
  const sqliteFullOrBusy = errcode === 13 || errcode === 5
  return sqliteFullOrBusy || (typeof code === 'string' && unavailableCodes.has(code))
}
