import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { requestExport } from '#server/modules/exports/index.ts'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import { type ErasuresRig, openErasures } from './erasures.fixture.ts'
import { sweepErasures } from './erasures.sweep.ts'
import { sweepExports } from './exports.sweep.ts'
import { dyingAt } from './personal-data.fixture.ts'

/** More than the flow has; a case beyond its end is an unbroken run. */
const TOUCHES = 90

describe.each(engines)('deletions whose worker dies on $name', (engine) => {
  let opened: OpenDatabase
  let rig: ErasuresRig

  beforeAll(async () => {
    opened = await engine.open()
  })
  afterAll(() => opened.close())
  beforeEach(async () => {
    rig = await openErasures(opened)
    await requestExport(rig.ports, { id: crypto.randomUUID(), accountId: rig.ida.id })
    await sweepExports(rig.ports)
  })

  it('touch the outside fewer times than the kill test has cases', async () => {
    await rig.requested(rig.ida)
    rig.ports.clock.advance({ days: 10 })
    rig.ports.clock.set(new Date('2026-03-16T23:00:00Z'))
    const whole = dyingAt(Number.POSITIVE_INFINITY, rig.ports)
    await sweepErasures(whole.ports)

    expect(await rig.current(rig.ida)).toEqual({ erasure: null })
    expect(whole.touches()).toBeLessThan(TOUCHES)
  })

  it.each(Array.from({ length: TOUCHES }, (_, at) => at + 1))('end alike when it dies at touch %i', async (touch) => {
    const id = await rig.requested(rig.ida)
    rig.ports.clock.set(new Date('2026-03-16T23:00:00Z'))
    await sweepErasures(dyingAt(touch, rig.ports).ports).catch((error: unknown) => error)
    rig.ports.clock.advance({ minutes: 2 })
    await sweepErasures(rig.ports)

    const { database } = opened
    const row = await database.selectFrom('erasures').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const { document } = JSON.parse(row.certificate ?? '{}')
    expect(row).toMatchObject({ status: 'done', lease_owner: null, next_attempt_at: null })
    expect(counts(document.sources)).toEqual([[5, 2], [3], [1, 1, 0, 1, 1, 1, 1, 0]])
    expect([rig.mail.erased.length, rig.news.erased.length]).toEqual([1, 1])
    expect(rig.blobs.names()).toEqual([])
    const mails = await database.selectFrom('outbox').select('template').where('to_address', '=', rig.ida.email).execute()
    expect(mails).toEqual([{ template: 'erasure-done' }])
    const events = await database.selectFrom('events').select('kind').where('about', '=', id).execute()
    expect(events.map(({ kind }) => kind).sort()).toEqual([
      'erasure/begun',
      'erasure/done',
      'erasure/requested',
      'erasure/source-done',
      'erasure/source-done',
    ])
  })
})

function counts(sources: { collections: { count: number }[] }[]): number[][] {
  return sources.map(({ collections }) => collections.map(({ count }) => count))
}
