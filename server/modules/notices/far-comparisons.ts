import { problem } from '#contract/problems.ts'
import type { Database } from '#server/ports/database.ts'
import type { Compared } from './comparison-store.ts'

/** So many comparisons of far versions are remembered per database; each is a few hundred kilobytes at most. */
const REMEMBERED = 16
/** So many are made for one client within a clock minute; what is stored, remembered or under way costs nothing. */
const MADE_PER_MINUTE = 20
const MINUTE_MS = 60_000

interface Desk {
  remembered: Map<string, Compared>
  underWay: Map<string, Promise<Compared>>
  /** The clock minute that is counted in, and how many were made in it for each client. */
  minute: number
  made: Map<string, number>
}

// A published text never changes, so what was compared once stays true.
const desks = new WeakMap<Database, Desk>()

/** What is asked for: its name among all comparisons, for which client, when in epoch milliseconds, and how it is made. */
export interface FarComparison {
  key: string
  client: string
  now: number
  make(): Promise<Compared>
}

/**
 * A comparison that was not stored at publication: remembered, waited for together with whoever asks for the same, or made now.
 * @throws {ProblemError} request/too-many for a client that has many made, with the seconds until the next minute
 */
export function compareFar(database: Database, asked: FarComparison): Promise<Compared> {
  const desk = deskOf(database)
  const { key } = asked
  const known = desk.remembered.get(key)
  if (known) return Promise.resolve(remember(desk, key, known))
  const running = desk.underWay.get(key)
  if (running) return running
  count(desk, asked)
  const made = asked
    .make()
    .then((compared) => remember(desk, key, compared))
    .finally(() => desk.underWay.delete(key))
  desk.underWay.set(key, made)
  return made
}

function deskOf(database: Database): Desk {
  const desk = desks.get(database) ?? { remembered: new Map(), underWay: new Map(), minute: 0, made: new Map() }
  desks.set(database, desk)
  return desk
}

function count(desk: Desk, { client, now }: FarComparison): void {
  const minute = Math.floor(now / MINUTE_MS)
  if (minute !== desk.minute) {
    desk.minute = minute
    desk.made.clear()
  }
  const made = desk.made.get(client) ?? 0
  if (made >= MADE_PER_MINUTE) throw problem('request/too-many', { retryAfterSeconds: Math.ceil(((minute + 1) * MINUTE_MS - now) / 1000) })
  desk.made.set(client, made + 1)
}

function remember({ remembered }: Desk, key: string, compared: Compared): Compared {
  remembered.delete(key)
  remembered.set(key, compared)
  for (const oldest of [...remembered.keys()].slice(0, -REMEMBERED)) remembered.delete(oldest)
  return compared
}
