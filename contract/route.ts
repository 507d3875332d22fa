import type { z } from '@hono/zod-openapi'
import { Problem, type ProblemCode, problems, problemType } from './problems.ts'

/**
 * Who may call an operation.
 * `public`: anyone. `account`: a signed-in, unlocked account holder. `recent`: the same, having proven themselves within the step-up time.
 * `locked`: a session, locked or not. `operator`: the operator's token. `website`: a registered website's origin, without credentials. `demo`: demo mode only.
 */
export type Access = 'public' | 'account' | 'recent' | 'locked' | 'operator' | 'website' | 'demo'

export type Method = 'get' | 'post' | 'put' | 'delete'

export interface RouteShape {
  method: Method
  /** With `{name}` for parameters, as in OpenAPI. */
  path: `/api/${string}`
  access: Access
  summary: string
  params?: z.ZodObject
  query?: z.ZodObject
  body?: z.ZodType
  /** The largest body that is read, where it is more than the usual 64 KiB. */
  bodyLimitBytes?: number
  /** Status of success and what it carries: a schema, `null` for no body, or `'file'` for bytes. */
  status: 200 | 201 | 202 | 204
  answer: z.ZodType | null | 'file'
  /** The refusals this operation makes on its own, beyond those every operation may make. */
  refusals?: readonly ProblemCode[]
}

/** Names an operation: identity at run time, exact types at compile time. */
export function route<const R extends RouteShape>(shape: R): R {
  return shape
}

export type ParamsOf<R extends RouteShape> = R extends { params: infer P extends z.ZodType } ? z.output<P> : Record<never, never>
export type QueryOf<R extends RouteShape> = R extends { query: infer Q extends z.ZodType } ? z.output<Q> : Record<never, never>
export type BodyOf<R extends RouteShape> = R extends { body: infer B extends z.ZodType } ? z.output<B> : undefined
export type AnswerOf<R extends RouteShape> = R['answer'] extends z.ZodType
  ? z.output<R['answer']>
  : R['answer'] extends 'file'
    ? Blob
    : undefined
/** What a handler may hand over: the schema's input, before unknown fields are dropped. */
export type AnswerInput<R extends RouteShape> = R['answer'] extends z.ZodType ? z.input<R['answer']> : undefined
/** What a client sends, before defaults and transforms. */
export type QueryInput<R extends RouteShape> = R extends { query: infer Q extends z.ZodType } ? z.input<Q> : undefined
export type BodyInput<R extends RouteShape> = R extends { body: infer B extends z.ZodType } ? z.input<B> : undefined

const refusalsOfBodies: readonly ProblemCode[] = ['request/malformed', 'request/too-large', 'request/unsupported-media-type']

const refusalsAtTheDoor: Readonly<Record<Access, readonly ProblemCode[]>> = {
  public: [],
  account: ['session/required', 'session/locked'],
  recent: ['session/required', 'session/locked', 'session/reauthentication-required'],
  locked: ['session/required'],
  operator: ['operator/token-required'],
  website: ['request/origin-not-registered'],
  demo: ['request/not-found'],
}

/** Refusals by status, as OpenAPI wants them. */
export function refusalsOf(
  shape: RouteShape,
): Record<number, { description: string; content: Record<string, { schema: typeof Problem }> }> {
  const always: ProblemCode[] = [
    'request/invalid',
    'request/method-not-allowed',
    'request/too-many',
    'server/unavailable',
    'server/fault',
    ...refusalsAtTheDoor[shape.access],
    ...(shape.method === 'get' ? [] : refusalsOfBodies),
    ...(shape.method === 'get' || shape.access === 'website' ? [] : (['request/cross-site'] as const)),
  ]
  const codes = new Set([...always, ...(shape.refusals ?? [])])
  const byStatus: Record<number, ProblemCode[]> = {}
  for (const code of codes) {
    const { status } = problems[code]
    byStatus[status] = [...(byStatus[status] ?? []), code]
  }
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, list]) => [
      Number(status),
      { description: list.join(', '), content: { [problemType]: { schema: Problem } } },
    ]),
  )
}
