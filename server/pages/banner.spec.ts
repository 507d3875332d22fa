import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { BannerConfig } from '#contract/banner.ts'
import { nodeHasher } from '#server/adapters/node-hasher.ts'
import type { Ports } from '#server/ports/ports.ts'
import { memoryBlobs } from '#tests/support/ports.ts'
import { createBanner } from './banner.ts'

const texts = Object.fromEntries(
  ['en', 'de', 'ar'].map((name) => [name, JSON.parse(readFileSync(new URL(`../../banner/texts/${name}.json`, import.meta.url), 'utf8'))]),
) as BannerConfig['texts']
const localized = (en: string, de: string) => ({ en, de })
const services: BannerConfig['categories'] = [
  {
    id: 'necessary',
    title: localized('Necessary', 'Notwendig'),
    summary: localized('Always.', 'Immer.'),
    services: [{ id: 'basket', name: 'Basket', company: 'Shop AB', country: { en: 'Sweden' }, purpose: { en: 'Keeps it.' }, cookies: [] }],
  },
  {
    id: 'statistics',
    title: localized('Statistics', 'Statistik'),
    summary: localized('Counts.', 'Zählt.'),
    services: ['zebra', 'ant'].map((id) => ({
      id,
      name: id,
      company: `${id} Ltd`,
      country: { en: 'Ireland' },
      purpose: { en: 'Counts.' },
      cookies: [{ name: `_${id}*`, duration: { en: '1 day' } }],
    })),
  },
]
const ports = {
  content: { organisation: { legalName: 'Shop AB', sites: [{ id: 'shop', origins: [] }] }, services },
  hasher: nodeHasher(Buffer.alloc(32, 1)),
  blobs: memoryBlobs(),
  settings: { baseUrl: 'https://privacy.example' },
} as unknown as Ports
const names = ['returnStub', 'start', 'comeLate', 'tellGoogle', 'tellMicrosoft', 'guardNetwork']
const bundle = names.map((name) => `//! ${name}\n(function(DATA){/* ${name} */})\n`).join('')
const banner = createBanner(ports, { bundle, texts })
const get = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await banner(new Request(`https://privacy.example${path}`, { headers }))
  return { status: answer?.status, headers: answer?.headers, text: (await answer?.text()) ?? '' }
}
const hashIn = (stub: string) => /"([\w+/]{43}=)"/.exec(stub)?.[1] ?? ''
const addressIn = (stub: string) => `/consent/${hashIn(stub)}.js`

describe('the script of the banner', () => {
  it('carries what the registers say, in one language', async () => {
    const { text, headers } = await get('/consent.js?site=shop&lang=de')

    expect(text).toContain('Alle ablehnen')
    expect(text).not.toContain('Reject all')
    expect(text).toContain('["statistics","ant","zebra"]')
    expect(headers?.get('cache-control')).toBe('public, max-age=300')
    expect(headers?.has('vary')).toBe(false)
  })

  it.each([
    ['the language it is asked for, whatever the region', '?lang=ar-EG', 'de', 'رفض الكل'],
    ['the browser’s language where none is asked for', '', 'de-AT, en;q=0.5', 'Alle ablehnen'],
    ['English where nobody helps', '?lang=fr', 'fr', 'Reject all'],
  ])('speaks %s', async (_, query, accepted, reject) => {
    const { text } = await get(`/consent.js${query}`, { 'accept-language': accepted })

    expect(text).toContain(reject)
  })

  it('may differ by browser only where the address names no language', async () => {
    const { headers } = await get('/consent.js')

    expect(headers?.get('vary')).toBe('accept-language')
  })

  it.each(['/consent.js?site=nobody', '/consent.js?with=nothing', '/consent/AAAA.js'])('is not there at %s', async (path) => {
    expect((await get(path)).status).toBe(404)
  })

  it('brings what the site asks for beside it, once', async () => {
    const { text } = await get('/consent.js?with=google,guard')

    expect(names.filter((name) => text.includes(name))).toEqual(['start', 'tellGoogle', 'guardNetwork'])
  })

  it('leaves other addresses to others', async () => {
    expect(await banner(new Request('https://privacy.example/en/'))).toBeNull()
    expect(await banner(new Request('https://privacy.example/consent.js', { method: 'POST' }))).toBeNull()
  })
})

describe('the parts of the banner', () => {
  it('are found by their own hash, for ever', async () => {
    const stub = await get('/consent.js?part=stub')
    const part = await get(addressIn(stub.text))

    expect(createHash('sha256').update(part.text).digest('base64')).toBe(hashIn(stub.text))
    expect(part.headers?.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(part.headers?.get('access-control-allow-origin')).toBe('*')
  })

  it('are known to a process that was never asked for the banner', async () => {
    const { text } = await get('/consent.js?part=stub&lang=de&with=microsoft')
    const other = createBanner(ports, { bundle, texts })

    const answer = await other(new Request(`https://privacy.example${addressIn(text)}`))

    expect(await answer?.text()).toContain('tellMicrosoft')
  })

  it('are found after a restart with other registers, because pages out there still name them', async () => {
    const { text } = await get('/consent.js?part=stub')
    const later = createBanner(
      { ...ports, content: { ...ports.content, services: services.with(1, { ...services[1]!, services: [] }) } },
      { bundle, texts },
    )

    const answer = await later(new Request(`https://privacy.example${addressIn(text)}`))

    expect(answer?.status).toBe(200)
  })

  it('ask again when the cookie notice has changed what it says, while the server runs', async () => {
    let notice = '2026-03-01'
    const changing = createBanner(ports, { bundle, texts, noticeOn: async () => notice })
    const text = async () => (await changing(new Request('https://privacy.example/consent.js')))?.text()
    const before = await text()
    notice = '2026-09-01'

    expect(await text()).not.toBe(before)
    expect(await text()).toContain('https://privacy.example/en/notices/cookies')
  })

  it('do not start without a complete build', () => {
    expect(() => createBanner(ports, { bundle: '//! start\n(function(){})\n', texts })).toThrow('npm run build')
  })
})
