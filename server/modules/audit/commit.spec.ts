import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chainedRoot, merkleRoot } from '#domain/merkle.ts'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import { type TestPorts, testPorts } from '#tests/support/ports.ts'
import { commit } from './commit.ts'

let opened: OpenDatabase
let ports: TestPorts
afterEach(() => opened.close())

describe.each(engines)('recording what happened, on $name', ({ open }) => {
  beforeEach(async () => {
    opened = await open()
    ports = testPorts(opened.database)
  })

  it('writes the change, its events and their batch together', async () => {
    const answer = await commit(ports, async (trx, record) => {
      await trx.insertInto('settings').values({ name: 'changed', value: 'yes' }).execute()
      record({ kind: 'setting/changed', subject: 'operator', about: 'changed', facts: { to: 'yes' } })
      record({ kind: 'setting/seen', subject: 'operator', about: 'changed' })
      return 'done'
    })

    const events = await opened.database.selectFrom('events').selectAll().orderBy('position').execute()
    const [batch] = await batches()
    expect(answer).toBe('done')
    expect(events.map(({ kind, position, facts, occurred_at }) => ({ kind, position, facts, occurred_at }))).toEqual([
      { kind: 'setting/changed', position: 0, facts: '{"to":"yes"}', occurred_at: ports.clock.now().getTime() },
      { kind: 'setting/seen', position: 1, facts: '{}', occurred_at: ports.clock.now().getTime() },
    ])
    const root = await merkleRoot(
      events.map((event) => event.hash),
      ports.hasher.sha256,
    )
    expect(batch).toMatchObject({ process: 'test', sequence: 1, size: 2, root, previous: '' })
    expect(batch?.chained).toBe(await chainedRoot(null, root, ports.hasher.sha256))
  })

  it('writes neither when the change fails', async () => {
    const failing = commit(ports, async (trx, record) => {
      await trx.insertInto('settings').values({ name: 'half', value: '' }).execute()
      record({ kind: 'setting/changed', subject: 'operator', about: 'half' })
      throw new Error('stop')
    })

    await expect(failing).rejects.toThrow('stop')
    expect(await opened.database.selectFrom('settings').selectAll().execute()).toEqual([])
    expect(await batches()).toEqual([])
  })

  it('writes no batch when nothing was recorded', async () => {
    await commit(ports, async (trx) => {
      await trx.insertInto('settings').values({ name: 'quiet', value: '' }).execute()
    })

    expect(await batches()).toEqual([])
  })

  it('chains commits that were asked for at once in the order in which they are made, also after one that failed', async () => {
    const asked = ['a', 'b', 'fails', 'c'].map((about) =>
      commit(ports, async (_trx, record) => {
        if (about === 'fails') throw new Error('stop')
        record({ kind: 'setting/changed', subject: 'operator', about })
      }),
    )

    await Promise.allSettled(asked)

    const [first, second, third] = await batches()
    expect([first?.sequence, second?.sequence, third?.sequence]).toEqual([1, 2, 3])
    expect([second?.previous, third?.previous]).toEqual([first?.chained, second?.chained])
    const events = await opened.database.selectFrom('events').select('about').orderBy('id').execute()
    expect(events.map((event) => event.about)).toEqual(['a', 'b', 'c'])
  })

  it('takes thousands of events in one commit', async () => {
    await commit(ports, async (_trx, record) => {
      Array.from({ length: 2_500 }, (_, about) => record({ kind: 'setting/changed', subject: 'operator', about: String(about) }))
    })

    expect(await batches()).toMatchObject([{ size: 2_500 }])
  })

  it('continues the chain of a process after its restart', async () => {
    await changed('before')
    ports = testPorts(opened.database)
    ports.clock.advance({ minutes: 1 })
    ports = testPorts(opened.database, { clock: ports.clock })

    await changed('after')

    const [first, second] = await batches()
    expect(second).toMatchObject({ sequence: 2, previous: first?.chained })
  })
})

function changed(about: string): Promise<void> {
  return commit(ports, async (_trx, record) => record({ kind: 'setting/changed', subject: 'operator', about }))
}

function batches() {
  return opened.database.selectFrom('batches').selectAll().orderBy('sequence').execute()
}
