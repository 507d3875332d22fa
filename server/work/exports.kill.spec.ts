import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import { bytesOf, type CopiesRig, newId, openCopies } from './exports.fixture.ts'
import { sweepExports } from './exports.sweep.ts'
import { dyingAt, unzipped } from './personal-data.fixture.ts'
import { sweepRetention } from './retention.sweep.ts'

/** More than the flow has; a case beyond its end is an unbroken run. */
const TOUCHES = 84

describe.each(engines)('copies whose maker dies on $name', (engine) => {
  let opened: OpenDatabase
  let rig: CopiesRig

  beforeAll(async () => {
    opened = await engine.open()
  })
  afterAll(() => opened.close())
  beforeEach(async () => {
    rig = await openCopies(opened)
  })

  it('touch the outside fewer times than the kill test has cases', async () => {
    const id = newId()
    await rig.call('request', rig.ida, id)
    const whole = dyingAt(Number.POSITIVE_INFINITY, rig.ports)
    await sweepExports(whole.ports)

    expect(await rig.show(id)).toMatchObject({ status: 'ready' })
    expect(whole.touches()).toBeLessThan(TOUCHES)
  })

  it.each(Array.from({ length: TOUCHES }, (_, at) => at + 1))('end alike when the process dies at touch %i', async (touch) => {
    const id = newId()
    await rig.call('request', rig.ida, id)
    await sweepExports(dyingAt(touch, rig.ports).ports).catch((error: unknown) => error)
    rig.ports.clock.advance({ minutes: 2 })
    await sweepExports(rig.ports)
    await sweepExports(rig.ports)
    const files = unzipped(await bytesOf(await rig.download(id)))

    expect(await rig.show(id)).toMatchObject({ status: 'ready', parts: [{ records: 232 }, { records: 3 }, { records: 2 }] })
    expect(JSON.parse(files.get('manifest.json') ?? '').document.gaps).toEqual([])
    expect(await opened.database.selectFrom('outbox').select('id').where('account_id', '=', rig.ida).execute()).toHaveLength(1)
    rig.ports.clock.advance({ days: 15 })
    await sweepRetention(rig.ports)
    expect(rig.blobs.names()).toEqual([])
  })
})
