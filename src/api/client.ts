import axios, { type AxiosResponse, isAxiosError, isCancel } from 'axios'
import type { AnswerOf, BodyInput, QueryInput, RouteShape } from '#contract/route.ts'
import type { EndpointName, RouteNamed } from '#contract/routes.ts'
import { Refusal, type RefusalCode } from './refusal.ts'
import { sendByFetch } from './transport.ts'

type ParamsInput<R extends RouteShape> = R extends { params: infer P } ? (P extends { _zod: { input: infer I } } ? I : never) : undefined

/** What a call needs besides its name: exactly what the contract asks for. */
export type InputOf<N extends EndpointName> = Part<'params', ParamsInput<RouteNamed<N>>> &
  Part<'query', QueryInput<RouteNamed<N>>, true> &
  Part<'body', BodyInput<RouteNamed<N>>> & { signal?: AbortSignal; background?: boolean }
type Part<K extends string, T, Optional = false> = [T] extends [undefined]
  ? unknown
  : Optional extends true
    ? { [P in K]?: T }
    : { [P in K]: T }
type Rest<N extends EndpointName> = Record<never, never> extends InputOf<N> ? [input?: InputOf<N>] : [input: InputOf<N>]

const http = axios.create({ adapter: sendByFetch, headers: { Accept: 'application/json' } })

type Listener = (refusal: Refusal) => void
const listeners = new Set<Listener>()

/** Tells about every refusal, whoever made the call; the session store hears here that it ended. Returns how to stop. */
export function onRefusal(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * Calls one operation of the API: `call('GET /api/me/choices')`.
 * `background` marks what the page asks by itself: it does not keep the session from locking.
 * @throws {Refusal} when the server refuses or is not reached
 */
export async function call<N extends EndpointName>(name: N, ...[input]: Rest<N>): Promise<AnswerOf<RouteNamed<N>>> {
  const { params, query, body, signal, background = false } = (input ?? {}) as Loose
  const [method = 'GET', path = ''] = name.split(' ')
  try {
    const answer: AxiosResponse<AnswerOf<RouteNamed<N>>> = await http.request({
      method,
      url: filled(path, params),
      ...(query ? { params: query } : {}),
      ...(body === undefined ? {} : { data: body }),
      ...(signal ? { signal } : {}),
      ...(background ? { headers: { 'vitrine-background': '1' } } : {}),
    })
    return answer.data
  } catch (failure) {
    if (isCancel(failure)) throw failure
    const refusal = refusalFrom(failure)
    for (const listener of listeners) listener(refusal)
    throw refusal
  }
}

/** The address of an operation, for plain links that download: `addressOf('GET /api/me/exports/{id}/file', { id })`. */
export function addressOf<N extends EndpointName>(name: N, params: ParamsInput<RouteNamed<N>>): string {
  return filled(name.split(' ')[1] ?? '', params as Loose['params'])
}

interface Loose {
  params?: Record<string, string>
  query?: Record<string, string | undefined>
  body?: unknown
  signal?: AbortSignal
  background?: boolean
}

function filled(path: string, params: Loose['params'] = {}): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
}

function refusalFrom(failure: unknown): Refusal {
  if (!isAxiosError(failure)) throw failure
  const problem: unknown = failure.response?.data
  if (!failure.response) return new Refusal('network', 0)
  const { code, type: _type, title: _title, status: _status, detail: _detail, instance: _instance, ...facts } = asRecord(problem)
  // Without a problem document something other than our server answered, such as a proxy.
  return new Refusal(typeof code === 'string' ? (code as RefusalCode) : 'server/unavailable', failure.response.status, facts)
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
