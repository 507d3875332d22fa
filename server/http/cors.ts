import { problem } from '#contract/problems.ts'
import { registeredOrigins } from '#server/modules/registers/index.ts'
import type { Ports } from '#server/ports/ports.ts'

type Known = Pick<Ports, 'content' | 'settings'>

/**
 * Takes posts from registered websites only. They come without credentials.
 * @throws {ProblemError} request/origin-not-registered
 */
export function refuseUnregisteredOrigin(request: Request, known: Known): void {
  if (registeredOrigin(request, known) === null) throw problem('request/origin-not-registered')
}

/** Lets a registered website read the answer, and nobody else. Credentials are never allowed. */
export function corsHeaders(request: Request, known: Known): [string, string][] {
  const origin = registeredOrigin(request, known)
  if (origin === null) return []
  return [
    ['access-control-allow-origin', origin],
    ['vary', 'Origin'],
    ['cross-origin-resource-policy', 'cross-origin'],
  ]
}

function registeredOrigin(request: Request, known: Known): string | null {
  const origin = request.headers.get('origin')
  return origin !== null && originsOf(known).has(origin) ? origin : null
}

// Asked several times for every proof; the register and the settings change with a restart only.
const origins = new WeakMap<Known['content'], ReadonlySet<string>>()

function originsOf({ content, settings }: Known): ReadonlySet<string> {
  const found = origins.get(content)
  if (found) return found
  const made = new Set(content.organisation.sites.flatMap(({ id }) => registeredOrigins(content, id, settings.websiteUrl)))
  origins.set(content, made)
  return made
}
