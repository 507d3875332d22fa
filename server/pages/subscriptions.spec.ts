import fs from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SUBSCRIPTION_HOURS } from '#domain/clocks.ts'
import { type Publishable, publishNotice, withdrawNotice } from '#server/modules/notices/index.ts'
import { sendDueMails } from '#server/modules/outbox/index.ts'
import { sweepSubscriptions } from '#server/work/subscriptions.sweep.ts'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import { type TestPorts, testPorts } from '#tests/support/ports.ts'
import type { AllMessages } from './messages.ts'
import { createSubscriptions } from './subscriptions.ts'

const messages = Object.fromEntries(
  ['en', 'de', 'ar'].map((locale) => [locale, JSON.parse(fs.readFileSync(`locales/${locale}.json`, 'utf8'))]),
) as AllMessages
const urlencoded = { 'content-type': 'application/x-www-form-urlencoded' }
const reader = 'reader@mail.example'

const draft = (effectiveOn: string, rest: Partial<Publishable> = {}): Publishable => ({
  slug: 'privacy',
  kind: 'privacy-notice',
  title: { en: 'Privacy notice', de: 'Datenschutzhinweis' },
  prevailing: 'en',
  significance: 'significant',
  reason: null,
  changelog: [],
  texts: { en: `## 1. Kept {#kept}\n\nUntil ${effectiveOn}.` },
  effectiveOn,
  ...rest,
})

const inTurn = async <T>(times: number, act: (at: number) => Promise<T>): Promise<T[]> => {
  const results: T[] = []
  for (let at = 0; at < times; at += 1) results.push(await act(at))
  return results
}

