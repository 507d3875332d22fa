import { problem } from '#contract/problems.ts'
import type { Ports } from '#server/ports/ports.ts'
import { type CollectionCount, type Source, type SourceCollection, type SourceDescription, SourceError } from '#server/ports/source.ts'
import { subjectKeys } from '../sources/index.ts'

export interface Account {
  id: string
  email: string
}

/** A collection of a source that holds a category. */
export interface Holder {
  source: Source
  collection: SourceCollection
}

/** What a source answered when it was asked to count, or that it did not. */
export interface Holding {
  description: SourceDescription
  /** Counts by collection, empty when the system does not know the person; null when it did not answer. */
  counts: ReadonlyMap<string, CollectionCount> | null
  /** When asking again makes sense; null when it answered. */
  nextAttemptAt: Date | null
}

/** The pause before a source is asked again that named none itself, in milliseconds. */
const PAUSE_MS = 30_000

/** Asks all sources at once; one that fails leaves the others' answers as they are. */
export function countEverywhere(ports: Ports, account: Account): Promise<Holding[]> {
  return Promise.all(ports.sources.list().map((source) => countIn(ports, account, source)))
}

async function countIn(ports: Ports, account: Account, source: Source): Promise<Holding> {
  const description = await describeOrNothing(source)
  try {
    const keys = await subjectKeys(ports, account, source)
    const counts = keys ? await source.count(keys) : []
    return { description, counts: new Map(counts.map((count) => [count.collection, count])), nextAttemptAt: null }
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    ports.log.warn('source/unreachable', { source: source.id, reason: error.message })
    return { description, counts: null, nextAttemptAt: new Date(ports.clock.now().getTime() + (error.retryAfterMs ?? PAUSE_MS)) }
  }
}

/** The collections that hold a category, in the order in which the sources are declared. */
export async function holdersOf({ sources }: Pick<Ports, 'sources'>, category: string): Promise<Holder[]> {
  const described = await Promise.all(
    sources.list().map(async (source) => ({ source, collections: (await describeOrNothing(source)).collections })),
  )
  return described.flatMap(({ source, collections }) =>
    collections.filter((collection) => collection.category === category).map((collection) => ({ source, collection })),
  )
}

/** A system that cannot even say what it holds stands here with its id and without collections. */
async function describeOrNothing(source: Source): Promise<SourceDescription> {
  try {
    return await source.describe()
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    return { id: source.id, title: { en: source.id }, collections: [], purposes: [] }
  }
}

/** Work that needs a source, with its failure told as a refusal. */
export async function reaching<T>(source: Source, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    throw problem('source/unreachable', {
      source: (await describeOrNothing(source)).title,
      retryAfterSeconds: Math.ceil((error.retryAfterMs ?? PAUSE_MS) / 1_000),
    })
  }
}
