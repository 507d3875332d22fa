import fs from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as choiceRoutes from '#contract/choices.ts'
import * as decisionRoutes from '#contract/decisions.ts'
import { type Api, consentsApi, newsletter, openAccounts, propagationPorts, scriptedSource } from '#server/work/propagation.fixture.ts'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import { type MovableClock, movableClock, type TestPorts } from '#tests/support/ports.ts'
import { createMailAnswers } from './mail-answers.ts'
import type { AllMessages } from './messages.ts'

const messages = Object.fromEntries(
  ['en', 'de', 'ar'].map((locale) => [locale, JSON.parse(fs.readFileSync(`locales/${locale}.json`, 'utf8'))]),
) as AllMessages
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const oneClick = { method: 'POST', headers: form, body: 'List-Unsubscribe=One-Click' }

describe.each(engines)('a link in a marketing mail on $name', ({ open }) => {
  let opened: OpenDatabase
  let clock: MovableClock
  let ports: TestPorts
  let api: Api
  let person: string
  let answer: (request: Request) => Promise<Response | null>
  let url: string

  beforeEach(async () => {
    opened = await open()
    clock = movableClock(new Date('2026-03-02T09:00:00Z'))
    ports = propagationPorts(opened.database, clock, [scriptedSource('letters', clock)])
    const news = { ...newsletter('letters'), canSendLess: true }
    const offers = { ...newsletter('letters'), id: 'offers' }
    const service = { ...newsletter(), id: 'service-messages', lockedReason: { en: 'The contract needs them.' } }
    ports = { ...ports, content: { ...ports.content, purposes: [news, offers, service] } }
    api = consentsApi(ports)
    person = (await openAccounts(ports, 1))[0] as string
    await api.decide(person, 'granted')
    answer = createMailAnswers(ports, { styles: [], messages })
    url = (await headersOf([person]))[0]?.url as string
  })
  afterEach(() => opened.close())

  const headersOf = async (subjects: string[], purpose = 'newsletter') => {
    const body = { subjects, purpose, channel: 'email' }
    return (await api.call<{ mails: decisionRoutes.MailHeaders[] }>(decisionRoutes.makeMailHeaders, { body })).mails
  }
  const ask = async (init: RequestInit = {}, address = url) => (await answer(new Request(address, init))) as Response
  const say = (said: string) => ask({ method: 'POST', headers: form, body: `answer=${said}` })
  const state = async (purpose = 'newsletter') => {
    const { choices } = await api.call<{ choices: choiceRoutes.Choice[] }>(choiceRoutes.listChoices, {}, api.as(person))
    return choices.find((choice) => choice.purpose === purpose)?.state
  }
  const decisions = () => opened.database.selectFrom('decisions').selectAll().orderBy('decided_at').orderBy('id').execute()

  it('stands in two headers after RFC 8058, the same in every mail, and says nothing about the person', async () => {
    const [mail] = await headersOf([person])

    expect(mail).toMatchObject({
      allowed: true,
      headers: { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
    })
    expect(mail?.url).toBe(url)
    expect(url).toMatch(/^http:\/\/localhost:4400\/u\/[\w-]{43}$/)
    expect(JSON.stringify(await opened.database.selectFrom('mail_tokens').selectAll().execute())).not.toContain(url.slice(-43))
  })

  it('is not made for service mail, an unknown purpose or somebody unknown', async () => {
    const stranger = ports.random.id()

    expect(await headersOf([stranger])).toEqual([{ subject: stranger, allowed: false, url: null, headers: null }])
    await expect(headersOf([person], 'service-messages')).rejects.toMatchObject({ code: 'choice/locked' })
    await expect(headersOf([person], 'horoscopes')).rejects.toMatchObject({ code: 'request/not-found' })
  })

  it('stops the mails with one click, without cookie or sign-in, and does not redirect', async () => {
    const response = await ask(oneClick)

    expect([response.status, response.redirected, await state()]).toEqual([200, false, 'denied'])
    expect((await decisions()).at(-1)).toMatchObject({ surface: 'mail', state: 'denied', origin: 'explicit' })
    expect(await opened.database.selectFrom('obligations').select(['source_id', 'state', 'status']).execute()).toEqual([
      { source_id: 'letters', state: 'denied', status: 'queued' },
    ])
  })

  it('takes the click as multipart too, as some mail providers send it', async () => {
    const body = new FormData()
    body.set('List-Unsubscribe', 'One-Click')

    await ask({ method: 'POST', body })

    expect(await state()).toBe('denied')
  })

  it('is done once, however often and at once it is clicked', async () => {
    await Promise.all([ask(oneClick), ask(oneClick), ask(oneClick)])
    await ask(oneClick)

    expect((await decisions()).filter(({ state: said }) => said === 'denied')).toHaveLength(1)
  })

  it.each(['GET', 'HEAD'])('changes nothing when it is followed by %s, as mail scanners do', async (method) => {
    const response = await ask({ method })

    expect([response.status, await state(), (await decisions()).length]).toEqual([200, 'granted', 1])
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  it('shows a page that works without script, in the language of the account', async () => {
    await opened.database.updateTable('accounts').set({ locale: 'de' }).execute()

    const page = await (await ask()).text()

    expect(page).toContain('lang="de"')
    expect(page).toContain('<form method="post">')
    expect(page).toContain('id="theme-dark"')
    expect(page.match(/<script type="module"[^>]*>/g)).toEqual(['<script type="module" src="/theme.js">'])
    expect(page).not.toContain('person-0@mail.example')
  })

  it.each([
    ['stop', 'denied'],
    ['less', 'reduced'],
    ['pause', 'paused'],
  ])('lets the person say %s', async (said, expected) => {
    await say(said)

    expect(await state()).toBe(expected)
  })

  it('names the last day of a pause and of the ten days, not the midnight after it', async () => {
    const page = await (await say('pause')).text()

    expect(page).toContain('datetime="2026-04-01"')
    expect(page).toContain('datetime="2026-03-12"')
  })

  it('stops everything on the channel, and leaves service mail alone', async () => {
    await api.decide(person, 'granted', { purpose: 'offers' })

    await say('stop-all')

    expect([await state(), await state('offers'), await state('service-messages')]).toEqual(['denied', 'denied', 'granted'])
  })

  it.each(['less', 'pause'])('never raises a consent by %s', async (said) => {
    await api.decide(person, 'denied')

    await say(said)

    expect(await state()).toBe('denied')
  })

  it.each([
    ['a body that says something else', { method: 'POST', headers: form, body: 'hello=1' }, 422],
    ['JSON', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"List-Unsubscribe":"One-Click"}' }, 422],
    ['a body that is too large', { method: 'POST', headers: form, body: `List-Unsubscribe=One-Click&x=${'x'.repeat(5_000)}` }, 422],
    ['another method', { method: 'PUT' }, 405],
  ])('refuses %s and changes nothing', async (_, init, status) => {
    const response = await ask(init)

    expect([response.status, await state()]).toEqual([status, 'granted'])
  })

  it('opens nothing when it was changed, or when the account is closed', async () => {
    const changed = `${url.slice(0, -2)}${url.endsWith('AA') ? 'BB' : 'AA'}`
    const dead = [(await ask(oneClick, changed)).status, (await ask({}, changed)).status]
    await opened.database.updateTable('accounts').set({ closed_at: 1 }).execute()

    expect([...dead, (await ask(oneClick)).status]).toEqual([404, 404, 404])
  })

  it('leaves other addresses to others', async () => {
    expect(await answer(new Request('http://localhost:4400/en/'))).toBeNull()
  })
})
