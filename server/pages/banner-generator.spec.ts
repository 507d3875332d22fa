import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { BannerConfig } from '#contract/banner.ts'
import { readContentFolder } from '#server/adapters/content-folder.ts'
import { nodeHasher } from '#server/adapters/node-hasher.ts'
import { systemClock } from '#server/adapters/system-clock.ts'
import { parseContent } from '#server/modules/registers/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { memoryBlobs } from '#tests/support/ports.ts'
import { createBanner } from './banner.ts'
import type { AllMessages } from './messages.ts'

const read = (folder: string) =>
  Object.fromEntries(
    ['en', 'de', 'ar'].map((name) => [
      name,
      JSON.parse(readFileSync(new URL(`../../${folder}/${name}.json`, import.meta.url), 'utf8')) as unknown,
    ]),
  )
const names = ['returnStub', 'start', 'comeLate', 'tellGoogle', 'tellMicrosoft', 'guardNetwork']
const ports = {
  clock: systemClock(),
  content: parseContent(await readContentFolder('content')),
  hasher: nodeHasher(Buffer.alloc(32, 1)),
  blobs: memoryBlobs(),
  settings: { baseUrl: 'https://privacy.example', demo: null },
} as unknown as Ports
const banner = createBanner(ports, {
  bundle: names.map((name) => `//! ${name}\n(function(DATA){/* ${name} */})\n`).join(''),
  texts: read('banner/texts') as BannerConfig['texts'],
  page: { assets: { styles: ['/portal.css'], scripts: ['/portal.js'] }, messages: read('locales') as AllMessages },
})
const open = async (path: string) => {
  const answer = await banner(new Request(`https://privacy.example${path}`, { headers: { 'accept-language': 'de' } }))
  return { status: answer?.status, location: answer?.headers.get('location'), text: (await answer?.text()) ?? '' }
}

describe('the page that writes the text for a website', () => {
  it('gives one tag with the website, the language and the extras', async () => {
    const { text } = await open('/de/banner?with=google&with=guard')

    expect(text).toContain('consent.js?site=acme-website&amp;amp;lang=de&amp;amp;with=google,guard')
    expect(text).toContain('Das Banner in eine Website einbauen')
  })

  it('gives both inline texts where the website writes its pages itself', async () => {
    const { text } = await open('/en/banner?mode=inline')

    expect(text).toContain('/* start */')
    expect(text).toContain('/* returnStub */')
  })

  it('writes nothing for colours that cannot be read, and says which', async () => {
    const { text } = await open('/en/banner?btn=%23ffffff')

    expect(text).toContain('1.0:1; it needs 4.5:1')
    expect(text).not.toContain('id="snippet"')
  })

  it('takes nothing from its address but what it offers', async () => {
    const { text } = await open('/en/banner?site=%3Cscript%3E&with=%3Cimg%3E&btn=red%3B%7D&mode=x')

    expect(text).not.toMatch(/<img>|red;/)
    expect(text).toContain('site=acme-website')
  })

  it('leaves the portal’s own script out, which knows no such page', async () => {
    const { text } = await open('/en/banner')

    expect(text).toContain('src="/consent/copy-button.js"')
    expect(text).not.toContain('/portal.js')
  })

  it('is found without a language, in the reader’s own', async () => {
    expect(await open('/banner')).toMatchObject({ status: 302, location: '/de/banner' })
  })
})
