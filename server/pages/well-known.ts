import type { Ports } from '#server/ports/ports.ts'

const DAY_MS = 86_400_000

/**
 * Addresses that programs look for: Global Privacy Control support and the security contact (RFC 9116).
 * @returns null for any other address
 */
export function wellKnown({ clock, content, settings }: Pick<Ports, 'clock' | 'content' | 'settings'>, request: Request): Response | null {
  const { pathname } = new URL(request.url)
  if (pathname === '/.well-known/gpc.json') return Response.json({ gpc: true, lastUpdate: GPC_SINCE })
  if (pathname === '/.well-known/security.txt') {
    const expires = new Date(Math.floor(clock.now().getTime() / DAY_MS) * DAY_MS + 180 * DAY_MS).toISOString()
    const { securityEmail, locales } = content.organisation
    const lines = [
      `Contact: mailto:${securityEmail}`,
      `Expires: ${expires}`,
      `Preferred-Languages: ${locales.join(', ')}`,
      `Canonical: ${settings.baseUrl}/.well-known/security.txt`,
    ]
    return new Response(`${lines.join('\n')}\n`, { headers: { 'content-type': 'text/plain; charset=utf-8' } })
  }
  return null
}

/** The day on which this support was last changed. Source: the Global Privacy Control specification, section on well-known resources. */
const GPC_SINCE = '2026-11-22'
