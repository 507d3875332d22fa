import { createPublicKey, verify } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { verifyReceipt } from '#domain/receipts.ts'
import { requestExport } from '#server/modules/exports/index.ts'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import { type ErasuresRig, openErasures } from './erasures.fixture.ts'
import { sweepErasures } from './erasures.sweep.ts'
import { sweepExports } from './exports.sweep.ts'

describe.each(engines)('deletions on $name', (engine) => {
  let opened: OpenDatabase
  let rig: ErasuresRig

  beforeAll(async () => {
    opened = await engine.open()
  })
  afterAll(() => opened.close())
  beforeEach(async () => {
    rig = await openErasures(opened)
  })

  const rowsOf = async (table: 'sessions' | 'known_devices' | 'account_links' | 'access_log', accountId: string) =>
    (await opened.database.selectFrom(table).select('account_id').where('account_id', '=', accountId).execute()).length
  const mailsTo = async (address: string) =>
    (
      await opened.database.selectFrom('outbox').selectAll().where('to_address', '=', address).orderBy('created_at').orderBy('id').execute()
    ).map(({ template, account_id, facts }) => ({ template, account_id, ...JSON.parse(facts) }) as Record<string, string | null>)
  const afterGrace = () => rig.ports.clock.set(new Date('2026-03-16T23:00:00Z'))

  it('show what goes, what stays, why and until when, with real counts', async () => {
    const plan = await rig.plan(rig.ida)

    expect(plan).toMatchObject({ graceDays: 14, executesAt: '2026-03-16T23:00:00.000Z', backupsUntil: '2026-04-16' })
    expect(
      plan.steps.map(({ source, collections }) => [source, collections.map(({ name, mode, count, until }) => [name, mode, count, until])]),
    ).toEqual([
      [
        'mail',
        [
          ['messages', 'erase', 5, null],
          ['invoices', 'keep', 2, '2033-12-31'],
        ],
      ],
      ['news', [['subscriptions', 'mask', 3, null]]],
      [
        'privacy-center',
        [
          ['account', 'mask', 1, null],
          ['decisions', 'keep', 1, '2029-03-17'],
          ['notice-decisions', 'keep', 0, '2029-03-17'],
          ['sign-ins', 'keep', 1, '2026-09-13'],
          ['sessions', 'erase', 1, null],
          ['known-devices', 'erase', 1, null],
          ['copies', 'erase', 0, null],
          ['access-log', 'erase', 0, null],
        ],
      ],
    ])
  })

  it('are planned alike when only the counts have changed', async () => {
    const { hash } = await rig.plan(rig.ida)
    rig.mail.holdings[0]?.records.pop()

    expect((await rig.plan(rig.ida)).hash).toBe(hash)
  })

  it('are not planned while a source does not answer, and say which', async () => {
    rig.news.isDown = true

    await expect(rig.plan(rig.ida)).rejects.toMatchObject({ code: 'source/unreachable', facts: { source: { en: 'The news' } } })
  })

  it('are refused when the plan is no longer the one that was shown', async () => {
    const { hash } = await rig.plan(rig.ida)
    rig.news.holdings.push({ name: 'opens', category: 'marketing', mode: 'erase', fields: [], records: [] })

    const changed = (await rig.plan(rig.ida)).hash
    await expect(rig.request(rig.ida, crypto.randomUUID(), hash)).rejects.toMatchObject({
      code: 'erasure/plan-changed',
      facts: { planHash: changed },
    })
    expect(await rig.current(rig.ida)).toEqual({ erasure: null })
  })

  it('are asked for once: the same id answers alike, another is refused with the date', async () => {
    const id = await rig.requested(rig.ida)
    const { hash } = await rig.plan(rig.ida)
    const again = await rig.request(rig.ida, id, hash)

    expect(again).toMatchObject({ id, status: 'grace' })
    await expect(rig.request(rig.ida, crypto.randomUUID(), hash)).rejects.toMatchObject({
      code: 'erasure/already-requested',
      facts: { requestedAt: '2026-03-02T09:00:00.000Z' },
    })
    await expect(rig.request(rig.jonas, id, hash)).rejects.toMatchObject({ code: 'request/invalid' })
    expect((await mailsTo(rig.ida.email)).map(({ template, until }) => [template, until])).toEqual([['erasure-requested', '16 March 2026']])
  })

  it('keep the keys by which each source knows the person', async () => {
    const id = await rig.requested(rig.ida)

    const steps = await opened.database.selectFrom('erasure_steps').selectAll().where('erasure_id', '=', id).orderBy('source_id').execute()
    expect(steps.map(({ source_id, keys }) => [source_id, JSON.parse(keys)])).toEqual([
      ['mail', { person: rig.ida.email }],
      ['news', { person: rig.ida.email }],
      ['privacy-center', {}],
    ])
  })

  it('can be called off until the last instant of grace, and then nothing is destroyed', async () => {
    const id = await rig.requested(rig.ida)
    rig.ports.clock.set(new Date('2026-03-16T22:59:59.999Z'))
    const cancelled = await rig.cancel(rig.ida, id)
    const again = await rig.cancel(rig.ida, id)
    rig.ports.clock.advance({ days: 30 })
    const worked = await sweepErasures(rig.ports)

    expect([cancelled.status, again.status, worked]).toEqual(['cancelled', 'cancelled', 0])
    expect(rig.mail.erased).toEqual([])
    expect((await mailsTo(rig.ida.email)).map(({ template }) => template)).toEqual(['erasure-requested', 'erasure-cancelled'])
  })

  it('cannot be called off once the grace period is over, nor by another person', async () => {
    const id = await rig.requested(rig.ida)
    afterGrace()

    await expect(rig.cancel(rig.ida, id)).rejects.toMatchObject({ code: 'erasure/too-late' })
    await expect(rig.cancel(rig.jonas, id)).rejects.toMatchObject({ code: 'request/not-found' })
  })

  it.each([
    ['2026-03-16T22:59:59.999Z', 0],
    ['2026-03-16T23:00:00.000Z', 1],
  ])('are carried out when the last day of grace has ended in the operator’s zone (%s)', async (at, erased) => {
    await rig.requested(rig.ida)
    rig.ports.clock.set(new Date(at))
    await sweepErasures(rig.ports)

    expect(rig.mail.erased).toHaveLength(erased)
  })

  it('erase by exactly the confirmed plan and end with a signed certificate for whoever has the code', async () => {
    const id = await rig.requested(rig.ida)
    const { hash } = await rig.plan(rig.ida)
    afterGrace()
    await sweepErasures(rig.ports)
    const [last] = await mailsTo(rig.ida.email)
    const signed = (await rig.certificate(String(last?.link).split('/').at(-1) ?? '')) as { document: { sources: unknown[] } }

    expect(rig.mail.erased).toEqual([{ key: `${id}:mail`, planHash: hash, subject: rig.ida.email }])
    expect(last).toMatchObject({ template: 'erasure-done', account_id: null, until: '16 April 2026' })
    expect(await verifyReceipt(signed as never, ed25519, [rig.ports.signer])).toBe(true)
    expect(signed.document).toMatchObject({
      id,
      subject: `account:${rig.ida.id}`,
      planHash: hash,
      executedAt: '2026-03-16T23:00:00.000Z',
      sources: [
        { source: 'mail', collections: [{ count: 5 }, { mode: 'keep', count: 2, ground: { en: 'A law' }, until: '2033-12-31' }] },
        { source: 'news', collections: [{ mode: 'mask', count: 3 }] },
        { source: 'privacy-center' },
      ],
    })
    expect(JSON.stringify(signed)).not.toContain(rig.ida.email)
    await expect(rig.certificate(`${id}-${'0'.repeat(32)}`)).rejects.toMatchObject({ code: 'request/not-found' })
  })

  it('leave nothing of ours but the proof and the sign-in log, without the address, which is free again', async () => {
    const copy = await requestExport(rig.ports, { id: crypto.randomUUID(), accountId: rig.ida.id })
    await sweepExports(rig.ports)
    await rig.requested(rig.ida)
    const { email, email_key } = await opened.database
      .selectFrom('accounts')
      .selectAll()
      .where('id', '=', rig.ida.id)
      .executeTakeFirstOrThrow()
    const about = { slug: 'privacy', language: 'en', token_hash: copy.id, asked_at: 0, expires_at: null, confirmed_at: 0 }
    await opened.database
      .insertInto('notice_subscriptions')
      .values({ id: copy.id, email, email_key, ...about })
      .execute()
    afterGrace()
    await sweepErasures(rig.ports)

    expect(await opened.database.selectFrom('notice_subscriptions').select('id').where('email_key', '=', email_key).execute()).toEqual([])
    const account = await opened.database.selectFrom('accounts').selectAll().where('id', '=', rig.ida.id).executeTakeFirst()
    const pseudonym = `erased:${rig.ida.id}`
    expect(account).toMatchObject({
      email: pseudonym,
      email_key: pseudonym,
      name: null,
      password_hash: null,
      closed_at: expect.any(Number),
    })
    const tables = ['sessions', 'known_devices', 'account_links', 'access_log'] as const
    expect(await Promise.all(tables.map((table) => rowsOf(table, rig.ida.id)))).toEqual([0, 0, 0, 0])
    expect(await opened.database.selectFrom('sign_in_links').select('id').where('email', '=', rig.ida.email).execute()).toEqual([])
    expect(await opened.database.selectFrom('choices').select('state').where('subject', '=', `account:${rig.ida.id}`).execute()).toEqual([])
    expect(
      await opened.database.selectFrom('decisions').select('state').where('subject', '=', `account:${rig.ida.id}`).execute(),
    ).toHaveLength(1)
    const [signIn] = await opened.database.selectFrom('sign_ins').selectAll().where('account_id', '=', rig.ida.id).execute()
    expect([signIn?.email_key, signIn?.address]).toEqual([pseudonym, '203.0.113.7'])
    expect(rig.blobs.names()).toEqual([])
    const expired = await opened.database.selectFrom('exports').select('status').where('id', '=', copy.id).executeTakeFirst()
    expect(expired).toEqual({ status: 'expired' })
    expect(await rowsOf('sessions', rig.jonas.id)).toBe(1)
  })

  it('wait for a dead source and end when it comes back, the others done in the meantime', async () => {
    await rig.requested(rig.ida)
    afterGrace()
    rig.news.isDown = true
    await sweepErasures(rig.ports)
    const waiting = await rig.current(rig.ida)
    rig.news.isDown = false
    rig.ports.clock.advance({ minutes: 2 })
    await sweepErasures(rig.ports)

    expect(waiting.erasure).toMatchObject({
      status: 'executing',
      steps: [{ status: 'done' }, { status: 'retrying', nextAttemptAt: expect.any(String) }, { status: 'waiting' }],
    })
    expect([rig.mail.erased.length, rig.news.erased.length]).toEqual([1, 1])
    expect(await rig.current(rig.ida)).toEqual({ erasure: null })
  })

  it('honour the wait that a source asks for', async () => {
    await rig.requested(rig.ida)
    afterGrace()
    rig.news.isDown = true
    rig.news.retryAfterMs = 7_200_000
    await sweepErasures(rig.ports)
    rig.ports.clock.advance({ minutes: 119 })
    const early = await sweepErasures(rig.ports)
    rig.ports.clock.advance({ minutes: 1 })
    const due = await sweepErasures(rig.ports)

    expect([early, due]).toEqual([0, 1])
  })

  it('call a person when a source keeps refusing, and still end', async () => {
    const id = await rig.requested(rig.ida)
    afterGrace()
    rig.news.isDown = true
    await inTurn(9, async () => {
      await sweepErasures(rig.ports)
      rig.ports.clock.advance({ minutes: 60 })
    })
    const stuck = await rig.current(rig.ida)
    const tasks = () => opened.database.selectFrom('tasks').selectAll().where('about', '=', id).execute()
    const opened_ = await tasks()
    rig.news.isDown = false
    await sweepErasures(rig.ports)

    expect(stuck.erasure).toMatchObject({ status: 'partly-done', endedAt: expect.any(String) })
    expect(opened_).toMatchObject([{ kind: 'erasure/partly-done', due_at: Date.parse('2026-04-02T09:00:00Z'), closed_at: null }])
    expect(await tasks()).toMatchObject([{ closed_at: expect.any(Number) }])
  })

  it('leave out a source that does not know the person', async () => {
    const stranger = await rig.account('stranger')

    expect((await rig.plan(stranger)).steps.map(({ source }) => source)).toEqual(['privacy-center'])
  })
})

async function inTurn(times: number, act: () => Promise<void>): Promise<void> {
  for (let turn = 0; turn < times; turn++) await act()
}

async function ed25519(text: string, signature: string, publicKey: string): Promise<boolean> {
  const key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: publicKey } })
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'))
}