describe.each(engines)('mails about a notice on $name', ({ open }) => {
  let opened: OpenDatabase
  let ports: TestPorts
  let answer: ReturnType<typeof createSubscriptions>

  beforeEach(async () => {
    opened = await open()
    ports = testPorts(opened.database)
    answer = createSubscriptions(ports, { styles: [], messages })
    await publishNotice(ports, draft('2026-01-01'), { publishedAt: new Date('2026-01-01T07:00:00Z') })
  })
  afterEach(() => opened.close())

  const send = async (path: string, init: RequestInit = {}, address = '203.0.113.7') =>
    (await answer(new Request(new URL(path, 'http://localhost:4400'), init), { address })) as Response
  const post = (path: string, body: string, address?: string) => send(path, { method: 'POST', headers: urlencoded, body }, address)
  const ask = (email = reader, { locale = 'de', address = '203.0.113.7' } = {}) =>
    post(`/${locale}/notices/privacy/subscription`, new URLSearchParams({ email }).toString(), address)
  const rows = () => opened.database.selectFrom('notice_subscriptions').selectAll().execute()
  const work = async () => {
    await sweepSubscriptions(ports)
    await sendDueMails(ports)
  }
  const mailed = async (to = reader) => {
    await work()
    return ports.mails.filter((mail) => mail.to === to)
  }
  const linkFor = async (to = reader) => (await mailed(to)).at(-1)?.headers['List-Unsubscribe']?.slice(1, -1) as string
  const confirmed = async (email = reader, address = '203.0.113.7') => {
    await ask(email, { address })
    const link = await linkFor(email)
    await post(link, 'answer=confirm')
    return link
  }
  const publish = (effectiveOn: string, rest: Partial<Publishable> = {}) =>
    publishNotice(ports, draft(effectiveOn, rest), { publishedAt: ports.clock.now() })
  const subjects = async (to?: string) => (await mailed(to)).map(({ subject }) => subject)

  it('come to nobody before the link in a mail to that address was used', async () => {
    const asked = await ask()
    await publish('2026-04-15')

    expect([asked.status, asked.redirected]).toEqual([200, false])
    expect(await subjects()).toEqual(['Mails about Datenschutzhinweis'])
    expect(await rows()).toMatchObject([{ slug: 'privacy', language: 'de', confirmed_at: null }])
  })

  it('name the notice in the language of the page on which they were asked for', async () => {
    await ask()
    const page = await (await send(await linkFor())).text()

    expect(page).toContain('lang="de"')
    expect(page).toContain('Bestätigen')
    expect(page).not.toContain(reader)
  })

  it('answer alike for an address that is new, waits, or gets them already; only its mailbox learns which', async () => {
    const first = await (await ask()).text()
    const again = await (await ask()).text()
    await post(await linkFor(), 'answer=confirm')
    const known = await (await ask('READER@mail.example')).text()

    expect([again, known]).toEqual([first, first])
    expect((await mailed()).map(({ text }) => text.split(' ')[0])).toEqual(['Confirm', 'Confirm'])
    expect((await mailed('READER@mail.example')).map(({ text }) => text.split('.')[0])).toEqual(['They come already'])
    expect(await rows()).toHaveLength(1)
  })

  it('begin once they are confirmed, however often that is said', async () => {
    const link = await confirmed()
    const second = await post(link, 'answer=confirm')

    await publish('2026-04-15')

    expect(second.status).toBe(200)
    expect(await subjects()).toEqual(['Mails about Datenschutzhinweis', 'Datenschutzhinweis changes'])
    expect((await events('subscription/confirmed')).length).toBe(1)
  })

  it('tell what was published between asking and confirming, and tell it once', async () => {
    await ask()
    const link = await linkFor()
    ports.clock.advance({ hours: 1 })
    await publish('2026-04-15')
    ports.clock.advance({ hours: 1 })

    await post(link, 'answer=confirm')
    await work()

    expect((await subjects()).filter((one) => one === 'Datenschutzhinweis changes')).toHaveLength(1)
  })

  it('say that a version is published, that it is taken back, and that one takes effect, in the zone of the operator', async () => {
    await confirmed()
    await publish('2026-04-15')
    await publish('2026-05-15')
    await work()
    await withdrawNotice(ports, 'privacy', '2026-05-15', 'Too early')
    ports.clock.set(new Date('2026-04-14T21:59:59Z'))
    const before = await subjects()
    ports.clock.set(new Date('2026-04-14T22:00:00Z'))
    const after = await subjects()
    ports.clock.set(new Date('2026-06-15T22:00:00Z'))

    expect(before.slice(1)).toEqual(['Datenschutzhinweis changes', 'Datenschutzhinweis changes', 'Datenschutzhinweis stays'])
    expect(after.slice(4)).toEqual(['Datenschutzhinweis applies'])
    expect(await subjects()).toEqual(after)
  })

  it('say nothing of a publication that was taken back before it was told', async () => {
    await confirmed()
    await publish('2026-04-15')
    await withdrawNotice(ports, 'privacy', '2026-04-15', 'Too early')

    expect((await subjects()).slice(1)).toEqual(['Datenschutzhinweis stays'])
  })

  it('tell a version that applies at once only as published', async () => {
    await confirmed()
    await publish('2026-03-02', { significance: 'corrigendum', reason: 'A wrong postal code' })

    expect((await subjects()).slice(1)).toEqual(['Datenschutzhinweis changes'])
  })

  it('are told by two processes at once as by one, and to more people than one batch holds', async () => {
    await inTurn(60, (at) => confirmed(`reader-${at}@mail.example`, `203.0.113.${at}`))
    const before = ports.mails.length
    await publish('2026-04-15')
    const other = { ...ports, settings: { ...ports.settings, process: 'another' } }

    await Promise.all([sweepSubscriptions(ports), sweepSubscriptions(other)])
    await Promise.all([sweepSubscriptions(ports), sweepSubscriptions(other)])
    await sendDueMails(ports)
    await sendDueMails(ports)

    const told = ports.mails.slice(before)
    expect([told.length, (await rows()).length]).toEqual([60, 60])
    expect(new Set(told.map(({ to }) => to)).size).toBe(told.length)
  })

  it('carry two headers after RFC 8058, and a token of which only a hash is kept', async () => {
    const link = await confirmed()
    await publish('2026-04-15')
    const mail = (await mailed()).at(-1)

    expect(link).toMatch(/^http:\/\/localhost:4400\/s\/[\w-]{43}$/)
    expect(mail?.headers).toMatchObject({ 'List-Unsubscribe': `<${link}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' })
    expect(JSON.stringify([await rows(), await opened.database.selectFrom('outbox').selectAll().execute()])).not.toContain(link.slice(-43))
  })

  it('stop with one click, without cookie or redirect, and the address is deleted with every mail that waits', async () => {
    const link = await confirmed()
    await publish('2026-04-15')
    await sweepSubscriptions(ports)

    const stopped = await post(link, 'List-Unsubscribe=One-Click')
    const again = await post(link, 'List-Unsubscribe=One-Click')

    expect([stopped.status, stopped.redirected, again.status]).toEqual([200, false, 200])
    expect(await subjects()).toEqual(['Mails about Datenschutzhinweis'])
    expect(JSON.stringify([await rows(), await opened.database.selectFrom('outbox').selectAll().execute()])).not.toContain(reader)
    expect((await events('subscription/ended')).length).toBe(1)
  })

  it('leave the mails about another language alone when they stop', async () => {
    const german = await confirmed()
    await ask(reader, { locale: 'en' })
    await post(await linkFor(), 'answer=confirm')
    await publish('2026-04-15')
    await sweepSubscriptions(ports)

    await post(german, 'answer=stop')

    expect((await rows()).map(({ language }) => language)).toEqual(['en'])
    expect((await subjects()).filter((one) => one.endsWith('changes'))).toEqual(['Privacy notice changes'])
  })

  it(`end after ${SUBSCRIPTION_HOURS} hours without an answer: the link opens nothing, and the address is deleted`, async () => {
    await ask()
    const link = await linkFor()
    ports.clock.advance({ hours: SUBSCRIPTION_HOURS, milliseconds: -1 })
    const inTime = (await send(link)).status
    ports.clock.advance({ milliseconds: 1 })

    const late = await post(link, 'answer=confirm')
    await work()

    expect([inTime, late.status]).toEqual([200, 404])
    expect(JSON.stringify([await rows(), await opened.database.selectFrom('outbox').selectAll().execute()])).not.toContain(reader)
    expect((await events('subscription/expired')).length).toBe(1)
  })

  it('can be asked for again after a request has ended', async () => {
    await ask()
    ports.clock.advance({ hours: SUBSCRIPTION_HOURS + 1 })
    await ask()

    const answered = await post(await linkFor(), 'answer=confirm')

    expect([answered.status, (await rows())[0]?.expires_at]).toEqual([200, null])
  })

  it.each(['GET', 'HEAD'])('change nothing when a link is followed by %s, as mail scanners do', async (method) => {
    await ask()
    const link = await linkFor()
    const before = await rows()

    const response = await send(link, { method })
    const form = await send('/en/notices/privacy/subscription', { method })

    expect([response.status, form.status, response.headers.get('cache-control')]).toEqual([200, 200, 'no-store'])
    expect(await rows()).toEqual(before)
  })

  it.each([
    ['a body that says something else', { method: 'POST', headers: urlencoded, body: 'hello=1' }, 422],
    ['JSON', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"answer":"confirm"}' }, 422],
    ['a body that is too large', { method: 'POST', headers: urlencoded, body: `answer=confirm&x=${'x'.repeat(5_000)}` }, 422],
    ['another method', { method: 'DELETE' }, 405],
  ])('refuse %s at the link and change nothing', async (_, init, status) => {
    await ask()
    const link = await linkFor()

    const response = await send(link, init)

    expect([response.status, (await rows())[0]?.confirmed_at]).toEqual([status, null])
  })

  it.each([
    ['no address', ''],
    ['two addresses', 'a@mail.example,b@mail.example'],
    ['a header', 'a@mail.example\r\nBcc: b@mail.example'],
    ['script', '"><script>alert(1)</script>@mail.example'],
    ['a long one', `${'a'.repeat(260)}@mail.example`],
  ])('refuse %s in the form with words, and keep nothing', async (_, email) => {
    const response = await ask(email)

    expect([response.status, await rows(), ports.mails]).toEqual([422, [], []])
    expect(await response.text()).not.toContain('<script>alert')
  })

  it('cannot be asked for by another site, nor for a notice that does not exist', async () => {
    const headers = { ...urlencoded, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    const forged = send('/en/notices/privacy/subscription', { method: 'POST', headers, body: `email=${reader}` })

    await expect(forged).rejects.toMatchObject({ code: 'request/cross-site' })
    expect(await post('/en/notices/nothing/subscription', `email=${reader}`)).toBeNull()
    expect(await rows()).toEqual([])
  })

  it('do not flood a mailbox: 20 mails a day, and nobody who asks learns of the limit', async () => {
    const statuses = await inTurn(25, async (at) => (await ask(reader, { address: `203.0.113.${at}` })).status)

    expect(new Set(statuses)).toEqual(new Set([200]))
    expect(await mailed()).toHaveLength(20)
  })

  it('hold up a client that asks for many addresses', async () => {
    await inTurn(30, (at) => ask(`reader-${at}@mail.example`))
    const answers = [(await ask('one-more@mail.example')).status, (await ask('one-more@mail.example', { address: '198.51.100.1' })).status]
    ports.clock.advance({ hours: 1 })

    expect([...answers, (await ask('later@mail.example')).status]).toEqual([429, 200, 200])
  })

  it('open nothing for a link that was changed', async () => {
    const link = await confirmed()
    const changed = `${link.slice(0, -2)}${link.endsWith('AA') ? 'BB' : 'AA'}`

    expect([(await send(changed)).status, (await post(changed, 'answer=confirm')).status]).toEqual([404, 404])
    expect(await send('/en/')).toBeNull()
  })

  const events = (kind: string) => opened.database.selectFrom('events').selectAll().where('kind', '=', kind).execute()
})
