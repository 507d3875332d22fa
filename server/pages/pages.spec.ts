import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { publishNotice, withdrawNotice } from '#server/modules/notices/index.ts'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import { htmlFaults } from '#tests/support/html-faults.ts'
import { type TestPorts, testPorts } from '#tests/support/ports.ts'
import type { Messages } from './messages.ts'
import { createPages } from './pages.ts'

const messagesOf = (locale: string) =>
  JSON.parse(readFileSync(new URL(`../../locales/${locale}.json`, import.meta.url), 'utf8')) as Messages
const options = {
  assets: { styles: ['/assets/main.css'], scripts: ['/assets/main.js'] },
  messages: { en: messagesOf('en'), de: messagesOf('de'), ar: messagesOf('ar') },
  document:
    '<!doctype html>\n<html lang="en" dir="ltr">\n<head><title>x</title></head>\n<body><noscript><p>x</p></noscript>\n<div id="app"></div></body>\n</html>\n',
}
const hostile = `<script>alert("1")</script>`
const draft = {
  slug: 'privacy',
  kind: 'privacy-notice',
  title: { en: `Privacy ${hostile}`, de: 'Datenschutzhinweis' },
  prevailing: 'en',
  significance: 'significant',
  reason: null,
  changelog: [{ section: 'kept', text: { en: `Shorter ${hostile}` } }],
} as const
const text = (days: number) => ({
  en: `## 1. Kept {#kept}\n\nWe keep texts for ${days} days.`,
  de: `## 1. Dauer {#kept}\n\nWir behalten Texte ${days} Tage.`,
})

