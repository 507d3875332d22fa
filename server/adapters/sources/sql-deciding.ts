import { sql } from 'kysely'
import { type ConsentDelivery, SourceError, type SubjectKeys } from '#server/ports/source.ts'
import type { SqlDeclaration } from './declaration.ts'
import type { SqlConnection } from './sql-connection.ts'
import { belongsTo, keyOf } from './sql-parts.ts'

type Database = SqlConnection['database']
type Consent = NonNullable<SqlDeclaration['consent']>

/** Writes a decision where the system reads its own. An older decision never overwrites a newer one, so order and repetition do not matter. */
export async function writeDecision(database: Database, consent: Consent, subject: SubjectKeys, delivery: ConsentDelivery): Promise<void> {
  const owner = Object.entries(consent.subject)
  const columns = [...owner.map(([column]) => column), consent.key, consent.purpose, consent.channel, consent.state, consent.decidedAt]
  const values = [...owner.map(([, key]) => keyOf(subject, key)), delivery.key, delivery.purpose, delivery.channel, delivery.state]
  const once = [...owner.map(([column]) => column), consent.purpose, consent.channel]
  const newer = (column: string) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`
  await sql`
    insert into ${sql.table(consent.table)} (${refs(columns)}) values (${sql.join(values)}, ${delivery.decidedAt.getTime()})
    on conflict (${refs(once)}) do update set ${newer(consent.state)}, ${newer(consent.decidedAt)}
    where ${sql.ref(`excluded.${consent.decidedAt}`)} >= ${sql.ref(`${bare(consent.table)}.${consent.decidedAt}`)}
  `.execute(database)
}

/** Whether the system's own table says so, or says something newer. */
export async function holdsDecision(
  database: Database,
  consent: Consent,
  subject: SubjectKeys,
  delivery: ConsentDelivery,
): Promise<boolean> {
  const { rows } = await sql<Record<string, unknown>>`
    select ${sql.ref(consent.state)} as state, ${sql.ref(consent.decidedAt)} as decided_at from ${sql.table(consent.table)}
    where ${belongsTo(consent.subject, subject)} and ${sql.ref(consent.purpose)} = ${delivery.purpose} and ${sql.ref(consent.channel)} = ${delivery.channel}
  `.execute(database)
  const [row] = rows
  if (!row) return false
  const decidedAt = Number(row.decided_at)
  const asked = delivery.decidedAt.getTime()
  return decidedAt > asked || (decidedAt === asked && row.state === delivery.state)
}

export function mustDecide(consent: Consent | undefined): Consent {
  if (!consent) throw new SourceError('the declaration does not say where decisions are kept')
  return consent
}

const refs = (columns: readonly string[]) => sql.join(columns.map((column) => sql.ref(column)))
const bare = (table: string) => table.slice(table.lastIndexOf('.') + 1)
