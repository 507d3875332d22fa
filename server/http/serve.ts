import { problem } from '#contract/problems.ts'
import { recogniseCaller } from '#server/modules/sessions/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { requireHolder, requireOperator } from './authorise.ts'
import type { Caller, Context, Jar } from './context.ts'
import { corsHeaders, refuseUnregisteredOrigin } from './cors.ts'
import { refuseCrossSite } from './cross-site.ts'
import { deviceName } from './device-name.ts'
import { type Endpoint, WrittenAnswer } from './endpoint.ts'
import { readBody } from './read-body.ts'
import { checkedAnswer, checkedInput } from './validate.ts'

export interface Asked {
  request: Request
  params: Record<string, string>
  bindings: { address?: string; userAgent?: string }
  jar: Jar
}

/**
 * Serves one request to one operation: who may call, what enters, the use case, what leaves.
 * @throws {ProblemError} whatever refuses it
 */
export async function serve({ route, handle }: Endpoint, asked: Asked, ports: Ports): Promise<Response | WrittenAnswer> {
  const { request, params } = asked
  if (route.access === 'demo' && !ports.settings.demo) throw problem('request/not-found')
  if (route.access === 'website') refuseUnregisteredOrigin(request, ports)
  else if (route.method !== 'get') refuseCrossSite(request, ports.settings.baseUrl)

  // Registered websites come without credentials, so nobody is looked for.
  const caller: Caller = route.access === 'website' ? { kind: 'visitor' } : await recogniseCaller(ports, asked)
  if (route.access === 'operator') requireOperator(caller)
  if (route.access === 'account' || route.access === 'recent' || route.access === 'locked')
    requireHolder(caller, route.access, ports.clock.now())

  const body = route.method === 'get' ? undefined : await readBody(request, route.bodyLimitBytes)
  const input = checkedInput(route, { params, query: queryOf(request.url), body })
  const answer = await handle(input, contextOf(caller, asked))
  if (answer instanceof Response || answer instanceof WrittenAnswer) return answer
  const checked = checkedAnswer(route, answer)
  const headers = { 'cache-control': 'no-store', ...Object.fromEntries(route.access === 'website' ? corsHeaders(request, ports) : []) }
  if (route.answer === null) return new WrittenAnswer(route.status, headers, null)
  return new WrittenAnswer(route.status, { 'content-type': 'application/json', ...headers }, JSON.stringify(checked))
}

function queryOf(url: string): URLSearchParams {
  const at = url.indexOf('?')
  return new URLSearchParams(at === -1 ? '' : url.slice(at))
}

function contextOf(caller: Caller, { request, bindings, jar }: Asked): Context {
  return {
    caller,
    jar,
    address: bindings.address ?? 'unknown',
    get device() {
      return deviceName(bindings.userAgent ?? request.headers.get('user-agent'))
    },
    origin: request.headers.get('origin'),
    request,
  }
}
