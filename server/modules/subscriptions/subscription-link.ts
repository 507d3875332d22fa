import type { Ports } from '#server/ports/ports.ts'

/**
 * The one address of a subscription, the same in every mail about it: it confirms, and it stops. An HMAC over the subscription's id, of which
 * only a hash is kept; it says nothing about the person.
 */
export async function linkOf(
  id: string,
  { hasher, settings }: Pick<Ports, 'hasher' | 'settings'>,
): Promise<{ url: string; tokenHash: string }> {
  const hex = await hasher.keyed(`notice-subscription:${id}`)
  const bytes = hex.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? []
  const token = btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
  return { url: `${settings.baseUrl}/s/${token}`, tokenHash: await hasher.sha256(token) }
}
