import { problem } from '#contract/problems.ts'
import type { DataRecord, RecordPage } from '#contract/records.ts'
import type { Day } from '#domain/calendar.ts'
import { addDays, startOfDay, type TimeZone } from '#domain/clocks.ts'
import { leavesAt, type Retention } from '#domain/retention.ts'
import type { Ports } from '#server/ports/ports.ts'
import type { RecordQuery, SourceRecord, SubjectKeys } from '#server/ports/source.ts'
import { subjectKeys } from '../sources/index.ts'
import { appendLook } from './access-log.repository.ts'
import { type Account, type Holder, holdersOf, reaching } from './holdings.ts'
import { pageCursor, pageStart } from './page-cursor.ts'

interface Wish {
  category: string
  search?: string | undefined
  kind?: string | undefined
  /** First and last day, in the operator's zone. */
  from?: Day | undefined
  to?: Day | undefined
  cursor?: string | undefined
  limit: number
}

type Reachable = Holder & { keys: SubjectKeys }
type Narrowed = Pick<RecordQuery, 'search' | 'recordedFrom' | 'recordedBefore'>

/**
 * A page of a category's records: one collection after the other, each newest first. Opening the list is written to the access log.
 * @throws {ProblemError} `request/not-found` for a category that no source holds, `source/unreachable` when one of them does not answer
 */
export async function readRecords(ports: Ports, account: Account, wish: Wish): Promise<RecordPage> {
  const { category, cursor, limit } = wish
  const registered = ports.content.categories.find(({ id }) => id === category)
  const all = await holdersOf(ports, category)
  if (!registered || all.length === 0) throw problem('request/not-found')
  const holders = wish.kind === undefined ? all : all.filter((holder) => kindOf(holder) === wish.kind)
  if (holders.length === 0) throw problem('request/invalid', { faults: [{ path: '/query/kind', message: 'is no kind of this category' }] })
  const narrowed = narrowedBy(wish, ports.content.organisation.zone)
  const start = pageStart(cursor, holders.length)
  const reachable = await Promise.all(holders.map((holder) => withKeys(ports, account, holder)))

  // Two systems may give two records one id.
  const names = (id: string, index: number) => (holders.length > 1 ? `${index}:${id}` : id)
  const records: DataRecord[] = []
  const totals = new Map<number, number>()
  let next: string | null = null
  for (const [index, holder] of reachable.entries()) {
    if (index < start.holder || next !== null || !holder) continue
    const left = limit - records.length
    const from = index === start.holder ? start.cursor : undefined
    const page = await reaching(holder.source, () =>
      holder.source.access(holder.keys, { ...narrowed, collection: holder.collection.name, cursor: from, limit: Math.max(1, left) }),
    )
    totals.set(index, page.total)
    if (left > 0) {
      records.push(...page.records.map((record) => shown({ ...record, id: names(record.id, index) }, holder, registered.retention)))
      next = page.nextCursor === null ? null : pageCursor({ holder: index, cursor: page.nextCursor })
    } else if (page.total > 0) next = pageCursor({ holder: index, cursor: undefined })
  }

  const total = await sumOf(reachable, totals, narrowed)
  if (cursor === undefined) {
    const { clock, random, database } = ports
    await appendLook(database, { id: random.id(), accountId: account.id, category, occurredAt: clock.now() })
  }
  const kinds = all.map((holder) => ({ id: kindOf(holder), title: holder.collection.title }))
  return { records, total, nextCursor: next, kinds }
}

function kindOf({ source, collection }: Holder): string {
  return `${source.id}.${collection.name}`
}

/** Days begin and end in the operator's zone. */
function narrowedBy({ search, from, to }: Wish, zone: TimeZone): Narrowed {
  return {
    search,
    ...(from === undefined ? {} : { recordedFrom: startOfDay(from, zone) }),
    ...(to === undefined ? {} : { recordedBefore: startOfDay(addDays(to, 1), zone) }),
  }
}

/** The holder with the person's keys there, or null when the system does not know the person. */
async function withKeys(ports: Ports, account: Account, holder: Holder): Promise<Reachable | null> {
  const keys = await reaching(holder.source, () => subjectKeys(ports, account, holder.source))
  return keys && { ...holder, keys }
}

async function sumOf(holders: readonly (Reachable | null)[], known: ReadonlyMap<number, number>, narrowed: Narrowed): Promise<number> {
  const totals = await Promise.all(
    holders.map(async (holder, index) => {
      const counted = known.get(index)
      if (counted !== undefined || !holder) return counted ?? 0
      const wish = { ...narrowed, collection: holder.collection.name, limit: 1 }
      return (await reaching(holder.source, () => holder.source.access(holder.keys, wish))).total
    }),
  )
  return totals.reduce((sum, total) => sum + total, 0)
}

function shown({ id, recordedAt, title, values }: SourceRecord, { collection }: Holder, retention: Retention): DataRecord {
  const leaves = recordedAt && leavesAt(recordedAt, retention)
  return {
    id,
    recordedAt: recordedAt?.toISOString() ?? null,
    leavesAt: leaves?.toISOString() ?? null,
    leaving: leavingOf(retention),
    title,
    fields: collection.fields.map(({ name, label, unit }) => ({ name, label, ...(unit && { unit }), value: values[name] ?? '' })),
  }
}

function leavingOf({ kind }: Retention): DataRecord['leaving'] {
  switch (kind) {
    case 'days':
    case 'months':
      return 'on-date'
    case 'years':
      return 'by-law'
    case 'while-account-open':
    case 'until-removed':
      return 'when-you-say'
    default:
      return kind satisfies never
  }
}
