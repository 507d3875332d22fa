import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { IDLE_MINUTES, SIGN_IN_LOG_DAYS } from '#domain/clocks.ts'
import { ida, jonas, openApi, type TestApi } from '#tests/support/api.ts'
import { engines } from '#tests/support/databases.ts'

describe.each(engines)('signing in on $name', ({ name }) => {
  let api: TestApi
  beforeEach(async () => {
    api = await openApi(name)
  })
  afterEach(() => api.close())

  const session = async (browser: ReturnType<TestApi['browser']>) =>
    (await browser.get('/api/session')).json() as Promise<Record<string, unknown>>

  it('opens a session for the right password', async () => {
    const browser = api.browser()

    const answer = await browser.signIn(ida.email, ida.password)

    expect(answer.status).toBe(201)
    expect(await session(browser)).toMatchObject({ account: { email: ida.email }, locked: false })
  })

  it('answers a wrong password and an unknown address with the same bytes', async () => {
    const wrong = await api.browser().signIn(ida.email, 'not the password')
    const unknown = await api.browser().signIn('nobody@example.com', 'not the password')

    expect(await unknown.text()).toBe(await wrong.text())
    expect(unknown.status).toBe(wrong.status)
  })

  it('takes the address in any case', async () => {
    expect((await api.browser().signIn('IDA@Example.COM', ida.password)).status).toBe(201)
  })

  it('makes a pair of account and address wait after failures, with the answer of a wrong password', async () => {
    const browser = api.browser()
    await browser.signIn(ida.email, 'wrong')

    const atOnce = await browser.signIn(ida.email, ida.password)
    api.ports.clock.advance({ milliseconds: 1_000 })
    const later = await browser.signIn(ida.email, ida.password)

    expect(atOnce.status).toBe(401)
    expect(await atOnce.json()).toMatchObject({ code: 'session/wrong-credentials' })
    expect(later.status).toBe(201)
  })

  it('never lets strangers lock out a known device', async () => {
    const known = api.browser()
    await known.signIn(ida.email, ida.password)
    await known.send('DELETE', '/api/session')
    await Promise.all(Array.from({ length: 40 }, (_, at) => api.browser(`198.51.100.${at}`).signIn(ida.email, 'guess')))

    const stranger = await api.browser('192.0.2.1').signIn(ida.email, ida.password)
    const owner = await known.signIn(ida.email, ida.password)

    expect(stranger.status).toBe(401)
    expect(owner.status).toBe(201)
  })

  it('counts every one of many guesses made at once', async () => {
    await Promise.all(Array.from({ length: 12 }, () => api.browser().signIn(ida.email, 'guess')))

    const rows = await api.ports.database
      .selectFrom('sign_ins')
      .select(({ fn }) => fn.countAll<number>().as('tries'))
      .executeTakeFirstOrThrow()

    expect(Number(rows.tries)).toBe(12)
  })

  it('ends the session on the server when the person signs out', async () => {
    const browser = api.browser()
    await browser.signIn(ida.email, ida.password)

    await browser.send('DELETE', '/api/session')

    expect(await session(browser)).toMatchObject({ account: null })
  })

  it('locks after fifteen minutes without action and opens again with the password', async () => {
    const browser = api.browser()
    await browser.signIn(ida.email, ida.password)
    api.ports.clock.advance({ minutes: IDLE_MINUTES })

    const locked = await browser.get('/api/me/sign-ins')
    const opened = await browser.send('POST', '/api/session/reauthentication', { password: ida.password })
    const after = await browser.get('/api/me/sign-ins')

    expect(locked.status).toBe(401)
    expect(opened.status).toBe(200)
    expect(after.status).toBe(200)
  })

  it('does not take a page that refreshes itself for a person', async () => {
    const browser = api.browser()
    await browser.signIn(ida.email, ida.password)
    api.ports.clock.advance({ minutes: IDLE_MINUTES - 1 })
    await browser.get('/api/me/sign-ins', { 'vitrine-background': '1' })
    api.ports.clock.advance({ minutes: 1 })

    expect((await browser.get('/api/me/sign-ins')).status).toBe(401)
  })

  it('stays open while the person is active', async () => {
    const browser = api.browser()
    await browser.signIn(ida.email, ida.password)
    api.ports.clock.advance({ minutes: IDLE_MINUTES - 1 })
    await browser.get('/api/me/sign-ins')
    api.ports.clock.advance({ minutes: IDLE_MINUTES - 1 })

    expect((await browser.get('/api/me/sign-ins')).status).toBe(200)
  })

  it('shows each person only their own sign-ins', async () => {
    const browser = api.browser()
    await api.browser().signIn(jonas.email, jonas.password)
    await browser.signIn(ida.email, ida.password)

    const { signIns } = (await (await browser.get('/api/me/sign-ins')).json()) as { signIns: unknown[] }

    expect(signIns).toHaveLength(1)
  })

  it('sends a link that signs in once, within ten minutes, and answers alike for any address', async () => {
    const asked = await api.browser().send('POST', '/api/sign-in-links', { email: 'new@example.com', locale: 'en' })
    const facts = await api.ports.database.selectFrom('outbox').select('facts').executeTakeFirstOrThrow()
    const token = /#token=([\w-]+)/.exec(facts.facts)?.[1]
    const browser = api.browser()

    const first = await browser.send('POST', '/api/sign-in-links/redemption', { token })
    const second = await api.browser().send('POST', '/api/sign-in-links/redemption', { token })

    expect(asked.status).toBe(202)
    expect(first.status).toBe(201)
    expect(await session(browser)).toMatchObject({ account: { email: 'new@example.com', hasPassword: false } })
    expect(second.status).toBe(410)
  })

  it('refuses a link whose ten minutes are over', async () => {
    await api.browser().send('POST', '/api/sign-in-links', { email: ida.email, locale: 'en' })
    const { facts } = await api.ports.database.selectFrom('outbox').select('facts').executeTakeFirstOrThrow()
    api.ports.clock.advance({ minutes: 10 })

    const answer = await api.browser().send('POST', '/api/sign-in-links/redemption', { token: /#token=([\w-]+)/.exec(facts)?.[1] })

    expect(answer.status).toBe(410)
  })

  it('does not flood a mailbox with links', async () => {
    const browser = api.browser()
    await Promise.all(Array.from({ length: 9 }, () => browser.send('POST', '/api/sign-in-links', { email: ida.email, locale: 'en' })))

    const mails = await api.ports.database.selectFrom('outbox').select('id').execute()

    expect(mails.length).toBeLessThanOrEqual(5)
  })

  it('keeps the log for at least the promised days', () => {
    expect(SIGN_IN_LOG_DAYS).toBe(180)
  })
})
