import { atomically, type SyncDatabase } from './sync-database.ts'

/** What an operation answers: a status and a JSON body. */
export interface Answer {
  status: number
  body: unknown
}

export interface Tool {
  database: SyncDatabase
  now: () => Date
  confirmAfterMs: number
  /** What the tool recognises an address by. */
  knownBy: (email: string) => Promise<string>
  /** Names of its two collections. */
  lists: string
  history: string
}

type Input = Record<string, unknown>
type Row = Record<string, unknown>

const ok = (body: unknown): Answer => ({ status: 200, body })
const unusable = (what: string): Answer => ({ status: 422, body: { error: what } })

/** The state a membership has now: a decision counts once the tool acts on it. */
const EFFECTIVE = 'CASE WHEN acts_at <= ? THEN wanted ELSE state END'

/** Every operation of a connected system, by its name in the address. */
export const operations: Record<string, (tool: Tool, input: Input) => Answer | Promise<Answer>> = {
  health: () => ok({ ok: true }),

  async identify({ database, knownBy }, { email }) {
    const row = database.prepare('SELECT id FROM members WHERE known_by = ?').get(await knownBy(String(email)))
    return ok({ subject: row ? { member: row.id } : null })
  },

  count(tool, input) {
    const member = memberOf(input)
    return ok({
      collections: [tool.lists, tool.history].map((collection) => {
        const entries = entriesOf(tool, member, collection)
        const days = new Map<string, number>()
        for (const { recordedAt } of entries) days.set(recordedAt.slice(0, 10), (days.get(recordedAt.slice(0, 10)) ?? 0) + 1)
        return { collection, total: entries.length, days: [...days].sort().map(([on, records]) => ({ on, records })) }
      }),
    })
  },

  access(tool, input) {
    const { collection, search = '', cursor, limit, recordedFrom, recordedBefore } = input
    if (collection !== tool.lists && collection !== tool.history) return unusable('collection')
    const position = cursor === undefined ? null : /^(\d{1,16})\.([\w-]{1,80})$/.exec(String(cursor))
    if (cursor !== undefined && !position) return unusable('cursor')
    const wanted = String(search).toLowerCase()
    const from = recordedFrom === undefined ? Number.NEGATIVE_INFINITY : Date.parse(String(recordedFrom))
    const before = recordedBefore === undefined ? Number.POSITIVE_INFINITY : Date.parse(String(recordedBefore))
    const entries = entriesOf(tool, memberOf(input), collection).filter(({ title, values, recordedAt }) => {
      const at = Date.parse(recordedAt)
      return at >= from && at < before && [title, ...Object.values(values)].some((text) => text.toLowerCase().includes(wanted))
    })
    const rest = position ? entries.filter((entry) => isAfter(entry, Number(position[1]), String(position[2]))) : entries
    const records = rest.slice(0, Number(limit))
    const last = rest.length > records.length ? records.at(-1) : undefined
    return ok({ records, total: entries.length, nextCursor: last ? `${Date.parse(last.recordedAt)}.${last.id}` : null })
  },

  plan(tool, input) {
    const member = memberOf(input)
    const collections = [tool.lists, tool.history].map((name) => planned(name, entriesOf(tool, member, name).length))
    return ok({ collections })
  },

  erase({ database, now, lists, history }, input) {
    const member = memberOf(input)
    return atomically(database, () => {
      const known = database.prepare('SELECT report FROM deliveries WHERE key = ?').get(String(input.key))
      if (known) return ok(JSON.parse(String(known.report)))
      const gone = (table: string) => Number(database.prepare(`DELETE FROM ${table} WHERE member_id = ?`).run(member).changes)
      const report = { collections: [planned(lists, gone('memberships')), planned(history, gone('history'))] }
      database.prepare('DELETE FROM members WHERE id = ?').run(member)
      deliver(database, String(input.key), report, now())
      return ok(report)
    })
  },

  consent({ database, now, confirmAfterMs }, input) {
    const { key, purpose, channel, state, decidedAt } = input
    const [at, decided] = [now().getTime(), Date.parse(String(decidedAt))]
    const member = memberOf(input)
    return atomically(database, () => {
      const accepted: Answer = { status: 202, body: { accepted: true } }
      if (database.prepare('SELECT key FROM deliveries WHERE key = ?').get(String(key))) return accepted
      if (!database.prepare('SELECT id FROM members WHERE id = ?').get(member)) return { status: 404, body: { error: 'member' } }
      database
        .prepare(
          `INSERT INTO memberships (member_id, purpose, channel, state, wanted, decided_at, acts_at) VALUES (?, ?, ?, 'denied', ?, ?, ?)
          ON CONFLICT (member_id, purpose, channel) DO UPDATE SET state = CASE WHEN acts_at <= ? THEN wanted ELSE state END,
          wanted = excluded.wanted, decided_at = excluded.decided_at, acts_at = excluded.acts_at WHERE excluded.decided_at >= decided_at`,
        )
        .run(member, String(purpose), String(channel), String(state), decided, at + confirmAfterMs, at)
      deliver(database, String(key), {}, now())
      return accepted
    })
  },

  verify({ database, now }, input) {
    const { purpose, channel, state, decidedAt } = input
    const row = database
      .prepare(
        'SELECT wanted, decided_at FROM memberships WHERE member_id = ? AND purpose = ? AND channel = ? AND acts_at <= ? AND decided_at >= ?',
      )
      .get(memberOf(input), String(purpose), String(channel), now().getTime(), Date.parse(String(decidedAt)))
    const isNewer = row !== undefined && Number(row.decided_at) > Date.parse(String(decidedAt))
    return ok({ acts: isNewer || row?.wanted === state })
  },
}

