import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import { bytesOf, type CopiesRig, newId, openCopies } from './exports.fixture.ts'
import { sweepExports } from './exports.sweep.ts'
import { sweepRetention } from './retention.sweep.ts'

describe.each(engines)('downloads of copies on $name', (engine) => {
  let opened: OpenDatabase
  let rig: CopiesRig

  beforeAll(async () => {
    opened = await engine.open()
  })
  afterAll(() => opened.close())
  beforeEach(async () => {
    rig = await openCopies(opened)
  })

  it('are nobody else’s to see or to take', async () => {
    const id = await rig.ready()

    await expect(rig.call('get', rig.jonas, id)).rejects.toMatchObject({ code: 'request/not-found' })
    await expect(rig.call('file', rig.jonas, id)).rejects.toMatchObject({ code: 'request/not-found' })
    await expect(rig.call('file', rig.jonas, newId())).rejects.toMatchObject({ code: 'request/not-found' })
    expect(await rig.call('list', rig.jonas)).toEqual({ exports: [] })
  })

  it('cannot be taken before they are ready', async () => {
    const id = newId()
    await rig.call('request', rig.ida, id)

    await expect(rig.download(id)).rejects.toMatchObject({ code: 'export/not-ready' })
    await sweepExports(rig.ports)
  })

  it.each([
    ['bytes=0-9', 206, 'bytes 0-9/', 10],
    ['bytes=-5', 206, 'bytes ', 5],
    ['bytes=1-1', 206, 'bytes 1-1/', 1],
  ])('answer a request for %s with that part', async (range, status, contentRange, length) => {
    const id = await rig.ready()
    const whole = await bytesOf(await rig.download(id))
    const part = await rig.download(id, { range })
    const bytes = await bytesOf(part)

    expect(part.status).toBe(status)
    expect(part.headers.get('content-range')).toContain(contentRange)
    expect(bytes).toHaveLength(length)
    expect(Buffer.from(whole).includes(Buffer.from(bytes))).toBe(true)
  })

  it('refuse a range outside the file and give all of it when it has changed', async () => {
    const id = await rig.ready()
    const outside = await rig.download(id, { range: 'bytes=99999999-' })
    const changed = await rig.download(id, { range: 'bytes=0-9', 'if-range': '"another"' })

    expect([outside.status, outside.headers.get('content-range')]).toEqual([416, expect.stringMatching(/^bytes \*\/\d+$/)])
    expect(changed.status).toBe(200)
  })

  it('stand in the access log and the chain of events with each download, and are not kept by caches', async () => {
    const id = await rig.ready()
    const answer = await rig.download(id)
    await rig.download(id, { range: 'bytes=0-9' })

    const log = await opened.database.selectFrom('access_log').selectAll().where('about', '=', id).execute()
    const events = await opened.database.selectFrom('events').select('kind').where('about', '=', id).orderBy('id').execute()
    expect(log.map(({ account_id, actor, action }) => [account_id, actor, action])).toEqual([
      [rig.ida, 'holder', 'export/downloaded'],
      [rig.ida, 'holder', 'export/downloaded'],
    ])
    expect(events.map(({ kind }) => kind).sort()).toEqual(['export/downloaded', 'export/downloaded', 'export/ready', 'export/requested'])
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="copy-2026-03-02.zip"')
  })

  it.each([
    [{ days: 14, milliseconds: -1 }, 'ready', 1],
    [{ days: 14 }, 'expired', 0],
  ])('last exactly 14 days: after %o they are %s', async (later, status, files) => {
    const id = await rig.ready()
    rig.ports.clock.advance(later)
    await sweepRetention(rig.ports)

    expect(await rig.show(id)).toMatchObject({ status })
    expect(rig.blobs.names()).toHaveLength(files)
  })

  it('are refused with the date once their days are over, even before anything was swept', async () => {
    const id = await rig.ready()
    rig.ports.clock.advance({ days: 14 })

    await expect(rig.download(id)).rejects.toMatchObject({ code: 'export/expired', facts: { expiredAt: '2026-03-16T09:00:00.000Z' } })
  })
})
