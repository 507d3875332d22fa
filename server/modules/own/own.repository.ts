import { sql } from 'kysely'
import type { Queries } from '#server/ports/database.ts'
import type { OwnCollection, OwnRow } from './own-collections.ts'

/** Rows of one collection, after a key, in the order of keys. */
export async function ownRows(
  queries: Queries,
  accountId: string,
  { collection, after, limit }: { collection: OwnCollection; after: string; limit: number },
): Promise<OwnRow[]> {
  const { fields, key, recordedAt } = collection
  const columns = new Set([recordedAt, ...fields.map(({ name }) => name)])
  const shown = [sql`${sql.ref(key)} as id`, ...[...columns].map((name) => sql.ref(name))]
  const { rows } = await sql<OwnRow>`
    select ${sql.join(shown)} from ${sql.table(collection.table)} where ${ofAccount(collection, accountId)}
    and ${sql.ref(key)} > ${after} order by ${sql.ref(key)} limit ${limit}
  `.execute(queries)
  return rows
}

/** How many rows of a collection are held. */
export async function countOwnRows(queries: Queries, accountId: string, collection: OwnCollection): Promise<number> {
  const { rows } = await sql<{ held: number }>`
    select count(*) as held from ${sql.table(collection.table)} where ${ofAccount(collection, accountId)}
  `.execute(queries)
  return Number(rows[0]?.held)
}

function ofAccount({ owner, subject, states }: OwnCollection, accountId: string) {
  const mine = sql`${sql.ref(owner)} = ${subject(accountId)}`
  return states === undefined ? mine : sql`${mine} and status in (${sql.join([...states])})`
}
