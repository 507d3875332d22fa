import type { Hasher } from '#server/ports/hasher.ts'

export interface Representation {
  body: string
  type: string
  /** When what is shown last changed, where that is known. */
  changedAt?: Date
  headers?: Record<string, string>
  status?: 200 | 404
}

const TAG_LETTERS = 32

/**
 * Answers with a text, or with 304 when the asker has it already (RFC 9110 §13.2: a tag goes before a date).
 * The type is never guessed from the content.
 */
export async function represent(
  request: Request,
  { body, type, changedAt, headers = {}, status = 200 }: Representation,
  hasher: Hasher,
): Promise<Response> {
  const etag = `"${(await hasher.sha256(body)).slice(0, TAG_LETTERS)}"`
  const own = {
    etag,
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    ...(changedAt ? { 'last-modified': changedAt.toUTCString() } : {}),
    ...headers,
  }
  if (status === 200 && isKnown(request.headers, etag, changedAt)) return new Response(null, { status: 304, headers: own })
  return new Response(request.method === 'HEAD' ? null : body, { status, headers: { ...own, 'content-type': type } })
}

function isKnown(asked: Headers, etag: string, changedAt: Date | undefined): boolean {
  const tags = asked.get('if-none-match')
  if (tags !== null) return tags.trim() === '*' || tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
  const since = Date.parse(asked.get('if-modified-since') ?? '')
  // The header has whole seconds.
  return changedAt !== undefined && !Number.isNaN(since) && Math.floor(changedAt.getTime() / 1000) * 1000 <= since
}

/** Leads elsewhere. */
export function redirect(location: string, headers: Record<string, string> = {}): Response {
  return new Response(null, { status: 302, headers: { location, 'cache-control': 'no-cache', ...headers } })
}
