import type { CategorySummary, Overview } from '#contract/records.ts'
import type { Category } from '#contract/registers.ts'
import { countOwn } from '#server/modules/own/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { type Account, countEverywhere, type Holding } from './holdings.ts'
import { departures } from './leaving.ts'

/** What is held about an account holder, counted now in every connected system. A system that does not answer leaves its categories without numbers. */
export async function readOverview(ports: Ports, account: Account): Promise<Overview> {
  const [holdings, own] = await Promise.all([countEverywhere(ports, account), countOwn(ports, account.id)])
  const now = ports.clock.now()
  return {
    countedAt: now.toISOString(),
    sources: holdings.map(({ description: { id, title }, counts, nextAttemptAt }) => ({
      id,
      title,
      state: counts ? 'answered' : 'unreachable',
      nextAttemptAt: nextAttemptAt?.toISOString() ?? null,
    })),
    categories: ports.content.categories.map((category) => summarise(category, holdings, now)),
    own,
  }
}

/** A sum over all systems that hold the category. One that is silent makes the sum unknown: a part of it would look like the whole. */
function summarise({ id, retention }: Category, holdings: readonly Holding[], now: Date): CategorySummary {
  const held = holdings.flatMap(({ description, counts }) =>
    description.collections
      .filter(({ category }) => category === id)
      .map(({ name }) => ({ source: description.id, count: counts && (counts.get(name) ?? { total: 0, days: [] }) })),
  )
  const source = held[0]?.source ?? null
  const counts = held.flatMap(({ count }) => count ?? [])
  if (held.length === 0 || counts.length < held.length) return { id, source, records: null, leaving: null, next: null }
  return { id, source, records: counts.reduce((sum, { total }) => sum + total, 0), ...departures(counts, retention, now) }
}
