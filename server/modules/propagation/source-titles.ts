import type { Localized } from '#contract/shared.ts'
import type { Sources } from '#server/ports/source.ts'

/** Calls back after some milliseconds. */
export type Pause = (run: () => void, ms: number) => void

const LONGEST_WAIT_MS = 300
const kept = new WeakMap<Sources, Map<string, Localized>>()

/**
 * What people call the sources, asked once and remembered. A source that does not answer soon goes by its id until it does: nobody waits for a
 * dead system to read about it.
 */
export async function sourceTitles(sources: Sources, ids: readonly string[], pause: Pause): Promise<ReadonlyMap<string, Localized>> {
  const titles = kept.get(sources) ?? new Map<string, Localized>()
  kept.set(sources, titles)
  const unknown = [...new Set(ids)].filter((id) => !titles.has(id))
  if (unknown.length === 0) return titles
  const asked = Promise.allSettled(
    unknown.map(async (id) => {
      const description = await sources.get(id)?.describe()
      if (description) titles.set(id, description.title)
    }),
  )
  await Promise.race([asked, new Promise<void>((resolve) => pause(resolve, LONGEST_WAIT_MS))])
  return titles
}
