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

function registeredOrigin(request: Request, { content, settings }: Known): string | null {
  const origin = request.headers.get('origin')
  const isRegistered = content.organisation.sites.some(({ id }) =>
    registeredOrigins(content, id, settings.websiteUrl).includes(origin ?? ''),
  )
  return isRegistered ? origin : null
}
