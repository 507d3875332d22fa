import { atomically, insertRows, type SyncDatabase } from './sync-database.ts'

/** A person on a tool's lists. `known_by` is what the tool can recognise an address by: the address, or its hash. */
export interface Member {
  id: string
  knownBy: string
  name: string
  /** Purposes that were granted, as `purpose/channel`. */
  granted: readonly (readonly [purpose: string, channel: string])[]
  /** What the tool has done with the person, newest first; goes with an erasure. */
  history: readonly { title: string; values: Record<string, string>; daysAgo: number }[]
}

const DAY_MS = 86_400_000

const tables = [
  'CREATE TABLE IF NOT EXISTS members (id text PRIMARY KEY, known_by text NOT NULL UNIQUE, name text NOT NULL)',
  `CREATE TABLE IF NOT EXISTS memberships (member_id text NOT NULL REFERENCES members(id), purpose text NOT NULL, channel text NOT NULL,
    state text NOT NULL, wanted text NOT NULL, decided_at integer NOT NULL, acts_at integer NOT NULL, PRIMARY KEY (member_id, purpose, channel))`,
  `CREATE TABLE IF NOT EXISTS history (id text PRIMARY KEY, member_id text NOT NULL REFERENCES members(id), title text NOT NULL,
    details text NOT NULL, recorded_at integer NOT NULL)`,
  'CREATE TABLE IF NOT EXISTS deliveries (key text PRIMARY KEY, report text NOT NULL, delivered_at integer NOT NULL)',
]

/** Makes the tables and, the first time, puts the sample people on the lists. */
export function fillTool(database: SyncDatabase, members: readonly Member[], now: Date): void {
  atomically(database, () => {
    for (const statement of tables) database.exec(statement)
    // After an erasure nobody may come back at the next start, so the deliveries count too.
    if (database.prepare('SELECT id FROM members UNION SELECT key FROM deliveries').get()) return
    for (const { id, knownBy, name, granted, history } of members) {
      insertRows(database, 'members', ['id', 'known_by', 'name'], [[id, knownBy, name]])
      const since = now.getTime() - 400 * DAY_MS
      const rows = granted.map(([purpose, channel]) => [id, purpose, channel, 'granted', 'granted', since, since])
      insertRows(database, 'memberships', ['member_id', 'purpose', 'channel', 'state', 'wanted', 'decided_at', 'acts_at'], rows)
      const entries = history.map(({ title, values, daysAgo }, index) => [
        `${id}-${String(index + 1).padStart(4, '0')}`,
        id,
        title,
        JSON.stringify(values),
        now.getTime() - daysAgo * DAY_MS,
      ])
      insertRows(database, 'history', ['id', 'member_id', 'title', 'details', 'recorded_at'], entries)
    }
  })
}
