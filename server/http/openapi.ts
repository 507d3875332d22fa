import { OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi'
import { type RouteShape, refusalsOf } from '#contract/route.ts'
import type { AppSettings } from '#server/ports/ports.ts'

/** The API's description (OpenAPI 3.1), generated from the contract's routes. */
export function openApiDocument(routes: readonly RouteShape[], { version, baseUrl }: Pick<AppSettings, 'version' | 'baseUrl'>) {
  const { openAPIRegistry, getOpenAPI31Document } = new OpenAPIHono()
  for (const route of routes) openAPIRegistry.registerPath(describe(route))
  return getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Vitrine', version, license: { name: 'Apache-2.0' } },
    servers: [{ url: baseUrl }],
  })
}

function describe(route: RouteShape): RouteConfig {
  return {
    method: route.method,
    path: route.path,
    summary: route.summary,
    'x-access': route.access,
    request: {
      ...(route.params ? { params: route.params } : {}),
      ...(route.query ? { query: route.query } : {}),
      ...(route.body ? { body: { required: true, content: { 'application/json': { schema: route.body } } } } : {}),
    },
    responses: { ...refusalsOf(route), [route.status]: { description: 'Done', ...answerOf(route) } },
  } as RouteConfig
}

function answerOf({ answer }: RouteShape) {
  if (answer === null) return {}
  if (answer === 'file') return { content: { 'application/zip': { schema: z.string().openapi({ format: 'binary' }) } } }
  return { content: { 'application/json': { schema: answer } } }
}
