import type { Queries } from '#server/ports/database.ts'
import type { Ports } from '#server/ports/ports.ts'
import { type CommitPorts, commit } from './commit.ts'

/** A key that receipts, certificates and checkpoints were signed with, and when. */
export interface PublishedKey {
  keyId: string
  publicKey: string
  /** ISO 8601 with Z. */
  from: string
  /** When another took its place; null for the one in use. */
  until: string | null
}

type Kept = Omit<PublishedKey, 'keyId'>

const NAME = 'signing-key:'

/**
 * Enters the key in use among those published and ends the one before. Former keys stay, so that what they signed can be checked for ever.
 * To be called at every start: a rotation is a start with another key.
 */
export async function enterSigningKey(ports: CommitPorts & Pick<Ports, 'signer'>): Promise<void> {
  const { clock, database, signer } = ports
  const now = clock.now().toISOString()
  const kept = await keptKeys(database)
  const known = kept.length > 0 ? kept : await keysOfCheckpoints(database)
  const own = known.find(({ keyId }) => keyId === signer.keyId)
  if (kept.length > 0 && own?.until === null && known.every(({ keyId, until }) => keyId === signer.keyId || until !== null)) return
  const former = known.filter(({ keyId }) => keyId !== signer.keyId).map((key) => ({ ...key, until: key.until ?? now }))
  const inUse = { keyId: signer.keyId, publicKey: signer.publicKey, from: own?.from ?? now, until: null }
  await commit(ports, async (trx, record) => {
    for (const key of [...former, inUse]) await keep(trx, key)
    record({ kind: 'signing-key/entered', subject: 'system', about: signer.keyId, facts: { former: former.length } })
  })
}

/** The key in use and all former ones, the newest first. */
export async function publishedKeys({ clock, database, signer }: Pick<Ports, 'clock' | 'database' | 'signer'>): Promise<PublishedKey[]> {
  const kept = await keptKeys(database)
  const isKept = kept.some(({ keyId }) => keyId === signer.keyId)
  const own = { keyId: signer.keyId, publicKey: signer.publicKey, from: clock.now().toISOString(), until: null }
  return [...(isKept ? [] : [own]), ...kept].sort((one, other) => (one.from < other.from ? 1 : -1))
}

async function keptKeys(queries: Queries): Promise<PublishedKey[]> {
  const rows = await queries.selectFrom('settings').selectAll().where('name', 'like', `${NAME}%`).execute()
  return rows.map(({ name, value }) => ({ keyId: name.slice(NAME.length), ...(JSON.parse(value) as Kept) }))
}

async function keep(queries: Queries, { keyId, ...key }: PublishedKey): Promise<void> {
  const value = JSON.stringify(key)
  await queries
    .insertInto('settings')
    .values({ name: `${NAME}${keyId}`, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}

/** Checkpoints name the keys of the time before keys were kept; the last one of a key is the end that can be shown. */
async function keysOfCheckpoints(queries: Queries): Promise<PublishedKey[]> {
  const rows = await queries
    .selectFrom('checkpoints')
    .select(({ fn }) => ['key_id', 'public_key', fn.min('at').as('first'), fn.max('at').as('last')])
    .groupBy(['key_id', 'public_key'])
    .execute()
  return rows.map(({ key_id, public_key, first, last }) => ({
    keyId: key_id,
    publicKey: public_key,
    from: new Date(first).toISOString(),
    until: new Date(last).toISOString(),
  }))
}
