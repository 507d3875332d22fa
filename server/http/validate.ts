import type { z } from '@hono/zod-openapi'
import { problem } from '#contract/problems.ts'
import type { RouteShape } from '#contract/route.ts'

/**
 * Checks what a client sent against the route's schemas. Unknown names are refused, because the schemas are strict.
 * @throws {ProblemError} request/invalid with one fault per refused value; values themselves are never repeated
 */
export function checkedInput(route: RouteShape, raw: { params: Record<string, string>; query: URLSearchParams; body: unknown }) {
  return {
    params: check(route.params, raw.params, '/params'),
    query: check(route.query, queryObject(raw.query), '/query'),
    body: checkBody(route, raw.body),
  }
}

/** Drops what the contract does not name, and fails loudly when the server itself breaks the contract. */
export function checkedAnswer(route: RouteShape, answer: unknown): unknown {
  if (route.answer === null || route.answer === 'file') return answer
  return route.answer.parse(answer)
}

function checkBody(route: RouteShape, body: unknown): unknown {
  if (route.body) return check(route.body, body, '/body')
  if (body !== undefined) throw problem('request/invalid', { faults: [{ path: '/body', message: 'This operation takes no body' }] })
  return undefined
}

function check(schema: z.ZodType | undefined, value: unknown, base: string): unknown {
  if (!schema) {
    const names = Object.keys((value ?? {}) as object)
    if (names.length === 0) return {}
    throw problem('request/invalid', { faults: names.map((name) => ({ path: `${base}/${name}`, message: 'Unknown name' })) })
  }
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const faults = result.error.issues.slice(0, 20).map((issue) => ({ path: pointer(base, issue.path), message: issue.message }))
  throw problem('request/invalid', { faults })
}

function pointer(base: string, path: readonly PropertyKey[]): string {
  return [base, ...path.map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/')
}

function queryObject(query: URLSearchParams): Record<string, string> {
  const names = [...query.keys()]
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) throw problem('request/invalid', { faults: [{ path: '/query', message: 'A name occurs twice' }] })
  const entries = [...query]
  if (entries.some(([, value]) => !value.isWellFormed() || value.includes('\0') || value.includes('\uFFFD'))) {
    throw problem('request/invalid', { faults: [{ path: '/query', message: 'A value is not valid UTF-8 text' }] })
  }
  return Object.fromEntries(entries)
}