/** A person on a list. Who said "less often" stays on it and gets every other issue. */
export interface Listed {
  purpose: string
  name: string
  knownBy: string
  isLessOften: boolean
}

/** Everybody who is on a list now, for the tool's own page. */
export function onTheLists({ database, now }: Pick<Tool, 'database' | 'now'>): Listed[] {
  const rows: Row[] = database
    .prepare(
      `SELECT purpose, name, known_by, state FROM (SELECT purpose, member_id, ${EFFECTIVE} AS state FROM memberships)
      JOIN members ON members.id = member_id WHERE state IN ('granted', 'reduced') ORDER BY purpose, name`,
    )
    .all(now().getTime())
  return rows.map(({ purpose, name, known_by, state }) => ({
    purpose: String(purpose),
    name: String(name),
    knownBy: String(known_by),
    isLessOften: state === 'reduced',
  }))
}

interface Entry {
  id: string
  recordedAt: string
  title: string
  values: Record<string, string>
}

/** A member's entries, newest first, then by id downwards. */
function entriesOf({ database, now, lists }: Tool, member: string, collection: string): Entry[] {
  const rows: Row[] =
    collection === lists
      ? database
          .prepare(
            `SELECT purpose || '-' || channel AS id, purpose AS title, decided_at AS at, channel, ${EFFECTIVE} AS state FROM memberships
            WHERE member_id = ? ORDER BY decided_at DESC, purpose || '-' || channel DESC`,
          )
          .all(now().getTime(), member)
      : database
          .prepare('SELECT id, title, recorded_at AS at, details FROM history WHERE member_id = ? ORDER BY recorded_at DESC, id DESC')
          .all(member)
  return rows.map(({ id, title, at, details, channel, state }) => ({
    id: String(id),
    recordedAt: new Date(Number(at)).toISOString(),
    title: String(title),
    values: details === undefined ? { list: String(title), channel: String(channel), state: String(state) } : JSON.parse(String(details)),
  }))
}

const isAfter = ({ id, recordedAt }: Entry, at: number, cursorId: string) =>
  Date.parse(recordedAt) < at || (Date.parse(recordedAt) === at && id < cursorId)

const planned = (name: string, count: number) => ({ name, mode: 'erase', count, ground: null, until: null })

function deliver(database: SyncDatabase, key: string, report: unknown, now: Date): void {
  database.prepare('INSERT INTO deliveries (key, report, delivered_at) VALUES (?, ?, ?)').run(key, JSON.stringify(report), now.getTime())
}

function memberOf({ subject }: Input): string {
  const member = typeof subject === 'object' && subject !== null && 'member' in subject ? subject.member : undefined
  return typeof member === 'string' ? member : ''
}
