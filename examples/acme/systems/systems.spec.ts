import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { demoSecrets } from './demo-secrets.ts'
import { type RunningSystems, startSystems } from './systems.main.ts'

const subject = { member: 'n-1041' }
const withdrawal = (now: Date) => ({
  key: 'd-1',
  purpose: 'offers',
  channel: 'email',
  state: 'denied',
  decidedAt: now.toISOString(),
  subject,
})

describe("the sample operator's systems", () => {
  let folder: string
  let now: Date
  let systems: RunningSystems

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vitrine-systems-'))
    now = new Date('2026-12-09T09:41:00Z')
    systems = await start()
  })
  afterEach(async () => {
    await systems.stop()
    await rm(folder, { recursive: true })
  })

  const start = () =>
    startSystems({ port: 0, dataDir: folder, now: () => now, behaviour: { newsletter: { confirmAfterMs: 5_000 } }, volume: { events: 50 } })
  const page = async (path: string) => (await fetch(`${systems.url}${path}`)).text()

  async function ask(operation: string, body: object, { secret = demoSecrets.newsletter, at = now } = {}): Promise<Response> {
    const payload = JSON.stringify(body)
    // The reference signer takes any time; its verifier does not, so the tool checks the time itself.
    const headers = {
      'webhook-id': 'm-1',
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign('m-1', at, payload),
    }
    return fetch(`${systems.url}/newsletter/${operation}`, { method: 'POST', headers, body: payload })
  }

  it('shows who is on which list, on a page of each tool', async () => {
    expect(await page('/newsletter/')).toContain('Ida Lindqvist')
    expect(await page('/newsletter')).toContain('demo@acmemail.example')
    expect(await page('/audience/')).not.toContain('demo@acmemail.example')
    expect(await page('/audience/')).toContain('partner-audiences')
  })

  it('keeps who wants less on its list, and says so once it acts on it', async () => {
    const lessOften = { ...withdrawal(now), state: 'reduced' }
    await ask('consent', lessOften)
    const early = await page('/newsletter/')
    now = new Date(now.getTime() + 5_000)

    expect(early).toContain('<td>offers<td>Ida Lindqvist<td>demo@acmemail.example<td>every time')
    expect(await page('/newsletter/')).toContain('<td>offers<td>Ida Lindqvist<td>demo@acmemail.example<td>less often')
    expect(await (await ask('verify', lessOften)).json()).toEqual({ acts: true })
  })

  it('takes a withdrawal at once, acts on it after a while, and confirms only then', async () => {
    const sent = await ask('consent', withdrawal(now))
    const early = await (await ask('verify', withdrawal(now))).json()
    const offersBefore = (await page('/newsletter/')).split('<td>offers').length
    const decided = withdrawal(now)
    now = new Date(now.getTime() + 5_000)

    expect(sent.status).toBe(202)
    expect(early).toEqual({ acts: false })
    expect(await (await ask('verify', decided)).json()).toEqual({ acts: true })
    expect((await page('/newsletter/')).split('<td>offers').length).toBe(offersBefore - 1)
  })

  it.each([
    ['another secret', { secret: 'whsec_YW5vdGhlciBzZWNyZXQgb2YgMjQgYnl0ZXM=' }],
    ['a time six minutes ago', { at: new Date('2026-12-09T09:35:00Z') }],
    ['a time six minutes ahead', { at: new Date('2026-12-09T09:47:00Z') }],
  ])('refuses a request signed with %s', async (_, signing) => {
    expect((await ask('identify', { email: 'demo@acmemail.example' }, signing)).status).toBe(401)
  })

  it('refuses a body that was changed after signing', async () => {
    const headers = { 'webhook-id': 'm-1', 'webhook-timestamp': String(now.getTime() / 1000), 'webhook-signature': 'v1,AAAA' }
    const response = await fetch(`${systems.url}/newsletter/health`, { method: 'POST', headers, body: '{}' })

    expect(response.status).toBe(401)
  })

  it.each(['constructor', 'unknown', '__proto__'])('knows no operation called %s', async (operation) => {
    expect((await ask(operation, {})).status).toBe(404)
  })

  it('fails as often as it is told, and says when to come back', async () => {
    systems.newsletter.behave({ failureRate: 1, retryAfterSeconds: 9 })
    const refused = await ask('consent', withdrawal(now))
    systems.newsletter.behave({ failureRate: 0 })

    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '9'])
    expect((await ask('consent', withdrawal(now))).status).toBe(202)
  })

  it('answers nothing while it is down', async () => {
    systems.newsletter.behave({ down: true })

    expect((await ask('health', {})).status).toBe(503)
  })

  it('brings nobody back at the next start', async () => {
    const planHash = 'a'.repeat(64)
    await ask('erase', { subject, planHash, key: 'e-1' })
    await ask('erase', { subject: { member: 'n-1042' }, planHash, key: 'e-2' })
    await systems.stop()
    systems = await start()

    expect(await page('/newsletter/')).toContain('Nobody is on a list')
    expect(await (await ask('identify', { email: 'demo@acmemail.example' })).json()).toEqual({ subject: null })
  })
})
