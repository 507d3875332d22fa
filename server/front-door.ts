import type { App, Bindings } from './app.ts'
import { problemResponse } from './http/problem-response.ts'
import { pageHeaders } from './http/security-headers.ts'
import type { Ports } from './ports/ports.ts'

/** Answers a request, or passes it on with null. */
export type Answerer = (request: Request, bindings: Bindings) => Response | null | Promise<Response | null>

/**
 * Everything under one address: the API first, then files and pages in the given order. Pages carry the strict policy.
 * @param answerers asked one after the other; the last one answers everything else
 */
export function createFrontDoor(ports: Pick<Ports, 'settings' | 'log' | 'random'>, app: App, answerers: readonly Answerer[]) {
  return async (request: Request, bindings: Bindings): Promise<Response> => {
    if (isForApi(request.url)) return app.fetch(request, bindings)
    const answer = await firstAnswer(answerers, request, bindings).catch((error: unknown) => problemResponse(error, ports))
    for (const [name, value] of pageHeaders(ports.settings)) if (!answer.headers.has(name)) answer.headers.set(name, value)
    return answer
  }
}

/** Whether an absolute address leads to the API; taking it apart for every request cost more than looking. */
function isForApi(url: string): boolean {
  return url.startsWith('/api/', url.indexOf('/', url.indexOf('://') + 3))
}

async function firstAnswer(answerers: readonly Answerer[], request: Request, bindings: Bindings): Promise<Response> {
  for (const answer of answerers) {
    const given = await answer(request, bindings)
    if (given) return given
  }
  return new Response('Not found\n', { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
