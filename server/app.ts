import { Hono } from 'hono'
import { problem } from '#contract/problems.ts'
import type { RouteShape } from '#contract/route.ts'
import { allEndpoints } from './endpoints.ts'
import type { Jar } from './http/context.ts'
import { cookieJar } from './http/cookie-jar.ts'
import { corsHeaders, refuseUnregisteredOrigin } from './http/cors.ts'
import type { Endpoint, WrittenAnswer } from './http/endpoint.ts'
import { openApiDocument } from './http/openapi.ts'
import { problemResponse } from './http/problem-response.ts'
import { apiHeaders } from './http/security-headers.ts'
import { serve } from './http/serve.ts'
import type { Ports } from './ports/ports.ts'

/** What the runtime knows about a request and the request itself does not say. */
export interface Bindings {
  /** The peer's network address. */
  address?: string
  /** Replaces cookies where responses cannot set them: in a page. */
  jar?: Jar
  /** Replaces the header where a request cannot carry it: in a page. */
  userAgent?: string
}

export interface App {
  fetch(request: Request, bindings?: Bindings): Promise<Response>
}

export interface AppOptions {
  /** Told after a mutation that leaves work to do, so that nobody waits for the next round. Losing it costs nothing. */
  wake?: () => void
}

/** The whole API as one fetch function: in Node, in tests, and inside a page for the demo. */
export function createApp(ports: Ports, options: AppOptions = {}): App {
  const hono = new Hono<{ Bindings: Bindings }>()
  const endpoints = allEndpoints(ports, options)
  const document = JSON.stringify(
    openApiDocument(
      endpoints.map(({ route }) => route),
      ports.settings,
    ),
  )

  const always = Object.fromEntries(apiHeaders(ports.settings))
  // Reading a response's headers makes them; those that were written in one go are left alone.
  const complete = new WeakSet<Response>()

  // What every visit of every website may ask for is found without walking all routes.
  const websites = new Map(endpoints.filter(({ route }) => route.access === 'website').map((one) => [one.route.path as string, one]))

  function written({ status, headers, body }: WrittenAnswer): Response {
    const response = new Response(body, { status, headers: { ...always, ...headers } })
    complete.add(response)
    return response
  }

  function refused(error: unknown, request: Request): Response {
    const answer = problemResponse(error, ports)
    for (const [name, value] of corsHeaders(request, ports)) answer.headers.set(name, value)
    return answer
  }

  async function answerWebsite(one: Endpoint, request: Request, bindings: Bindings): Promise<Response> {
    try {
      const answer = await serve(one, { request, params: {}, bindings, jar: noJar }, ports)
      return answer instanceof Response ? answer : written(answer)
    } catch (error) {
      return refused(error, request)
    }
  }

  hono.get('/api/openapi.json', (c) => c.body(document, 200, { 'content-type': 'application/json' }))
  for (const one of endpoints)
    hono.on(one.route.method.toUpperCase(), honoPath(one.route), async (c) => {
      const jar = c.env?.jar ?? cookieJar(c)
      const answer = await serve(
        one,
        { request: c.req.raw, params: c.req.param() as Record<string, string>, bindings: c.env ?? {}, jar },
        ports,
      )
      if (answer instanceof Response) return answer
      // Websites and systems come without cookies and go without; all others may have been given one on the way.
      if (one.route.access === 'website' || one.route.access === 'operator') return written(answer)
      return c.body(answer.body as string, answer.status as 200, answer.headers)
    })
  for (const route of endpoints.map((one) => one.route).filter(({ access }) => access === 'website')) {
    hono.options(honoPath(route), (c) => preflight(c.req.raw, ports))
  }
  for (const [path, routes] of Map.groupBy(
    endpoints.map(({ route }) => route),
    honoPath,
  )) {
    hono.all(path, () => {
      const answer = problemResponse(problem('request/method-not-allowed'), ports)
      // RFC 9110 §15.5.6: the answer names the methods that this address takes.
      answer.headers.set('allow', routes.map(({ method }) => method.toUpperCase()).join(', '))
      return answer
    })
  }
  hono.notFound(() => problemResponse(problem('request/not-found'), ports))
  hono.onError((error, c) => refused(error, c.req.raw))

  return {
    async fetch(request, bindings = {}) {
      const website = request.method === 'POST' ? websites.get(pathOf(request.url)) : undefined
      const answer = await (website ? answerWebsite(website, request, bindings) : hono.fetch(request, bindings))
      if (complete.has(answer)) return answer
      for (const [name, value] of Object.entries(always)) if (!answer.headers.has(name)) answer.headers.set(name, value)
      return answer
    },
  }
}

/** Registered websites send no credentials, and nothing is put into their visitors' jars. */
const noJar: Jar = { get: () => undefined, set: () => undefined, remove: () => undefined }

/** The path as it stands in an absolute address, without taking it apart. */
function pathOf(url: string): string {
  const from = url.indexOf('/', url.indexOf('://') + 3)
  const to = url.indexOf('?', from)
  return url.slice(from, to === -1 ? undefined : to)
}

function preflight(request: Request, ports: Ports): Response {
  refuseUnregisteredOrigin(request, ports)
  const headers = new Headers(corsHeaders(request, ports))
  headers.set('access-control-allow-methods', 'POST')
  headers.set('access-control-allow-headers', 'content-type')
  headers.set('access-control-max-age', '86400')
  return new Response(null, { status: 204, headers })
}

function honoPath({ path }: RouteShape): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1')
}
