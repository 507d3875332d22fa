import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ida, openApi, type TestApi } from '#tests/support/api.ts'
import { engines } from '#tests/support/databases.ts'

const fresh = 'seven brass keys and a window'

describe.each(engines)('changing the password on $name', ({ name }) => {
  let api: TestApi
  beforeEach(async () => {
    api = await openApi(name)
  })
  afterEach(() => api.close())

  const change = (browser: ReturnType<TestApi['browser']>, password: string) => browser.send('PUT', '/api/me/password', { password })

  it('ends every other session, keeps this one, and only the new password opens the next', async () => {
    const [here, there] = [api.browser(), api.browser()]
    await there.signIn(ida.email, ida.password)
    await here.signIn(ida.email, ida.password)

    const answer = await change(here, fresh)

    expect([answer.status, await answer.json()]).toMatchObject([200, { account: { email: ida.email, hasPassword: true }, locked: false }])
    expect([(await here.get('/api/me/sign-ins')).status, (await there.get('/api/me/sign-ins')).status]).toEqual([200, 401])
    expect((await api.browser().signIn(ida.email, fresh)).status).toBe(201)
    expect((await api.browser('192.0.2.9').signIn(ida.email, ida.password)).status).toBe(401)
  })

  it('stands in the sign-in log and reaches the account by mail, without the password', async () => {
    const browser = api.browser()
    await browser.signIn(ida.email, ida.password)

    await change(browser, fresh)

    const { signIns } = (await (await browser.get('/api/me/sign-ins')).json()) as { signIns: { outcome: string }[] }
    const { database } = api.ports
    const mails = await database.selectFrom('outbox').select(['to_address', 'template', 'facts']).execute()
    const events = await database.selectFrom('events').select('facts').where('kind', '=', 'account/password-changed').execute()
    expect(signIns.map(({ outcome }) => outcome).toSorted()).toEqual(['password-changed', 'succeeded'])
    expect(mails).toEqual([
      { to_address: ida.email, template: 'password-changed', facts: '{"link":"http://localhost:4400/en/me/security"}' },
    ])
    expect(events).toEqual([{ facts: '{}' }])
    expect(JSON.stringify([mails, events, api.ports.lines])).not.toContain('brass')
  })

  it('is the same password when the letters are composed on another keyboard', async () => {
    const browser = api.browser()
    await browser.signIn(ida.email, ida.password)

    await change(browser, 'ein schöner langer Satz'.normalize('NFD'))

    expect((await api.browser().signIn(ida.email, 'ein schöner langer Satz'.normalize('NFC'))).status).toBe(201)
  })

  it.each([
    ['fourteen chars', [{ code: 'too-short', minimum: 15 }]],
    ['x'.repeat(257), [{ code: 'too-long', maximum: 256 }]],
    ['Correct Horse Battery Staple', [{ code: 'blocklisted' }]],
    [ida.email, [{ code: 'is-your-address' }]],
  ])('refuses %s with all that is wrong, and changes nothing', async (password, faults) => {
    const browser = api.browser()
    await browser.signIn(ida.email, ida.password)

    const answer = await change(browser, password)

    expect([answer.status, await answer.json()]).toMatchObject([422, { code: 'password/refused', faults }])
    expect(await api.ports.database.selectFrom('outbox').selectAll().execute()).toEqual([])
    expect((await api.browser().signIn(ida.email, ida.password)).status).toBe(201)
  })

  it('gives a first password to somebody who came by a link', async () => {
    const browser = api.browser()
    await browser.send('POST', '/api/sign-in-links', { email: 'new@example.com', locale: 'en' })
    const { facts } = await api.ports.database.selectFrom('outbox').select('facts').executeTakeFirstOrThrow()
    const token = /token=([^"]+)/.exec(facts)?.[1]
    await browser.send('POST', '/api/sign-in-links/redemption', { token })

    const answer = await change(browser, fresh)

    expect(answer.status).toBe(200)
    expect((await api.browser().signIn('new@example.com', fresh)).status).toBe(201)
  })
})
