import { describe } from 'vitest'
import { createSampleSystems } from '#examples/acme/systems/sample-systems.ts'
import { insertRows } from '#examples/acme/systems/sync-database.ts'
import type { Source } from '#server/ports/source.ts'
import { movableClock, seededRandom } from '#tests/support/ports.ts'
import { type Rig, sourceSpecification } from '../sources/source.specification.ts'
import { readSourceFiles } from '../sources/sources.rig.ts'
import { pageSources } from './page-sources.ts'
import { loadPageSqlite, type PageSqlite } from './page-sqlite.ts'

interface Databases {
  mailPlatform: PageSqlite
  newsletter: PageSqlite
  audience: PageSqlite
}

const behaviour = { newsletter: { confirmAfterMs: 2_000 }, audience: { confirmAfterMs: 2_000 } }

async function rigOf(id: string, collection: string, add: (databases: Databases, at: number) => void): Promise<Rig> {
  const clock = movableClock(new Date('2026-12-09T09:41:00Z'))
  const random = seededRandom(clock, 'sources')
  const open = await loadPageSqlite()
  const databases = { mailPlatform: open(), newsletter: open(), audience: open() }
  const { fetch } = createSampleSystems(databases, { now: clock.now, behaviour, volume: { events: 400, suppressions: 9 } })
  const files = await readSourceFiles()
  const living = { databases: { 'acme/mail-platform.sqlite': databases.mailPlatform.forKysely() }, fetch }
  const gone = { databases: {}, fetch: async () => new Response(null, { status: 503 }) }
  const sources = pageSources(files, { systems: living, clock, random })
  const dead = pageSources(files, { systems: gone, clock, random })
  let added = 0
  return {
    source: sources.get(id) as Source,
    dead: dead.get(id) as Source,
    collection,
    addRecord: async () => {
      added += 1
      add(databases, clock.now().getTime() + added)
    },
    settle: () => clock.advance({ milliseconds: 2_001 }),
    now: () => clock.now(),
    close: async () => {
      await Promise.all([sources.close(), dead.close()])
      databases.newsletter.close()
      databases.audience.close()
    },
  }
}

describe('the sample systems in a page', () => {
  sourceSpecification('SQL in a page', () =>
    rigOf('mail-platform', 'message-events', ({ mailPlatform }, at) => {
      const columns = ['id', 'account_id', 'sender', 'recipient', 'subject', 'status', 'address', 'bytes', 'occurred_at']
      const row = [`new-${at}`, 'a-4e19c7', 'ida@lindqvist.example', 'anna@orrefors.example', 'New', 'delivered', '198.51.100.24', 900, at]
      insertRows(mailPlatform, 'message_events', columns, [row])
    }),
  )

  sourceSpecification('signed HTTP in a page', () =>
    rigOf('newsletter', 'issues', ({ newsletter }, at) => {
      const row = [`n-1041-${at}`, 'n-1041', 'New', '{"subject":"New","opened":"not opened"}', at]
      insertRows(newsletter, 'history', ['id', 'member_id', 'title', 'details', 'recorded_at'], [row])
    }),
  )
})
