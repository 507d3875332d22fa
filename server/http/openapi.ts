import { OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi'
import { type Access, type RouteShape, refusalsOf } from '#contract/route.ts'
import { SESSION_COOKIE } from '#server/modules/sessions/index.ts'
import type { AppSettings } from '#server/ports/ports.ts'

/** The API's description (OpenAPI 3.1), generated from the contract's routes. */
export function openApiDocument(routes: readonly RouteShape[], { version, baseUrl }: Pick<AppSettings, 'version' | 'baseUrl'>) {
  const { openAPIRegistry, getOpenAPI31Document } = new OpenAPIHono()
  openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: `__Host-${SESSION_COOKIE}`,
    description: 'The session of an account holder, as signing in sets it. While it is locked it can only be unlocked or ended.',
  })
  openAPIRegistry.registerComponent('securitySchemes', 'operator', {
    type: 'http',
    scheme: 'bearer',
    description: "The operator's token, for the operator's own systems and the command line.",
  })
  for (const route of routes) openAPIRegistry.registerPath(describe(route))
  return getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Vitrine', version, license: { name: 'Apache-2.0' } },
    servers: [{ url: baseUrl }],
  })
}

/** What a caller shows; one of these is enough. Everything else is open, or open to registered websites, which come without credentials. */
const security: Readonly<Record<Access, Record<string, string[]>[]>> = {
  public: [],
  account: [{ session: [] }],
  recent: [{ session: [] }],
  locked: [{ session: [] }],
  operator: [{ operator: [] }],
  website: [],
  demo: [],
}

function describe(route: RouteShape): RouteConfig {
  return {
    method: route.method,
    path: route.path,
    summary: route.summary,
    'x-access': route.access,
    security: security[route.access],
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
