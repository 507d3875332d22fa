import { join } from 'node:path'
import { describe } from 'vitest'
import { openDatabase } from '#examples/acme/systems/open-database.ts'
import { insertRows } from '#examples/acme/systems/sync-database.ts'
import type { Source } from '#server/ports/source.ts'
import { type Rig, sourceSpecification } from './source.specification.ts'
import { openSampleSources, type SampleSources } from './sources.rig.ts'

function rigOf(sample: SampleSources, id: string, rest: Pick<Rig, 'collection' | 'addRecord'>): Rig {
  return {
    source: sample.sources.get(id) as Source,
    dead: sample.dead.get(id) as Source,
    settle: () => sample.clock.advance({ milliseconds: 2_001 }),
    now: () => sample.clock.now(),
    close: () => sample.close(),
    ...rest,
  }
}

describe('the sample systems', () => {
  sourceSpecification('SQL', async () => {
    const sample = await openSampleSources()
    let added = 0
    const addRecord = async () => {
      added += 1
      const at = sample.clock.now().getTime() + added
      insertRows(
        sample.systems.mailPlatform.database,
        'message_events',
        ['id', 'account_id', 'sender', 'recipient', 'subject', 'status', 'address', 'bytes', 'occurred_at'],
        [[`new-${added}`, 'a-4e19c7', 'ida@lindqvist.example', 'anna@orrefors.example', 'New', 'delivered', '198.51.100.24', 900, at]],
      )
    }
    return rigOf(sample, 'mail-platform', { collection: 'message-events', addRecord })
  })

  sourceSpecification('signed HTTP', async () => {
    const sample = await openSampleSources()
    let added = 0
    const addRecord = async () => {
      added += 1
      const database = openDatabase(join(sample.folder, 'acme', 'newsletter.sqlite'))
      const row = [`n-1041-new-${added}`, 'n-1041', 'New', '{"subject":"New","opened":"not opened"}', sample.clock.now().getTime() + added]
      insertRows(database, 'history', ['id', 'member_id', 'title', 'details', 'recorded_at'], [row])
      database.close()
    }
    return rigOf(sample, 'newsletter', { collection: 'issues', addRecord })
  })
})
