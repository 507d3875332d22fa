import { nextAttemptAt } from '#domain/obligations.ts'
import type { AccountRow } from '#server/modules/accounts/index.ts'
import { OWN_SOURCE, ownDescription, ownRecords } from '#server/modules/own/index.ts'
import { subjectKeys, titleColumn, titleIn } from '#server/modules/sources/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { type RecordQuery, type SourceDescription, SourceError, type SourceRecord } from '#server/ports/source.ts'
import { chosenIn, type ExportRow, type PartRow, updatePart } from './exports.repository.ts'
import { LeaseLost } from './lease-lost.ts'
import { updateLeased } from './leases.repository.ts'
import { type ExportLine, linesKey, type SpooledCollection, type SpooledPart, writeIndex } from './spool.ts'
import { gathered, streamOf } from './streams.ts'

export type CollectPorts = Pick<Ports, 'clock' | 'random' | 'database' | 'blobs' | 'sources' | 'log'>
type Page = { records: readonly SourceRecord[]; nextCursor: string | null }
/** What a source holds about one person. */
interface Holding {
  description: SourceDescription
  page(query: RecordQuery): Promise<Page>
}

export const LEASE_MS = 60_000
const RENEW_AFTER_MS = 10_000
const RENEW_AFTER_PAGES = 10
/** What one page of the sources' contract holds at most. */
const PAGE = 100

/**
 * Collects one source into the spool. What the source refuses becomes a gap with a date for the next try; what our own floor throws is
 * thrown, and the whole part is collected again later.
 */
export async function collectPart(row: ExportRow, part: PartRow, account: AccountRow, ports: CollectPorts): Promise<void> {
  await updatePart(ports.database, part, { status: 'collecting', records: 0, next_attempt_at: null })
  try {
    const index = await spoolPart(row, part, account, ports)
    await writeIndex(ports, row.id, index)
    const records = index.collections.reduce((sum, collection) => sum + collection.records, 0)
    await updatePart(ports.database, part, { status: 'done', title: titleColumn(index.title), records, next_attempt_at: null })
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    const attempts = part.attempts + 1
    const next = nextAttemptAt(attempts, ports.clock.now(), ports.random.fraction(), error.retryAfterMs ?? 0)
    await updatePart(ports.database, part, { status: 'gap', records: 0, attempts, next_attempt_at: next.getTime() })
    ports.log.warn('export/gap', { export: row.id, source: part.source_id, attempts })
  }
}

async function spoolPart(row: ExportRow, part: PartRow, account: AccountRow, ports: CollectPorts): Promise<SpooledPart> {
  const holding = await holdingOf(part.source_id, account, ports)
  const collections: SpooledCollection[] = []
  if (!holding) return { source: part.source_id, title: titleIn(part.title), collections }
  const progress = progressOf(row, part, ports)
  const chosen = chosenIn(row)
  const wanted = holding.description.collections.filter(({ category }) => chosen === null || chosen.includes(category))
  let failure: unknown

  async function* bytes() {
    let at = 0
    try {
      for (const { name, title, category, retention, fields } of wanted) {
        const from = at
        const before = progress.records
        for await (const chunk of gathered(lines(part.source_id, name, holding as Holding, progress))) {
          at += chunk.length
          yield chunk
        }
        collections.push({ name, title, category, retention, fields, records: progress.records - before, from, to: at })
      }
    } catch (error) {
      failure = error
      throw error
    }
  }

  try {
    await ports.blobs.write(linesKey(row.id, part.source_id), streamOf(bytes()))
  } catch (error) {
    // A store may wrap what the stream threw, and whether the source or the store failed decides what happens next.
    throw failure ?? error
  }
  return { source: part.source_id, title: holding.description.title, collections }
}

async function* lines(source: string, collection: string, holding: Holding, progress: Progress): AsyncGenerator<string> {
  let cursor: string | undefined
  do {
    const page = await holding.page({ collection, cursor, limit: PAGE })
    for (const { id, recordedAt, title, values } of page.records) {
      const line: ExportLine = { source, collection, id, recordedAt: recordedAt?.toISOString() ?? null, title, values }
      yield `${JSON.stringify(line)}\n`
    }
    await progress.add(page.records.length)
    if (page.nextCursor !== null && page.nextCursor === cursor) throw new SourceError('the pages do not end')
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
}

/** How to read a source for this person; null when it does not know them. */
async function holdingOf(sourceId: string, account: AccountRow, ports: CollectPorts): Promise<Holding | null> {
  if (sourceId === OWN_SOURCE) return { description: ownDescription, page: (query) => ownRecords(ports, account.id, query) }
  const source = ports.sources.get(sourceId)
  if (!source) throw new SourceError('source/not-connected')
  const keys = await asked(() => subjectKeys(ports, account, source), ports)
  if (!keys) return null
  const description = await asked(() => source.describe(), ports)
  return { description, page: (query) => asked(() => source.access(keys, query), ports) }
}

// Whatever a binding throws beyond its contract is that system's fault too: it must not stop the other parts.
async function asked<T>(question: () => Promise<T>, { log }: CollectPorts): Promise<T> {
  try {
    return await question()
  } catch (error) {
    if (error instanceof SourceError) throw error
    log.error('export/source-fault', error)
    throw new SourceError('source/fault')
  }
}

interface Progress {
  records: number
  add(records: number): Promise<void>
}

/** Counts, shows the count to the person, and keeps the lease while the work goes on. */
function progressOf(row: ExportRow, part: PartRow, { clock, database }: CollectPorts): Progress {
  let shownAt = clock.now().getTime()
  let pages = 0
  return {
    records: 0,
    async add(records) {
      this.records += records
      pages += 1
      const now = clock.now().getTime()
      if (pages % RENEW_AFTER_PAGES !== 1 && now - shownAt < RENEW_AFTER_MS) return
      shownAt = now
      if (!(await updateLeased(database, row, { lease_until: now + LEASE_MS }))) throw new LeaseLost()
      await updatePart(database, part, { records: this.records })
    },
  }
}
