import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createSampleSystems } from '#examples/acme/systems/sample-systems.ts'
import { readContentFolder } from '#server/adapters/content-folder.ts'
import type { AllMessages } from '#server/pages/messages.ts'
import type { Kept, Shelf } from './adapters/page/page-shelf.ts'
import { createPageServer, type PageServer } from './main.browser.ts'
import { demoAccount } from './settings.ts'

const baseUrl = 'https://demo.example'
const volume = { events: 40, suppressions: 4, activity: 3, invoices: 3, conversations: 2, pageViews: 2 }
const decision = { id: '0199a000-0000-7000-8000-00000000000b', purpose: 'offers', channel: 'email', state: 'denied', language: 'en' }

describe('the server in a page', { timeout: 30_000 }, () => {
  let shelf: Shelf
  let server: PageServer

  beforeEach(async () => {
    let kept: Kept | null = null
    shelf = {
      take: async () => kept,
      put: async (all) => {
        kept = structuredClone(all)
      },
    }
    server = await open()
  })
  afterEach(() => server.stop())

  async function open(version = '1.0.0'): Promise<PageServer> {
    return createPageServer({
      files: await readContentFolder('content'),
      systems: (database, now) => {
        const databases = { mailPlatform: database('mail-platform'), newsletter: database('newsletter'), audience: database('audience') }
        const { fetch } = createSampleSystems(databases, { now, behaviour: {}, volume })
        return { databases: { 'acme/mail-platform.sqlite': databases.mailPlatform.forKysely() }, fetch }
      },
      baseUrl,
      version,
      pages: { messages: await readMessages(), styles: [] },
      shelf,
    })
  }
  const get = async (path: string) => server.fetch(new Request(`${baseUrl}${path}`))
  const json = async (path: string) => (await get(path)).json()
  const send = (method: string, path: string, body: unknown) =>
    server.fetch(new Request(`${baseUrl}${path}`, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }))
  const signIn = () => send('POST', '/api/session', { email: demoAccount.email, password: demoAccount.password })

  it('says that it is a demo and knows the notices', async () => {
    expect(await json('/api/health')).toMatchObject({ status: 'ok', demo: true, version: '1.0.0' })
    expect((await json('/api/notices')).notices.length).toBeGreaterThan(0)
  })

  it('lets Ida in without cookies and counts what all systems hold about her', async () => {
    const answer = await signIn()
    const { sources } = await json('/api/me/overview')

    expect(answer.headers.has('set-cookie')).toBe(false)
    expect(sources.map(({ id, state }: { id: string; state: string }) => [id, state])).toEqual([
      ['audience', 'answered'],
      ['mail-platform', 'answered'],
      ['newsletter', 'answered'],
    ])
  })

  it('follows a no until every system has confirmed it', async () => {
    await signIn()
    const { choices } = await json('/api/me/choices')
    const { wording } = choices.find(({ purpose }: { purpose: string }) => purpose === 'offers')

    await send('POST', '/api/me/decisions', { decisions: [{ ...decision, wording: wording.id }] })

    await vi.waitFor(async () => {
      const { propagation } = (await json('/api/me/choices')).choices.find(({ purpose }: { purpose: string }) => purpose === 'offers')
      expect(propagation.obligations.map(({ status }: { status: string }) => status)).toEqual(['confirmed', 'confirmed'])
    }, 10_000)
  })

  it('is the same after a reload: who is signed in, and what is known', async () => {
    await signIn()
    await server.keep()
    await server.stop()

    server = await open()

    expect(await json('/api/session')).toMatchObject({ account: { email: demoAccount.email } })
    expect((await json('/api/me/sign-ins')).signIns).toHaveLength(1)
  })

  it('starts anew when the demo itself is a new version', async () => {
    await signIn()
    await server.keep()
    await server.stop()

    server = await open('2.0.0')

    expect(await json('/api/session')).toMatchObject({ account: null })
  })

  it('shows the mails that it did not send', async () => {
    await send('POST', '/api/sign-in-links', { email: demoAccount.email, locale: 'en' })

    await server.settle()
    const mailbox = await get('/dev/mail')

    expect(mailbox.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(await mailbox.text()).toContain(`${baseUrl}/en/sign-in#token=`)
  })
})

async function readMessages(): Promise<AllMessages> {
  const [en, de, ar] = await Promise.all(
    ['en', 'de', 'ar'].map(async (locale) => JSON.parse(await readFile(`locales/${locale}.json`, 'utf8'))),
  )
  return { en, de, ar }
}