describe('the public pages', () => {
  let opened: OpenDatabase
  let ports: TestPorts
  let open: (path: string, headers?: Record<string, string>) => Promise<Response>
  beforeEach(async () => {
    opened = await engines[0]!.open()
    ports = testPorts(opened.database)
    await publishNotice(ports, { ...draft, effectiveOn: '2018-05-25', texts: text(9) }, { publishedAt: new Date('2018-05-25T07:00:00Z') })
    await publishNotice(ports, { ...draft, effectiveOn: '2025-03-01', texts: text(8) }, { publishedAt: new Date('2025-01-20T07:00:00Z') })
    await publishNotice(ports, { ...draft, effectiveOn: '2026-03-24', texts: text(7) }, { publishedAt: new Date('2026-02-20T07:00:00Z') })
    const pages = createPages(ports, options)
    open = async (path, headers = {}) =>
      (await pages(new Request(`http://localhost:4400${path}`, { headers }))) ?? new Response('none', { status: 599 })
  })
  afterEach(() => opened.close())

  const paths = [
    '/en/notices',
    '/de/notices/privacy',
    '/ar/notices/privacy',
    '/en/notices/privacy/2018-05-25',
    '/de/notices/privacy/2026-03-24',
    '/en/notices/privacy/versions',
    '/ar/notices/privacy/compare/2025-03-01..2026-03-24',
    '/en/notices/nothing',
    '/dev/mail',
  ]

  it.each(paths)('are complete documents that need no script and hold none of the author’s: %s', async (path) => {
    const html = await (await open(path)).text()

    expect(htmlFaults(html)).toEqual([])
    expect(html).toMatch(/^<!doctype html>\n<html lang="(en|de|ar)" dir="(ltr|rtl)">/)
    expect(html).toContain('<main id="main"')
    expect(html).not.toContain(hostile)
  })

  it('hold the whole text and say which version it is', async () => {
    const html = await (await open('/en/notices/privacy/2026-03-24')).text()

    expect(html).toContain('<article id="article" data-notice="privacy@2026-03-24@en" lang="en" dir="ltr">')
    expect(html).toContain('We keep texts for 7 days.')
    expect(html).toContain('Version 3 applies from <time datetime="2026-03-24">24 March 2026</time>, in 22 days.')
  })

  it('name the version that comes before a later one, by its date', async () => {
    await publishNotice(ports, { ...draft, effectiveOn: '2026-04-20', texts: text(6) }, { publishedAt: new Date('2026-02-21T07:00:00Z') })

    const html = await (await open('/en/notices/privacy/2026-04-20')).text()

    expect(html).toContain(
      'Before it, <a href="/en/notices/privacy/2026-03-24">version 3</a> applies from <time datetime="2026-03-24">24 March 2026</time>.',
    )
    expect(html).toContain('<a href="/en/notices/privacy/compare/2026-03-24..2026-04-20">Compare with version 3</a>')
  })

  it.each(['/en/notices', '/en/notices/privacy'])('announce every version that is to come: %s', async (path) => {
    await publishNotice(ports, { ...draft, effectiveOn: '2026-04-20', texts: text(6) }, { publishedAt: new Date('2026-02-21T07:00:00Z') })

    const words = (await (await open(path)).text()).replaceAll('</p>', '\n').replace(/<[^>]+>/g, '')

    expect(words).toMatch(/Version 3 applies from 24 March 2026, in 22 days\.\s+Version 4 applies from 20 April 2026, in 49 days\./)
  })

  it('lead any other date to the version in force then', async () => {
    const answer = await open('/de/notices/privacy/2020-02-29')

    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/de/notices/privacy/2018-05-25'])
  })

  it.each([
    ['/en/notices/privacy/2018-05-24', 'a day before the first version'],
    ['/en/notices/privacy/2026-02-30', 'a day that does not exist'],
    ['/en/notices/privacy/2025-03-01/more', 'an address below a version'],
    ['/en/notices/..%2Fprivacy', 'a slug that is none'],
    ['/en/notices/privacy/compare/2025-03-01', 'half a comparison'],
  ])('say that nothing is at %s: %s', async (path) => {
    expect((await open(path)).status).toBe(404)
  })

  it.each(['/en/nonsense', '/de/me/nonsense', '/ar/data'])(
    'say so, with the status and in words, where there is no page: %s',
    async (path) => {
      const answer = await open(path)

      expect(answer.status).toBe(404)
      expect(htmlFaults(await answer.text())).toEqual([])
    },
  )

  it('say without script, in the reader’s language, what can be read and whom to write to', async () => {
    const html = await (await open('/de/sign-in')).text()

    expect(htmlFaults(html)).toEqual([])
    expect(html).toMatch(/<noscript>.*braucht JavaScript.*href="\/de\/notices".*href="mailto:.*<\/noscript>/s)
  })

  it('speak the reader’s language where the address names none that we have', async () => {
    const answer = await open('/fr/notices', { accept: 'text/html', 'accept-language': 'de' })

    expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('<html lang="de" dir="ltr">')])
  })

  it('leave programs that ask for a missing file with the short answer', async () => {
    expect((await open('/missing.png', { accept: 'image/*' })).status).toBe(599)
  })

  it('lead a comparison of other days, or the wrong way round, to the real one', async () => {
    const answer = await open('/en/notices/privacy/compare/2026-05-01..2025-06-01')

    expect(answer.headers.get('location')).toBe('/en/notices/privacy/compare/2025-03-01..2026-03-24')
  })

  it('keep old versions out of search engines and send them to the current one', async () => {
    const old = await (await open('/en/notices/privacy/2018-05-25')).text()
    const current = await (await open('/en/notices/privacy')).text()

    expect(old).toContain('<meta name="robots" content="noindex">')
    expect(old).toContain('<link rel="canonical" href="http://localhost:4400/en/notices/privacy">')
    expect(current).not.toContain('noindex')
  })

  it('name their translations for each other, and only those that exist', async () => {
    const alternatesOf = async (path: string) => (await (await open(path)).text()).match(/hreflang="[^"]+" href="http[^"]+"/g)

    const english = await alternatesOf('/en/notices/privacy')

    expect(english).toEqual([
      'hreflang="en" href="http://localhost:4400/en/notices/privacy"',
      'hreflang="de" href="http://localhost:4400/de/notices/privacy"',
      'hreflang="x-default" href="http://localhost:4400/notices/privacy"',
    ])
    expect(await alternatesOf('/de/notices/privacy')).toEqual(english)
  })

  it('answer a link to a clause: where it is, since when it is gone, and when it came', async () => {
    const texts = { en: '## 1. Scored {#scored}\n\nNobody is scored.' }
    await publishNotice(ports, { ...draft, effectiveOn: '2026-06-01', texts }, { publishedAt: new Date('2026-03-01T07:00:00Z') })

    const here = await (await open('/en/notices/privacy?clause=kept')).text()
    const gone = await (await open('/en/notices/privacy/2026-06-01?clause=kept')).text()
    const later = await (await open('/en/notices/privacy?clause=scored')).text()
    const never = await (await open('/en/notices/privacy?clause=%3Cscript%3E')).text()

    expect(here).toContain('<a href="#kept"><bdi lang="en">1. Kept</bdi></a>')
    expect(gone).toContain(
      '“<bdi lang="en">Kept</bdi>” was last part of version 3. It is gone since <time datetime="2026-06-01">1 June 2026</time>, with version 4.',
    )
    expect(gone).toContain('<a href="/en/notices/privacy/2026-03-24?clause=kept#kept">Read it in version 3</a>')
    expect(later).toContain('“<bdi lang="en">Scored</bdi>” came with version 4')
    expect(never).toContain('No version of this notice has a clause at this address.')
    expect([here, gone, later, never].flatMap(htmlFaults)).toEqual([])
  })

  it('keep the query when another date leads to the version in force then', async () => {
    const answer = await open('/de/notices/privacy/2020-02-29?clause=kept')

    expect(answer.headers.get('location')).toBe('/de/notices/privacy/2018-05-25?clause=kept')
  })

  it('set two languages side by side, each with its own language, no id twice', async () => {
    const html = await (await open('/de/notices/privacy?beside=en')).text()

    expect(htmlFaults(html)).toEqual([])
    expect(html).toMatch(
      /<div class="beside__row"><div lang="de" dir="ltr"><section class="clause" id="kept".*<div lang="en" dir="ltr"><section class="clause" id="en-kept"/s,
    )
    expect(html).toContain('<meta name="robots" content="noindex">')
  })

  it('explain below the text the words of the glossary that stand in it, and leave text and fingerprint alone', async () => {
    const plain = await (await open('/de/notices/privacy')).text()
    const meaning = { en: `Words ${hostile}`, de: `Worte ${hostile}`, ar: 'x' }
    const none = { en: [], de: [], ar: [] }
    const glossary = [
      { id: 'text', term: { en: 'text', de: 'Text', ar: 'نص' }, forms: { en: ['texts'], de: ['Texte'], ar: [] }, meaning },
      { id: 'hash', term: { en: 'hash', de: 'Hash', ar: 'بصمة' }, forms: none, meaning },
    ]
    ports.content = { ...ports.content, glossary }

    const html = await (await open('/de/notices/privacy')).text()
    const data = await (await open('/de/notices/privacy.json')).text()

    const wordsOf = (page: string) => /<article.*<\/article>/s.exec(page)?.[0].replaceAll(/<[^>]*>/g, '')
    expect(wordsOf(html)).toBe(wordsOf(plain))
    expect(html).toMatch(/<a class="term" href="#word-used-text" title="Worte &lt;script&gt;[^"<>]*">Texte<\/a> 8 Tage/)
    expect(data).not.toContain('word-used')
    expect([html, data].map((one) => one.includes('6f55895d364a86e4ab9a061cb63582ac7c6a8cf4f7d70f637062a0dce7c9de3d'))).toEqual([
      true,
      true,
    ])
    expect(plain).not.toContain('words-used')
    expect(html).toContain('<h2 id="words-used">Begriffe in diesem Text</h2>')
    expect(html).toContain('<a href="#words-used">Begriffe in diesem Text</a>')
    expect(html).toMatch(/<dl lang="de" dir="ltr"><div id="word-used-text"><dt>Text<\/dt><dd>Worte &lt;script&gt;[^<]*<\/dd><\/div><\/dl>/)
    expect(htmlFaults(html)).toEqual([])
  })

  it('show a withdrawn version as what it is, and count it nowhere', async () => {
    await withdrawNotice(ports, 'privacy', '2026-03-24', 'A wrong period')

    const html = await (await open('/en/notices/privacy/2026-03-24')).text()
    const current = await (await open('/en/notices/privacy')).text()

    expect(html).toContain(
      '<strong>Withdrawn.</strong> Version 3 was withdrawn on <time datetime="2026-03-02">2 March 2026</time> and never applied.',
    )
    expect(html).toContain('<bdi>A wrong period</bdi>')
    expect(html).toContain('noindex')
    expect(html).toContain('"creativeWorkStatus":"Withdrawn"')
    expect(html).not.toContain('temporalCoverage')
    expect(current).not.toContain('A change is coming.')
  })

  it('say that nothing applies where the only version was withdrawn', async () => {
    const first = { ...draft, slug: 'cookies', effectiveOn: '2026-03-24', texts: text(7) }
    await publishNotice(ports, first, { publishedAt: new Date('2026-02-20T07:00:00Z') })
    await withdrawNotice(ports, 'cookies', '2026-03-24', 'A wrong period')

    const html = await (await open('/en/notices/cookies/2026-03-24')).text()
    const list = await (await open('/en/notices')).text()

    expect(html).toContain('</time> and never applied. No version applies today. Reason:')
    expect(html).not.toContain('Today, <a')
    expect(list).toContain('<p>No version applies today.</p>')
  })

  it('describe themselves to search engines in a data block', async () => {
    const html = await (await open('/de/notices/privacy')).text()
    const [, json = ''] = /<script type="application\/ld\+json">([^<]*)<\/script>/.exec(html) ?? []

    expect(JSON.parse(json)).toMatchObject({
      '@type': 'DigitalDocument',
      inLanguage: 'de',
      version: '2',
      temporalCoverage: '2025-03-01/2026-03-23',
      translationOfWork: { '@id': 'http://localhost:4400/en/notices/privacy/2025-03-01' },
    })
  })

  it.each([
    ['/en/notices/privacy.md', 'text/markdown; charset=utf-8', 'We keep texts for 8 days.'],
    ['/ar/notices/privacy/2018-05-25.md', 'text/markdown; charset=utf-8', 'language: "en"'],
    ['/de/notices/privacy/2026-03-24.json', 'application/json; charset=utf-8', '"status": "upcoming"'],
  ])('come in other forms, whose type nobody guesses: %s', async (path, type, words) => {
    const answer = await open(path)

    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('x-content-type-options')]).toEqual([
      200,
      type,
      'nosniff',
    ])
    expect(await answer.text()).toContain(words)
  })

  it('lead another date in another form to the version in force then', async () => {
    expect((await open('/en/notices/privacy/2020-02-29.md')).headers.get('location')).toBe('/en/notices/privacy/2018-05-25.md')
  })

  it.each(['/en/notices/feed.atom', '/de/notices/privacy/feed.atom'])(
    'have a feed that says the same until something is published: %s',
    async (path) => {
      const first = await open(path)
      const body = await first.text()
      ports.clock.advance({ days: 5 })
      const headers = { etag: first.headers.get('etag') ?? '', date: first.headers.get('last-modified') ?? '' }

      const byTag = await open(path, { 'if-none-match': headers.etag })
      const byDate = await open(path, { 'if-modified-since': headers.date })
      const older = await open(path, { 'if-modified-since': 'Mon, 01 Jan 2018 00:00:00 GMT' })
      const otherTag = await open(path, { 'if-none-match': '"x"', 'if-modified-since': headers.date })
      await withdrawNotice(ports, 'privacy', '2026-03-24', 'A wrong period')
      const changed = await open(path, { 'if-none-match': headers.etag })

      expect(body.match(/<entry>/g)).toHaveLength(3)
      expect(new Set(body.match(/<id>[^<]*<\/id>/g)).size).toBe(4)
      expect(body).toContain('<id>tag:acmemail.example,2018-05-25:notices/privacy/2025-03-01/')
      expect([byTag, byDate, older, otherTag, changed].map(({ status }) => status)).toEqual([304, 304, 200, 200, 200])
    },
  )

  it('weigh at most 36 kB for a notice of 40 kB, which leaves 24 kB for the style sheet', async () => {
    const words = 'What we keep about message metadata, for how long, on which ground, and who receives it besides our auditors.'
    const section = (at: number) =>
      `## ${at}. Section ${at} {#s-${at}}\n\n${Array.from({ length: 6 }, (_, n) => `(${'abcdef'[n]}) ${at * 7919 + n} ${words}`).join('\n\n')}`
    const en = Array.from({ length: 55 }, (_, at) => section(at + 1)).join('\n\n')
    await publishNotice(
      ports,
      { ...draft, slug: 'long', effectiveOn: '2026-03-02', texts: { en } },
      { publishedAt: new Date('2026-03-02T07:00:00Z') },
    )

    const html = await (await open('/en/notices/long')).text()

    expect(en.length).toBeGreaterThan(40_000)
    expect(gzipSync(html).length).toBeLessThan(36_000)
  })

  it.each([
    ['/en/cookies', '/en/notices/cookies'],
    ['/de/cookies?x=1', '/de/notices/cookies?x=1'],
  ])('lead %s to the notice made from the registers', async (path, location) => {
    await publishNotice(
      ports,
      { ...draft, slug: 'cookies', effectiveOn: '2026-03-02', texts: text(1) },
      { publishedAt: new Date('2026-03-02T07:00:00Z') },
    )

    expect((await open(path)).headers.get('location')).toBe(location)
  })

  it('show a missing language openly, in the language and direction of the text', async () => {
    const html = await (await open('/ar/notices/privacy')).text()

    expect(html).toContain('<html lang="ar" dir="rtl">')
    expect(html).toMatch(/<article id="article" [^>]* lang="en" dir="ltr">/)
    expect(html).toContain('هذا الإشعار غير متوفر بهذه اللغة: العربية')
  })

  it('name a notice in the reader’s language where only its text is missing in it', async () => {
    const cookies = { ...draft, slug: 'cookies', title: { en: 'Cookies', ar: 'ملفات الارتباط' }, effectiveOn: '2025-03-01', texts: text(7) }
    await publishNotice(ports, cookies, { publishedAt: new Date('2025-02-20T07:00:00Z') })

    const html = await (await open('/ar/notices/cookies')).text()

    expect(html).toContain('<h1 lang="ar" dir="rtl">ملفات الارتباط</h1>')
    expect(html).toContain('<title>ملفات الارتباط · ')
  })

  it.each([
    ['/', 'de-AT,de;q=0.9,en;q=0.5', '/de/'],
    ['/', 'fr, ar;q=0.4', '/ar/'],
    ['/notices/privacy?x=1', 'xx', '/en/notices/privacy?x=1'],
    ['/me', 'en;q=0,de;q=0.1', '/de/me'],
  ])('send %s with %j to %s', async (path, acceptLanguage, location) => {
    const answer = await open(path, { 'accept-language': acceptLanguage })

    expect([answer.status, answer.headers.get('location'), answer.headers.get('vary')]).toEqual([302, location, 'accept-language'])
  })

  it('begin the portal in the language of the address', async () => {
    expect(await (await open('/ar/me/choices')).text()).toContain(
      '<html lang="ar" dir="rtl">\n<head><title>مركز الخصوصية · Acme Mail</title>',
    )
  })

  it('are no answer for the API, for files and for posts', async () => {
    const pages = createPages(ports, options)

    expect((await open('/api/health')).status).toBe(599)
    expect((await open('/assets/main.js')).status).toBe(599)
    expect(await pages(new Request('http://localhost:4400/en/notices', { method: 'POST' }))).toBeNull()
  })

  it('show the mails of the demo with their links, and to nobody outside a demo', async () => {
    await opened.database
      .insertInto('demo_mails')
      .values({
        id: 'm1',
        sent_at: Date.parse('2026-03-02T09:00:00Z'),
        to_address: 'ida@example.com',
        subject: hostile,
        text: `Open http://localhost:4400/en/x?a=1&b=2.\n${hostile}`,
        headers: '{"List-Unsubscribe":"<https://x.example>"}',
      })
      .execute()

    const html = await (await open('/dev/mail')).text()
    const pages = createPages({ ...ports, settings: { ...ports.settings, demo: null } }, options)

    expect(html).toContain('<a href="http://localhost:4400/en/x?a=1&amp;b=2">http://localhost:4400/en/x?a=1&amp;b=2</a>.<br>&lt;script&gt;')
    expect(html).toMatch(/<time datetime="2026-03-02T09:00:00.000Z">2 March 2026[^<]* 10:00<\/time>/)
    expect(await pages(new Request('http://localhost:4400/dev/mail'))).toBeNull()
  })
})
