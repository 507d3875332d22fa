import type { Localized } from '#contract/shared.ts'
import type { Ports } from '#server/ports/ports.ts'
import type { RecordQuery, SourceDescription, SourceRecord } from '#server/ports/source.ts'
import { countOwnRows, ownRows } from './own.repository.ts'
import { type OwnName, ownCollections } from './own-collections.ts'

/** How this privacy center appears among the systems that hold something about a person. */
export const OWN_SOURCE = 'privacy-center'
export const OWN_TITLE: Localized = { en: 'Privacy center', de: 'Datenschutz-Center', ar: 'مركز الخصوصية' }
const OWN_CATEGORY = 'privacy-center'

export const ownDescription: SourceDescription = {
  id: OWN_SOURCE,
  title: OWN_TITLE,
  purposes: [],
  collections: ownCollections.map(({ name, title, fields }) => ({
    name,
    title,
    fields,
    category: OWN_CATEGORY,
    retention: { kind: 'while-account-open' },
  })),
}

export interface OwnCount {
  name: OwnName
  title: Localized
  records: number
}

/** How much we ourselves hold about a person, collection by collection: the one count that overview, copy and plan of a deletion share. */
export function countOwn({ database }: Pick<Ports, 'database'>, accountId: string): Promise<OwnCount[]> {
  return Promise.all(
    ownCollections.map(async (collection) => ({
      name: collection.name,
      title: collection.title,
      records: await countOwnRows(database, accountId, collection),
    })),
  )
}

/** A page of what we ourselves hold, in the shape in which sources answer. */
export async function ownRecords(
  { database }: Pick<Ports, 'database'>,
  accountId: string,
  { collection, cursor = '', limit }: RecordQuery,
): Promise<{ records: SourceRecord[]; nextCursor: string | null }> {
  const own = ownCollections.find(({ name }) => name === collection)
  if (!own) throw new Error(`no collection of ours: ${collection}`)
  const rows = await ownRows(database, accountId, { collection: own, after: cursor, limit })
  const records = rows.map((row) => ({
    id: String(row.id),
    recordedAt: new Date(Number(row[own.recordedAt])),
    title: own.recordTitle(row),
    values: Object.fromEntries(own.fields.map(({ name }) => [name, row[name] === null ? '' : String(row[name])])),
  }))
  return { records, nextCursor: rows.length < limit ? null : (records.at(-1)?.id ?? null) }
}
