import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ida, jonas, openApi, type TestApi } from '#tests/support/api.ts'
import { engines } from '#tests/support/databases.ts'

describe.each(engines)('the language of what we write, on $name', ({ name }) => {
  let api: TestApi
  let browser: ReturnType<TestApi['browser']>
  beforeEach(async () => {
    api = await openApi(name)
    browser = api.browser()
  })
  afterEach(() => api.close())

  const mails = () => api.ports.database.selectFrom('outbox').select(['template', 'locale']).orderBy('created_at').execute()
  const changes = () => api.ports.database.selectFrom('events').select('facts').where('kind', '=', 'account/language-changed').execute()
  const session = async () => (await (await browser.get('/api/session')).json()) as { account: { locale: string } }

  it('is for a sign-in link that of the page on which it was asked for, whatever the account speaks', async () => {
    await browser.send('POST', '/api/sign-in-links', { email: ida.email, locale: 'de' })

    expect(await mails()).toEqual([{ template: 'sign-in-link', locale: 'de' }])
  })

  it('is for everything else the one in which the person last used the account', async () => {
    await browser.signIn(ida.email, ida.password)

    const answer = await browser.send('PUT', '/api/me/language', { locale: 'ar' })

    expect([answer.status, await answer.json()]).toMatchObject([200, { account: { email: ida.email, locale: 'ar' } }])
    expect(await session()).toMatchObject({ account: { locale: 'ar' } })
    expect(await changes()).toEqual([{ facts: '{"locale":"ar"}' }])
  })

  it('leaves no trace when it is the same again, and touches nobody else', async () => {
    await browser.signIn(ida.email, ida.password)

    await browser.send('PUT', '/api/me/language', { locale: 'en' })

    expect(await changes()).toEqual([])
    expect(await api.ports.database.selectFrom('accounts').select('locale').where('email', '=', jonas.email).executeTakeFirst()).toEqual({
      locale: 'de',
    })
  })

  it('is one that we speak', async () => {
    await browser.signIn(ida.email, ida.password)

    expect((await browser.send('PUT', '/api/me/language', { locale: 'fr' })).status).toBe(422)
  })
})
