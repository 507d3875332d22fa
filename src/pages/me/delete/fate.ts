import type { ErasurePlan } from '#contract/erasures.ts'
import type { Localized } from '#contract/shared.ts'

type Step = Pick<ErasurePlan['steps'][number], 'collections'>

/** Records of one category that share a fate. */
export interface FateLine {
  category: string
  count: number
}
/** Records that stay: why, and until when. Null means that the system names no reason, or no end. */
export interface KeptLine extends FateLine {
  ground: Localized | null
  until: string | null
}

/** What happens to whom: destroyed, stripped of what names the person, or kept. The most records come first. */
export interface Fate {
  erased: FateLine[]
  masked: FateLine[]
  kept: KeptLine[]
}

/** A plan as a person reads it: by category, over all systems. Collections without records are left out here; the hash covers them. */
export function fateOf(steps: readonly Step[]): Fate {
  const held = steps.flatMap(({ collections }) => collections).filter(({ count }) => count > 0)
  return {
    erased: byCategory(held.filter(({ mode }) => mode === 'erase')),
    masked: byCategory(held.filter(({ mode }) => mode === 'mask')),
    kept: keptLines(held.filter(({ mode }) => mode === 'keep')),
  }
}

/** How many records share a fate. */
export function countOf(lines: readonly FateLine[]): number {
  return lines.reduce((sum, { count }) => sum + count, 0)
}

function byCategory(collections: readonly FateLine[]): FateLine[] {
  const counts = new Map<string, number>()
  for (const { category, count } of collections) counts.set(category, (counts.get(category) ?? 0) + count)
  return [...counts].map(([category, count]) => ({ category, count })).sort(largestFirst)
}

function keptLines(collections: readonly KeptLine[]): KeptLine[] {
  const lines = new Map<string, KeptLine>()
  for (const { category, count, ground, until } of collections) {
    const key = JSON.stringify([category, ground, until])
    lines.set(key, { category, ground, until, count: count + (lines.get(key)?.count ?? 0) })
  }
  return [...lines.values()].sort(largestFirst)
}

function largestFirst(one: FateLine, other: FateLine): number {
  return other.count - one.count
}
