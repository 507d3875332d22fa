import type { Content } from '#server/ports/content.ts'

/**
 * The origins from which a site's banner may post, e.g. `http://127.0.0.1:4401`.
 * @param websiteUrl what `{website}` in organisation.yaml stands for
 * @returns an empty list for a site that is not registered
 */
export function registeredOrigins(content: Content, site: string, websiteUrl: string): readonly string[] {
  return sitesOf(content, websiteUrl).get(site) ?? []
}

// Asked for every proof; the register and the address of the sample website change with a restart only.
const known = new WeakMap<Content, { websiteUrl: string; sites: ReadonlyMap<string, readonly string[]> }>()

function sitesOf(content: Content, websiteUrl: string): ReadonlyMap<string, readonly string[]> {
  const found = known.get(content)
  if (found?.websiteUrl === websiteUrl) return found.sites
  const sites = new Map(
    content.organisation.sites.map(({ id, origins }) => [
      id,
      origins.flatMap((origin) => (origin === '{website}' ? originsOf(websiteUrl) : [origin])),
    ]),
  )
  known.set(content, { websiteUrl, sites })
  return sites
}

/** Loopback has two names, and browsers take them for two origins. */
function originsOf(address: string): readonly string[] {
  const { origin, protocol, hostname, port } = new URL(address)
  if (hostname !== '127.0.0.1' && hostname !== 'localhost') return [origin]
  return ['127.0.0.1', 'localhost'].map((name) => `${protocol}//${name}${port === '' ? '' : `:${port}`}`)
}
