import type { Content } from '#server/ports/content.ts'

/**
 * The origins from which a site's banner may post, e.g. `http://127.0.0.1:4401`.
 * @param websiteUrl what `{website}` in organisation.yaml stands for
 * @returns an empty list for a site that is not registered
 */
export function registeredOrigins(content: Content, site: string, websiteUrl: string): readonly string[] {
  const registered = content.organisation.sites.find(({ id }) => id === site)?.origins ?? []
  return registered.flatMap((origin) => (origin === '{website}' ? originsOfWebsite(websiteUrl) : [origin]))
}

// Asked for every proof; there is one address of the sample website, or none.
const known = new Map<string, readonly string[]>()

function originsOfWebsite(websiteUrl: string): readonly string[] {
  const origins = known.get(websiteUrl) ?? originsOf(websiteUrl)
  known.set(websiteUrl, origins)
  return origins
}

/** Loopback has two names, and browsers take them for two origins. */
function originsOf(address: string): readonly string[] {
  const { origin, protocol, hostname, port } = new URL(address)
  if (hostname !== '127.0.0.1' && hostname !== 'localhost') return [origin]
  return ['127.0.0.1', 'localhost'].map((name) => `${protocol}//${name}${port === '' ? '' : `:${port}`}`)
}
