import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ed25519Signer } from '#server/adapters/ed25519-signer.ts'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import { type TestPorts, testPorts } from '#tests/support/ports.ts'
import { sealCheckpoint } from './checkpoints.ts'
import { commit } from './commit.ts'
import { verifyChain } from './verify-chain.ts'

let opened: OpenDatabase
let ports: TestPorts
afterEach(() => opened.close())

describe.each(engines)('the chain of events, on $name', ({ open }) => {
  beforeEach(async () => {
    opened = await open()
    ports = testPorts(opened.database)
    await recorded('a', 'b', 'c')
    await recorded('d')
    await sealCheckpoint(ports)
    await recorded('e', 'f')
  })

  it('is intact as long as nobody touches it', async () => {
    const verdict = await verifyChain(ports)

    expect(verdict).toEqual({ intact: true, events: 6, batches: 3, checkpoints: 1 })
  })

  it('is one per process', async () => {
    const other = testPorts(opened.database, { settings: { ...ports.settings, process: 'other' }, random: ports.random })
    await commit(other, async (_trx, record) => record({ kind: 'thing/changed', subject: 'operator', about: 'x' }))

    const verdict = await verifyChain(ports)

    expect(verdict).toMatchObject({ intact: true, events: 7, batches: 4 })
  })

  it.each([{ kind: 'thing/praised' }, { subject: 'account:1' }, { facts: '{"to":"no"}' }, { occurred_at: 1 }])(
    'names the event whose columns were changed: %j',
    async (change) => {
      const { id } = await event('b')
      await opened.database.updateTable('events').set(change).where('id', '=', id).execute()

      const verdict = await verifyChain(ports)

      expect(verdict).toEqual({ intact: false, reason: 'event-changed', process: 'test', sequence: 1, eventId: id, checkpointId: null })
    },
  )

  it('shows a change whose hash was changed along with it', async () => {
    await opened.database
      .updateTable('batches')
      .set({ root: 'f'.repeat(64) })
      .where('sequence', '=', 2)
      .execute()

    const verdict = await verifyChain(ports)

    expect(verdict).toMatchObject({ intact: false, reason: 'batch-changed', sequence: 2 })
  })

  it.each(['a', 'b', 'c'])('shows that an event is gone: %s', async (about) => {
    const { id } = await event(about)
    await opened.database.deleteFrom('events').where('id', '=', id).execute()

    const verdict = await verifyChain(ports)

    expect(verdict).toMatchObject({ intact: false, reason: 'event-missing', sequence: 1 })
  })

  it('shows an event that was slipped in', async () => {
    const { batch_id, ...rest } = await event('d')
    const id = ports.random.id()
    await opened.database
      .insertInto('events')
      .values({ ...rest, batch_id, id, position: 1 })
      .execute()

    const verdict = await verifyChain(ports)

    expect(verdict).toMatchObject({ intact: false, reason: 'event-added', sequence: 2, eventId: id })
  })

  it('shows that a batch in the middle is gone', async () => {
    await removeBatch(2)

    const verdict = await verifyChain(ports)

    expect(verdict).toMatchObject({ intact: false, reason: 'batch-missing', sequence: 2 })
  })

  it('shows that batches were cut off at the end, once a checkpoint has sealed them', async () => {
    await removeBatch(3)
    await removeBatch(2)

    const verdict = await verifyChain(ports)

    expect(verdict).toMatchObject({ intact: false, reason: 'checkpoint-contradicted', process: 'test', sequence: 2 })
  })

  it.each([{ at: 5 }, { signature: 'AAAA' }, { heads: '[]' }])('shows a checkpoint that was changed: %j', async (change) => {
    await opened.database.updateTable('checkpoints').set(change).execute()

    const verdict = await verifyChain(ports)

    expect(verdict).toMatchObject({ intact: false, reason: 'checkpoint-forged' })
  })

  it('does not believe a checkpoint signed with a stranger’s key', async () => {
    ports.clock.advance({ minutes: 1 })
    await sealCheckpoint({ ...ports, signer: ed25519Signer(Buffer.alloc(32, 99)) })

    const verdict = await verifyChain(ports)

    expect(verdict).toMatchObject({ intact: false, reason: 'checkpoint-forged' })
  })
})

function recorded(...abouts: string[]): Promise<void> {
  return commit(ports, async (_trx, record) => {
    abouts.map((about) => record({ kind: 'thing/changed', subject: 'operator', about, facts: { to: 'yes' } }))
  })
}

function event(about: string) {
  return opened.database.selectFrom('events').selectAll().where('about', '=', about).executeTakeFirstOrThrow()
}

async function removeBatch(sequence: number): Promise<void> {
  const { id } = await opened.database.selectFrom('batches').select('id').where('sequence', '=', sequence).executeTakeFirstOrThrow()
  await opened.database.deleteFrom('events').where('batch_id', '=', id).execute()
  await opened.database.deleteFrom('batches').where('id', '=', id).execute()
}
