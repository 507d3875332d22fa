import type { Hasher } from '#server/ports/hasher.ts'
import type { WebhookRow } from './webhooks.repository.ts'

/** A webhook's secret: derived from the server's lookup key, so that none is kept in the database. */
export async function secretOf(id: string, generation: number, { keyed }: Pick<Hasher, 'keyed'>): Promise<string> {
  const hex = await keyed(`webhook-secret:${id}:${generation}`)
  const bytes = hex.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? []
  return `whsec_${btoa(String.fromCharCode(...bytes))}`
}

/** The secrets that sign now: the newest, and for a day after a rotation the one before. */
export function signingSecrets(
  { id, generation, former_until }: Pick<WebhookRow, 'id' | 'generation' | 'former_until'>,
  now: number,
  hasher: Pick<Hasher, 'keyed'>,
): Promise<string[]> {
  const generations = former_until !== null && now < former_until ? [generation, generation - 1] : [generation]
  return Promise.all(generations.map((one) => secretOf(id, one, hasher)))
}
