import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { replayLedger } from '#server/modules/erasures/index.ts'
import { requestExport } from '#server/modules/exports/index.ts'
import { backUp } from '#tests/support/database-backup.ts'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import { type ErasuresRig, openErasures } from './erasures.fixture.ts'
import { sweepErasures } from './erasures.sweep.ts'
import { sweepExports } from './exports.sweep.ts'

describe.each(engines)('a restore of an old backup on $name', (engine) => {
  let opened: OpenDatabase
  let rig: ErasuresRig

  beforeAll(async () => {
    opened = await engine.open()
  })
  afterAll(() => opened.close())
  beforeEach(async () => {
    rig = await openErasures(opened)
  })

  const afterGrace = () => rig.ports.clock.set(new Date('2026-03-16T23:00:00Z'))
  const account = () => opened.database.selectFrom('accounts').selectAll().where('id', '=', rig.ida.id).executeTakeFirst()
  const erasure = (id: string) => opened.database.selectFrom('erasures').selectAll().where('id', '=', id).executeTakeFirst()
  const keysOf = async (table: 'sessions' | 'known_devices') =>
    (await opened.database.selectFrom(table).select('account_id').where('account_id', '=', rig.ida.id).execute()).length
  const mails = () => opened.database.selectFrom('outbox').select('template').where('to_address', '=', rig.ida.email).execute()

  it('erases an erased person again before the first request, at the sources too, with the keys that the ledger kept', async () => {
    const restore = await backUp(opened.database)
    const id = await rig.requested(rig.ida)
    afterGrace()
    await sweepErasures(rig.ports)
    const certificate = (await erasure(id))?.certificate
    await restore()
    rig.mail.forgetsItsReports()
    const back = await account()

    const forgotten = await replayLedger(rig.ports)

    expect([back?.email, forgotten]).toEqual([rig.ida.email, 1])
    expect(await account()).toMatchObject({ email: `erased:${rig.ida.id}`, password_hash: null, closed_at: expect.any(Number) })
    expect([await keysOf('sessions'), await keysOf('known_devices')]).toEqual([0, 0])
    const order = { key: `${id}:mail`, subject: rig.ida.email }
    expect(rig.mail.erased).toMatchObject([order, order])
    expect(rig.news.erased).toHaveLength(1)
    expect(await erasure(id)).toMatchObject({ status: 'done', certificate })
    expect(await mails()).toEqual([])
  })

  it('destroys the copies that came back with it', async () => {
    await requestExport(rig.ports, { id: crypto.randomUUID(), accountId: rig.ida.id })
    await sweepExports(rig.ports)
    const restore = await backUp(opened.database)
    await rig.requested(rig.ida)
    afterGrace()
    await sweepErasures(rig.ports)
    await restore()

    await replayLedger(rig.ports)

    const copies = await opened.database.selectFrom('exports').select('status').where('account_id', '=', rig.ida.id).execute()
    expect(copies).toEqual([{ status: 'expired' }])
  })

  it('does not hold up the start for a dead source: the account is closed, the source is told when it is back', async () => {
    const restore = await backUp(opened.database)
    const id = await rig.requested(rig.ida)
    afterGrace()
    await sweepErasures(rig.ports)
    await restore()
    rig.news.isDown = true
    await replayLedger(rig.ports)
    const meanwhile = [(await account())?.password_hash, (await erasure(id))?.status]
    const again = await replayLedger(rig.ports)
    rig.news.isDown = false
    rig.ports.clock.advance({ minutes: 2 })
    await sweepErasures(rig.ports)

    expect(meanwhile).toEqual([null, 'executing'])
    expect(again).toBe(0)
    expect((await erasure(id))?.status).toBe('done')
  })

  it('takes up a deletion that had begun, and the person hears of its end once', async () => {
    const restore = await backUp(opened.database)
    const id = await rig.requested(rig.ida)
    afterGrace()
    rig.news.isDown = true
    await sweepErasures(rig.ports)
    await restore()
    rig.news.isDown = false

    await replayLedger(rig.ports)

    expect(await erasure(id)).toMatchObject({ status: 'done', certificate: expect.any(String) })
    expect((await account())?.closed_at).toEqual(expect.any(Number))
    expect(await mails()).toEqual([{ template: 'erasure-done' }])
  })

  it('keeps the proof of a deletion whose account is younger than the backup', async () => {
    const restore = await backUp(opened.database)
    const mona = await rig.account('mona')
    const id = await rig.requested(mona)
    afterGrace()
    await sweepErasures(rig.ports)
    await restore()

    await replayLedger(rig.ports)

    expect(await erasure(id)).toMatchObject({ status: 'done', account_id: mona.id, certificate: expect.any(String) })
    expect(rig.mail.erased.map(({ subject }) => subject)).toEqual([mona.email])
  })

  it('leaves alone whom the ledger does not name, and a second start finds nothing to do', async () => {
    const restore = await backUp(opened.database)
    await rig.requested(rig.ida)
    afterGrace()
    await sweepErasures(rig.ports)
    await restore()

    const starts = [await replayLedger(rig.ports), await replayLedger(rig.ports)]

    const jonas = await opened.database.selectFrom('accounts').select('email').where('id', '=', rig.jonas.id).executeTakeFirst()
    expect(starts).toEqual([1, 0])
    expect(jonas?.email).toBe(rig.jonas.email)
  })

  it('finds in the ledger what a kill kept out of it', async () => {
    const id = await rig.requested(rig.ida)
    afterGrace()
    await sweepErasures({ ...rig.ports, ledger: { ...rig.ports.ledger, write: async () => undefined } })
    const before = (await rig.ports.ledger.stages()).get(id)
    await replayLedger(rig.ports)

    expect([before, (await rig.ports.ledger.stages()).get(id)]).toEqual([undefined, 'done'])
  })

  it('tells no source to erase before the ledger has taken the deletion down', async () => {
    await rig.requested(rig.ida)
    afterGrace()
    const full = async () => {
      throw new Error('no space left on device')
    }
    await sweepErasures({ ...rig.ports, ledger: { ...rig.ports.ledger, write: full } })

    expect([rig.mail.erased, rig.news.erased]).toEqual([[], []])
  })

  describe('of one source alone', () => {
    const replay = (source?: string) => rig.replay(source)
    const events = () =>
      opened.database
        .selectFrom('events')
        .select('facts')
        .where('kind', '=', 'erasure/told-again')
        .where('about', 'in', [ids[0], ids[1]])
        .execute()
    let ids: [string, string]

    beforeEach(async () => {
      ids = [await rig.requested(rig.ida), await rig.requested(rig.jonas)]
      afterGrace()
      await sweepErasures(rig.ports)
    })

    it('tells that source again of every deletion, with keys it has not seen, and no other source; certificates stand', async () => {
      const certificates = [(await erasure(ids[0]))?.certificate, (await erasure(ids[1]))?.certificate]

      const answer = await replay('mail')
      await sweepErasures(rig.ports)

      expect(answer).toEqual({ sources: ['mail'], deletions: 2, busy: 0 })
      expect(rig.mail.erased.map(({ key }) => key).sort()).toEqual(ids.flatMap((id) => [`${id}:mail`, `${id}:mail:1`]).sort())
      expect(rig.news.erased).toHaveLength(2)
      expect([await erasure(ids[0]), await erasure(ids[1])]).toMatchObject(
        certificates.map((certificate) => ({ status: 'done', certificate })),
      )
      expect((await events()).map(({ facts }) => facts)).toEqual(['{"source":"mail"}', '{"source":"mail"}'])
    })

    it('tells all of them where none is named, and goes on until a dead one is back', async () => {
      rig.news.isDown = true

      const answer = await replay()
      await sweepErasures(rig.ports)
      const meanwhile = (await erasure(ids[0]))?.status
      rig.news.isDown = false
      rig.ports.clock.advance({ minutes: 2 })
      await sweepErasures(rig.ports)

      expect([answer.sources, meanwhile, (await erasure(ids[0]))?.status]).toEqual([['mail', 'news'], 'executing', 'done'])
      expect([rig.mail.erased.length, rig.news.erased.length]).toEqual([4, 4])
    })

    it('leaves a deletion alone on which somebody is at work, and says so', async () => {
      const lease_until = rig.ports.clock.now().getTime() + 1
      await opened.database.updateTable('erasures').set({ lease_owner: 'x', lease_until }).where('id', '=', ids[0]).execute()

      expect(await replay('mail')).toEqual({ sources: ['mail'], deletions: 1, busy: 1 })
    })

    it('refuses a name that is not connected, and changes nothing', async () => {
      await expect(replay('gone')).rejects.toMatchObject({ code: 'source/not-connected' })
      await sweepErasures(rig.ports)

      expect(rig.mail.erased).toHaveLength(2)
    })
  })
})
