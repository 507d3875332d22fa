import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sweepCheckpoints } from '#server/work/checkpoint.sweep.ts'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import { type TestPorts, testPorts } from '#tests/support/ports.ts'
import { auditEndpoints } from './audit.routes.ts'
import { latestCheckpoint, sealCheckpoint } from './checkpoints.ts'
import { commit } from './commit.ts'
import { isSignedBy } from './verify-chain.ts'

let opened: OpenDatabase
let ports: TestPorts
afterEach(() => opened.close())

describe.each(engines)('checkpoints, on $name', ({ open }) => {
  beforeEach(async () => {
    opened = await open()
    ports = testPorts(opened.database)
  })

  it('are not made before anything was recorded, and the address says that there is none', async () => {
    const worked = await sweepCheckpoints(ports)

    expect(worked).toBe(0)
    await expect(answer()).rejects.toMatchObject({ code: 'request/not-found' })
  })

  it('hold the newest root of every process, signed so that anyone can check', async () => {
    await recorded('test')
    await recorded('other')
    await recorded('test')

    await sealCheckpoint(ports)

    const checkpoint = await latestCheckpoint(opened.database)
    expect(checkpoint?.heads.map(({ process, sequence }) => [process, sequence])).toEqual([
      ['other', 1],
      ['test', 2],
    ])
    expect(checkpoint && (await isSignedBy(checkpoint))).toBe(true)
    expect(await answer()).toEqual(checkpoint)
  })

  it('are made again when the newest nears a minute of age, and not earlier', async () => {
    await recorded('test')
    await sweepCheckpoints(ports)
    ports.clock.advance({ milliseconds: 44_999 })
    const early = await sweepCheckpoints(ports)
    ports.clock.advance({ milliseconds: 1 })

    const due = await sweepCheckpoints(ports)

    expect([early, due]).toEqual([0, 1])
  })

  it('carry on the heads of processes that have long been silent', async () => {
    await recorded('silent')
    await sealed()
    ports.clock.advance({ days: 400 })
    await recorded('test')
    await sealed()
    await recorded('test')

    const newest = await sealed()

    expect(newest?.heads.map(({ process, sequence }) => [process, sequence])).toEqual([
      ['silent', 1],
      ['test', 2],
    ])
  })

  it('that repeat the same heads leave the first and the newest', async () => {
    await recorded('test')
    const first = await sealed()
    await sealed()
    await sealed()
    const newest = await sealed()

    const kept = await opened.database.selectFrom('checkpoints').select('id').orderBy('at').execute()

    expect(kept.map((row) => row.id)).toEqual([first?.id, newest?.id])
  })
})

async function sealed() {
  const checkpoint = await sealCheckpoint(ports)
  ports.clock.advance({ minutes: 1 })
  return checkpoint
}

function recorded(process: string): Promise<void> {
  const its = { ...ports, settings: { ...ports.settings, process } }
  return commit(its, async (_trx, record) => record({ kind: 'thing/changed', subject: 'operator', about: 'x' }))
}

function answer() {
  const [endpoint] = auditEndpoints(ports)
  return endpoint?.handle({ params: {}, query: {}, body: undefined }, {} as never)
}
