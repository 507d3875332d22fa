import { tables } from './mail-platform.schema.ts'
import * as words from './mail-platform.words.ts'
import { ida, jonas, type SamplePerson } from './sample-people.ts'
import { between, hexFrom, pick, seededRandom } from './seeded-random.ts'
import type { SqlValue } from './sync-database.ts'

export type Row = readonly SqlValue[]
/** Rows per table, columns in the order of `tables`. */
export type Seed = Record<string, Row[]>

const MINUTE = 60_000
const DAY = 86_400_000
const YEAR = 365 * DAY

/** How much the platform holds about a person. */
export interface Volume {
  events: number
  suppressions: number
  activity: number
  invoices: number
  conversations: number
  pageViews: number
}

export const idasVolume: Volume = { events: 12_000, suppressions: 318, activity: 146, invoices: 41, conversations: 27, pageViews: 11 }
export const jonasVolume: Volume = { events: 140, suppressions: 3, activity: 5, invoices: 4, conversations: 2, pageViews: 2 }

/** Everything the platform holds at the given moment about Ida and Jonas; the same seed gives the same rows. */
export function seedRows(now: Date, seed: number, idas: Partial<Volume> = {}): Seed {
  const rows: Seed = Object.fromEntries(Object.keys(tables).map((table) => [table, []]))
  addPerson(rows, ida, { ...idasVolume, ...idas }, now.getTime(), seededRandom(seed))
  addPerson(rows, jonas, jonasVolume, now.getTime(), seededRandom(seed + 1))
  return rows
}

function addPerson(rows: Seed, person: SamplePerson, volume: Volume, now: number, random: () => number): void {
  const { accountId, domain } = person
  let serial = 0
  const add = (table: string, prefix: string, values: Row) => {
    serial += 1
    const id = `${prefix}-${accountId.slice(2)}-${String(serial).padStart(6, '0')}`
    rows[table]?.push([id, accountId, ...values])
  }
  const ago = (least: number, most: number) => Math.floor(now - least - random() * (most - least))

  rows.accounts?.push([accountId, person.email, person.name, person.company, person.phone, 'Studio', now - 2 * YEAR])
  words.profile.forEach(([name, value], index) => {
    const own = person === ida ? value : value.replaceAll('indqvist', 'ergman').replaceAll('ida@', 'jonas@')
    add('profile_entries', 'prf', [name, own, now - 2 * YEAR + index * 11 * DAY])
  })
  words.credentials.forEach(([kind, label], index) => {
    const used = new Date(ago(MINUTE, 90 * DAY)).toISOString().slice(0, 10)
    add('credentials', 'crd', [kind, person === ida ? label : label.replaceAll('lindqvist', 'bergman'), used, now - YEAR + index * 9 * DAY])
  })
  for (const [purpose, channel, state] of words.preferences) add('marketing_preferences', 'mkt', [purpose, channel, state, now - 400 * DAY])
  addMessages(add, volume.events, { now, random, domain })
  for (let n = 0; n < volume.suppressions; n += 1)
    add('suppressions', 'sup', [`${hexFrom(random, 8)}@post.example`, pick(random, words.reasons), ago(DAY, 2 * YEAR)])
  for (let n = 0; n < volume.activity; n += 1)
    add('recipient_activity', 'act', [hexFrom(random, 64), pick(random, words.activities), ago(DAY, 360 * DAY)])
  for (let n = 0; n < volume.invoices; n += 1) {
    const issued = now - 12 * DAY - n * 30 * DAY
    add('invoices', 'inv', [
      `${new Date(issued).getUTCFullYear()}-${10_400 - n}`,
      'Studio',
      `${between(random, 19, 64)}.00 EUR`,
      'by card',
      issued,
    ])
  }
  for (let n = 0; n < volume.conversations; n += 1) {
    const [subject, message] = pick(random, words.tickets)
    add('support_conversations', 'tkt', [String(48_211 - n * 17), subject, message, ago(DAY, 330 * DAY)])
  }
  for (let n = 0; n < volume.pageViews; n += 1)
    add('page_views', 'web', [pick(random, words.pages), pick(random, words.browsers), pick(random, words.places), ago(MINUTE, 300 * DAY)])
}

type Add = (table: string, prefix: string, values: Row) => void

/** Messages of the last 30 days: each leaves one to three events, and its text while it is younger than 7 days. */
function addMessages(add: Add, events: number, { now, random, domain }: { now: number; random: () => number; domain: string }): void {
  const senders = [`ida@${domain}`, `order@${domain}`, `hello@${domain}`]
  let left = events
  while (left > 0) {
    const accepted = Math.floor(now - MINUTE - random() * (30 * DAY - 30 * MINUTE))
    const steps = Math.min(left, random() < 0.6 ? 1 : random() < 0.875 ? 2 : 3)
    const sender = pick(random, senders)
    const recipient = pick(random, words.correspondents)
    const subject = `${random() < 0.7 ? `Order ${between(random, 1_100, 2_400)}, ` : 'Re: '}${pick(random, words.subjects)}`
    const bytes = between(random, 900, 86_000)
    for (let step = 0; step < steps; step += 1) {
      const at = Math.min(now, accepted + step * between(random, 2_000, 9 * MINUTE))
      add('message_events', 'evt', [sender, recipient, subject, statusOf(step, steps, random), pick(random, words.addresses), bytes, at])
    }
    if (now - accepted < 7 * DAY) add('message_bodies', 'msg', [sender, recipient, subject, pick(random, words.bodies), bytes, accepted])
    left -= steps
  }
}

function statusOf(step: number, steps: number, random: () => number): string {
  if (steps === 1) return random() < 0.04 ? 'failed' : 'delivered'
  if (step === 0) return 'accepted'
  if (step === 1) return 'delivered'
  return 'opened'
}
