import { problem } from '#contract/problems.ts'
import type { DataRecord, RecordPage } from '#contract/records.ts'
import { leavesAt, type Retention } from '#domain/retention.ts'
import type { Ports } from '#server/ports/ports.ts'
import type { SourceRecord, SubjectKeys } from '#server/ports/source.ts'
import { subjectKeys } from '../sources/index.ts'
import { appendLook } from './access-log.repository.ts'
import { type Account, type Holder, holdersOf, reaching } from './holdings.ts'
import { pageCursor, pageStart } from './page-cursor.ts'

interface Wish {
  category: string
  search?: string | undefined
  cursor?: string | undefined
  limit: number
}

type Reachable = Holder & { keys: SubjectKeys }

/**
 * A page of a category's records: one collection after the other, each newest first. Opening the list is written to the access log.
 * @throws {ProblemError} `request/not-found` for a category that no source holds, `source/unreachable` when one of them does not answer
 */
export async function readRecords(ports: Ports, account: Account, { category, search, cursor, limit }: Wish): Promise<RecordPage> {
  const registered = ports.content.categories.find(({ id }) => id === category)
  const holders = await holdersOf(ports, category)
  if (!registered || holders.length === 0) throw problem('request/not-found')
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
      holder.source.access(holder.keys, { collection: holder.collection.name, search, cursor: from, limit: Math.max(1, left) }),
    )
    totals.set(index, page.total)
    if (left > 0) {
      records.push(...page.records.map((record) => shown({ ...record, id: names(record.id, index) }, holder, registered.retention)))
      next = page.nextCursor === null ? null : pageCursor({ holder: index, cursor: page.nextCursor })
    } else if (page.total > 0) next = pageCursor({ holder: index, cursor: undefined })
  }

  const total = await sumOf(reachable, totals, search)
  if (cursor === undefined) {
    const { clock, random, database } = ports
    await appendLook(database, { id: random.id(), accountId: account.id, category, occurredAt: clock.now() })
  }
  return { records, total, nextCursor: next }
}

/** The holder with the person's keys there, or null when the system does not know the person. */
async function withKeys(ports: Ports, account: Account, holder: Holder): Promise<Reachable | null> {
  const keys = await reaching(holder.source, () => subjectKeys(ports, account, holder.source))
  return keys && { ...holder, keys }
}

async function sumOf(
  holders: readonly (Reachable | null)[],
  known: ReadonlyMap<number, number>,
  search: string | undefined,
): Promise<number> {
  const totals = await Promise.all(
    holders.map(async (holder, index) => {
      const counted = known.get(index)
      if (counted !== undefined || !holder) return counted ?? 0
      const wish = { collection: holder.collection.name, search, limit: 1 }
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
