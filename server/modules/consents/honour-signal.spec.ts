import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Choice } from '#contract/choices.ts'
import type { Purpose } from '#server/ports/content.ts'
import { ida, openApi, type TestApi } from '#tests/support/api.ts'
import { engines } from '#tests/support/databases.ts'
import { testContent } from '#tests/support/ports.ts'

const purpose = (id: string, more: Partial<Purpose> = {}): Purpose => ({
  id,
  channel: 'email',
  title: { en: id },
  wording: { id: `${id}-1`, text: { en: `May we do ${id}?` } },
  sources: [],
  lockedReason: null,
  ...more,
})
const purposes = [
  purpose('news'),
  purpose('audiences', { channel: 'ads' }),
  purpose('security', { channel: 'ads', lockedReason: { en: 'Needed.' } }),
]

describe.each(engines)('Global Privacy Control at the sign-in, on $name', ({ name }) => {
  let api: TestApi
  let browser: ReturnType<TestApi['browser']>
  beforeEach(async () => {
    api = await openApi(name, { content: { ...testContent, purposes } })
    browser = api.browser()
  })
  afterEach(() => api.close())

  const signIn = (headers: Record<string, string>) =>
    browser.send('POST', '/api/session', { email: ida.email, password: ida.password }, headers)
  const say = (id: string, state: string) => {
    const decision = {
      id: api.ports.random.id(),
      purpose: id,
      channel: id === 'news' ? 'email' : 'ads',
      state,
      wording: `${id}-1`,
      language: 'en',
    }
    return browser.send('POST', '/api/me/decisions', { decisions: [decision] })
  }
  const choices = async () => ((await (await browser.get('/api/me/choices')).json()) as { choices: Choice[] }).choices
  const states = async () => Object.fromEntries((await choices()).map(({ purpose: id, state }) => [id, state]))

  it('is a no to advertising for the account, and to nothing else', async () => {
    await signIn({})
    await say('news', 'granted')
    await say('audiences', 'granted')

    await signIn({ 'sec-gpc': '1' })

    expect(await states()).toEqual({ news: 'granted', audiences: 'denied', security: 'granted' })
    expect((await choices()).find(({ purpose: id }) => id === 'audiences')?.decision?.origin).toBe('signal')
  })

  it('never takes back a yes that the person says after it', async () => {
    await signIn({ 'sec-gpc': '1' })
    await say('audiences', 'granted')

    await signIn({ 'sec-gpc': '1' })

    expect(await states()).toMatchObject({ audiences: 'granted' })
  })

  it.each([{}, { 'sec-gpc': '0' }, { 'sec-gpc': 'true' }])('changes nothing for %j', async (headers) => {
    await signIn({})
    await say('audiences', 'granted')

    await signIn(headers)

    expect(await states()).toMatchObject({ audiences: 'granted' })
  })
})
