import { vi } from 'vitest'

type Answer = (body: unknown, address: URL) => unknown

/** What a server refuses with, as the wire carries it. */
export class Refused {
  readonly status: number
  readonly problem: Record<string, unknown>

  constructor(status: number, code: string, facts: Record<string, unknown> = {}) {
    this.status = status
    this.problem = { type: `urn:vitrine:${code}`, title: code, status, code, ...facts }
  }
}

/**
 * Answers the page's requests for one test, by `METHOD /path`; anything else is not found. For states the real server cannot be brought
 * into at will, such as being away. Returns the calls that were made.
 */
export function answering(answers: Record<string, Answer>): string[] {
  const calls: string[] = []
  vi.stubGlobal('fetch', async (address: string, { method = 'GET', body }: RequestInit = {}) => {
    const url = new URL(address, 'http://localhost')
    const name = `${method} ${url.pathname}`
    calls.push(name)
    const answer = answers[name]?.(typeof body === 'string' ? JSON.parse(body) : undefined, url) ?? null
    if (answer instanceof Refused)
      return Response.json(answer.problem, { status: answer.status, headers: { 'content-type': 'application/problem+json' } })
    if (name in answers) return answer === null ? new Response(null, { status: 204 }) : Response.json(answer)
    return Response.json({ code: 'request/not-found' }, { status: 404 })
  })
  return calls
}
