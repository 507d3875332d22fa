import { Hono, type Context as HonoContext } from 'hono'
import { problem } from '#contract/problems.ts'
import type { RouteShape } from '#contract/route.ts'
import { allEndpoints } from './endpoints.ts'
import { requireHolder, requireOperator } from './http/authorise.ts'
import type { Caller, Context, Jar } from './http/context.ts'
import { cookieJar } from './http/cookie-jar.ts'
import { corsHeaders, refuseUnregisteredOrigin } from './http/cors.ts'
import { refuseCrossSite } from './http/cross-site.ts'
import { deviceName } from './http/device-name.ts'
import { type Endpoint, WrittenAnswer } from './http/endpoint.ts'
import { openApiDocument } from './http/openapi.ts'
import { problemResponse } from './http/problem-response.ts'
import { readBody } from './http/read-body.ts'
import { apiHeaders } from './http/security-headers.ts'
import { checkedAnswer, checkedInput } from './http/validate.ts'
import { recogniseCaller } from './modules/sessions/index.ts'
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

  hono.get('/api/openapi.json', (c) => c.body(document, 200, { 'content-type': 'application/json' }))
  for (const one of endpoints)
    hono.on(one.route.method.toUpperCase(), honoPath(one.route), async (c) => {
      const answer = await serve(one, c, ports)
      if (answer instanceof Response) return answer
      const response = new Response(answer.body, { status: answer.status, headers: { ...always, ...answer.headers } })
      complete.add(response)
      return response
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
  hono.onError((error, c) => {
    const answer = problemResponse(error, ports)
    for (const [name, value] of corsHeaders(c.req.raw, ports)) answer.headers.set(name, value)
    return answer
  })

  return {
    async fetch(request, bindings = {}) {
      const answer = await hono.fetch(request, bindings)
      if (complete.has(answer)) return answer
      for (const [name, value] of Object.entries(always)) if (!answer.headers.has(name)) answer.headers.set(name, value)
      return answer
    },
  }
}

async function serve({ route, handle }: Endpoint, c: HonoContext<{ Bindings: Bindings }>, ports: Ports): Promise<Response | WrittenAnswer> {
  const request = c.req.raw
  if (route.access === 'demo' && !ports.settings.demo) throw problem('request/not-found')
  if (route.access === 'website') refuseUnregisteredOrigin(request, ports)
  else if (route.method !== 'get') refuseCrossSite(request, ports.settings.baseUrl)

  const context = await contextOf(c, ports)
  if (route.access === 'operator') requireOperator(context.caller)
  if (route.access === 'account' || route.access === 'recent' || route.access === 'locked')
    requireHolder(context.caller, route.access, ports.clock.now())

  const body = route.method === 'get' ? undefined : await readBody(request, route.bodyLimitBytes)
  const input = checkedInput(route, { params: c.req.param() as Record<string, string>, query: queryOf(request.url), body })
  const answer = await handle(input, context)
  if (answer instanceof Response || answer instanceof WrittenAnswer) return answer
  const checked = checkedAnswer(route, answer)
  const headers = { 'cache-control': 'no-store', ...Object.fromEntries(route.access === 'website' ? corsHeaders(request, ports) : []) }
  if (route.answer === null) return c.body(null, route.status as 204, headers)
  // Websites and systems come without cookies and go without; all others may have been given one on the way.
  if (route.access !== 'website' && route.access !== 'operator') return c.json(checked as never, route.status as 200, headers)
  return new WrittenAnswer(route.status, { 'content-type': 'application/json', ...headers }, JSON.stringify(checked))
}

function queryOf(url: string): URLSearchParams {
  const at = url.indexOf('?')
  return new URLSearchParams(at === -1 ? '' : url.slice(at))
}

async function contextOf(c: HonoContext<{ Bindings: Bindings }>, ports: Ports): Promise<Context> {
  const request = c.req.raw
  const jar = c.env?.jar ?? cookieJar(c)
  const caller: Caller = await recogniseCaller(ports, { jar, request })
  return {
    caller,
    jar,
    address: c.env?.address ?? 'unknown',
    device: deviceName(c.env?.userAgent ?? request.headers.get('user-agent')),
    origin: request.headers.get('origin'),
    request,
  }
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
