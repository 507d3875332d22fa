import { createHash, createPublicKey, verify } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { verifyReceipt } from '#domain/receipts.ts'
import { escapeHtml } from '#server/http/html.ts'
import { SourceError } from '#server/ports/source.ts'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import { bytesOf, type CopiesRig, newId, openCopies } from './exports.fixture.ts'
import { sweepExports } from './exports.sweep.ts'
import { recordsNamed, unzipped } from './personal-data.fixture.ts'

describe.each(engines)('copies on $name', (engine) => {
  let opened: OpenDatabase
  let rig: CopiesRig

  beforeAll(async () => {
    opened = await engine.open()
  })
  afterAll(() => opened.close())
  beforeEach(async () => {
    rig = await openCopies(opened)
  })

  it('are made of every source and say how far they have come', async () => {
    const id = newId()
    const asked = await rig.call('request', rig.ida, id)
    await sweepExports(rig.ports)
    const made = await rig.call('get', rig.ida, id)

    expect(asked).toMatchObject({ status: 'queued', parts: [{ status: 'waiting' }, { status: 'waiting' }, { status: 'waiting' }] })
    expect(made).toMatchObject({
      status: 'ready',
      expiresAt: '2026-03-16T09:00:00.000Z',
      parts: [
        { source: 'mail', title: { en: 'The mail' }, status: 'done', records: 232 },
        { source: 'news', status: 'done', records: 3 },
        { source: 'privacy-center', status: 'done', records: 2 },
      ],
    })
  })

  it('of some categories hold these and nothing else, and say so', async () => {
    const id = await rig.readyOf(['billing', 'billing'])
    const files = unzipped(await bytesOf(await rig.download(id)))
    const { document } = JSON.parse(files.get('manifest.json') ?? '')

    expect([...files.keys()].filter((name) => name.startsWith('data/'))).toEqual(['data/billing.jsonl', 'data/billing.csv'])
    expect(document.categories).toEqual(['billing'])
    expect(files.get('START-HERE.html')).toContain('nur die Kategorien, die Sie gewählt haben')
    expect(await rig.call('get', rig.ida, id)).toMatchObject({ categories: ['billing'], parts: [{ source: 'mail', records: 2 }] })
  })

  it('are not made of a category that no system holds', async () => {
    await expect(rig.readyOf(['nothing'])).rejects.toMatchObject({ code: 'request/invalid' })
    expect(await rig.call('list', rig.ida)).toEqual({ exports: [] })
  })

  it('hold each record once, exactly in the lines and harmless in the table', async () => {
    rig.mail.holdings[0]?.records.push({ id: 'x', recordedAt: null, title: '=1+1', values: { subject: '@SUM("a")\r\nnext' } })
    const files = unzipped(await bytesOf(await rig.download(await rig.ready())))

    const lines = (files.get('data/message-metadata.jsonl') ?? '').trimEnd().split('\n')
    expect(lines).toHaveLength(231)
    expect(JSON.parse(lines[230] ?? '')).toEqual({
      source: 'mail',
      collection: 'messages',
      id: 'x',
      recordedAt: null,
      title: '=1+1',
      values: { subject: '@SUM("a")\r\nnext' },
    })
    expect(files.get('data/message-metadata.csv')).toContain(`"mail","messages","x","","'=1+1","'@SUM(""a"")\r\nnext"\r\n`)
  })

  it('carry a manifest with the checksum of every file and a signature that verifies', async () => {
    const files = unzipped(await bytesOf(await rig.download(await rig.ready())))
    const manifest = files.get('manifest.json') ?? ''
    const { document } = JSON.parse(manifest)

    const isSigned = await verifyReceipt(manifest, ed25519, [rig.ports.signer])
    expect(isSigned).toBe(true)
    expect(document.files.map((file: { name: string }) => file.name)).toEqual([...files.keys()].filter((name) => name !== 'manifest.json'))
    expect(document.files.map((file: { sha256: string }) => file.sha256)).toEqual(
      document.files.map((file: { name: string }) => sha256(files.get(file.name) ?? '')),
    )
    expect(document.gaps).toEqual([])
  })

  it('begin with a page that runs and loads nothing, whatever a source calls itself', async () => {
    rig.news.isDown = true
    rig.news.describe = async () => ({ id: 'news', title: { en: '<img src=x onerror=alert(1)>' }, purposes: [], collections: [] })
    const id = await rig.ready()
    rig.ports.clock.advance({ minutes: 5 })
    await sweepExports(rig.ports)
    rig.ports.clock.advance({ minutes: 5 })
    await sweepExports(rig.ports)
    const page = unzipped(await bytesOf(await rig.download(id))).get('START-HERE.html') ?? ''

    expect(policyFaults(page)).toEqual([])
    expect(page).toContain('<html lang="de" dir="ltr">')
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt; hat nicht geantwortet')
    expect(page).not.toContain('<img')
  })

  it('have pages to read for every category, in the language of the account, linked from the first page and to each other', async () => {
    rig.mail.holdings[0]?.records.push(...recordsNamed('more', 800))
    const files = unzipped(await bytesOf(await rig.download(await rig.ready())))
    const pages = [...files.keys()].filter((name) => name.startsWith('pages/'))

    const [first = '', second = '', third = ''] = ['', '.2', '.3'].map((end) => files.get(`pages/message-metadata${end}.html`))
    expect(pages).toEqual([
      'pages/message-metadata.html',
      'pages/message-metadata.2.html',
      'pages/message-metadata.3.html',
      'pages/billing.html',
      'pages/marketing.html',
      'pages/privacy-center.html',
    ])
    expect([first, second, third].map((page) => page.split('<article>').length - 1)).toEqual([500, 500, 30])
    expect(files.get('START-HERE.html')).toContain('<a href="pages/message-metadata.html">Lesen</a>')
    expect(second).toContain('<html lang="de" dir="ltr">')
    expect(second).toContain('<a href="message-metadata.html" rel="prev">Vorherige Seite</a> <a href="message-metadata.3.html" rel="next">')
    expect(files.get('pages/privacy-center.html')).toContain('<dt>E-Mail</dt><dd dir="auto">ida@example.com</dd>')
  })

  it('have pages on which nothing runs or loads, whatever a record holds', async () => {
    const evil = '<script>alert(1)</script><img src=x onerror=alert(1)></dd>'
    rig.mail.holdings[0]?.records.push({ id: 'x', recordedAt: new Date('2026-03-01T09:00:00Z'), title: evil, values: { subject: evil } })
    const files = unzipped(await bytesOf(await rig.download(await rig.ready())))

    const page = files.get('pages/message-metadata.html') ?? ''
    expect(page).not.toMatch(/<(?:script|img|link|iframe)\b/)
    expect(page.split(escapeHtml(evil)).length - 1).toBe(2)
    expect(page).toContain('<time datetime="2026-03-01T09:00:00.000Z">1. März 2026 um 10:00</time>')
    expect(policyFaults(page)).toEqual([])
  })

  it('tell the person by mail, once', async () => {
    await rig.ready()

    const mails = await opened.database.selectFrom('outbox').selectAll().where('account_id', '=', rig.ida).execute()
    expect(mails.map(({ template, to_address, facts }) => [template, to_address, JSON.parse(facts)])).toEqual([
      [
        'export-ready',
        'ida@example.com',
        { organisation: 'Acme Mail', link: 'http://localhost:4400/de/me/copies', until: '16. März 2026' },
      ],
    ])
  })

  it('name a gap after three tries, stay downloadable, and are completed when the source comes back', async () => {
    rig.news.isDown = true
    const id = await rig.ready()
    const first = await rig.show(id)
    rig.ports.clock.advance({ minutes: 5 })
    await sweepExports(rig.ports)
    rig.ports.clock.advance({ minutes: 5 })
    await sweepExports(rig.ports)
    const withGap = await rig.show(id)
    const before = JSON.parse(unzipped(await bytesOf(await rig.download(id))).get('manifest.json') ?? '')
    rig.news.isDown = false
    rig.ports.clock.advance({ minutes: 60 })
    await sweepExports(rig.ports)
    const after = JSON.parse(unzipped(await bytesOf(await rig.download(id))).get('manifest.json') ?? '')

    expect(first).toMatchObject({
      status: 'collecting',
      parts: [{ status: 'done' }, { status: 'gap', nextAttemptAt: expect.any(String) }, {}],
    })
    expect(withGap).toMatchObject({ status: 'ready', parts: [{}, { status: 'gap', nextAttemptAt: expect.any(String) }, {}] })
    expect(before.document.gaps).toEqual([{ source: 'news', title: 'The news', attempts: 3 }])
    expect(after.document.gaps).toEqual([])
    expect(await rig.show(id)).toMatchObject({ status: 'ready', parts: [{}, { status: 'done', records: 3, nextAttemptAt: null }, {}] })
    expect(rig.blobs.names()).toEqual([`export-${id}-copy-3`])
    expect(await opened.database.selectFrom('outbox').select('id').where('account_id', '=', rig.ida).execute()).toHaveLength(1)
  })

  it('name a gap for a source that stops half way, also where the store wraps what it was told', async () => {
    rig.news.access = () => Promise.reject(new SourceError('source/stopped'))
    const write = rig.blobs.write
    rig.blobs.write = (key, bytes) => write(key, bytes).catch((cause: unknown) => Promise.reject(new Error('not written', { cause })))
    const id = await rig.ready()

    expect(await rig.show(id)).toMatchObject({ status: 'collecting', parts: [{ status: 'done' }, { status: 'gap' }, { status: 'done' }] })
  })

  it('leave out a source that does not know the person, without a gap', async () => {
    const stranger = await rig.account('stranger')
    const id = newId()
    await rig.call('request', stranger, id)
    await sweepExports(rig.ports)

    expect(await rig.call('get', stranger, id)).toMatchObject({
      status: 'ready',
      parts: [{ status: 'done', records: 0 }, { records: 0 }, { records: 2 }],
    })
  })

  it('are made once for one id, and one at a time', async () => {
    const id = newId()
    await rig.call('request', rig.ida, id)
    const again = await rig.call('request', rig.ida, id)

    expect(again).toMatchObject({ id, status: 'queued' })
    await expect(rig.call('request', rig.ida, newId())).rejects.toMatchObject({ code: 'export/already-running' })
    await expect(rig.call('request', rig.jonas, id)).rejects.toMatchObject({ code: 'request/invalid' })
    await sweepExports(rig.ports)
  })

  it('survive a full disk: tried later, and given up after eight tries', async () => {
    const id = newId()
    await rig.call('request', rig.ida, id)
    const full = { ...rig.ports, blobs: { ...rig.blobs, write: () => Promise.reject(new Error('no space left')) } }
    const states = await inTurn(8, async () => {
      await sweepExports(full)
      rig.ports.clock.advance({ minutes: 90 })
      return (await rig.show(id)).status
    })

    expect(states).toEqual([...Array.from({ length: 7 }, () => 'collecting'), 'failed'])
  })
})

/** What is wrong with a page's policy: it must allow the one style that the page carries, by its hash, and nothing else. */
function policyFaults(page: string): string[] {
  const [, style = ''] = /<style>([^<]*)<\/style>/.exec(page) ?? []
  const hash = createHash('sha256').update(style).digest('base64')
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`
  return page.includes(`<meta http-equiv="Content-Security-Policy" content="${policy}">`) ? [] : [`no ${policy}`]
}

/** What came of doing it so many times, one after the other. */
async function inTurn<T>(times: number, act: () => Promise<T>): Promise<T[]> {
  const results: T[] = []
  for (let turn = 0; turn < times; turn++) results.push(await act())
  return results
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

async function ed25519(text: string, signature: string, publicKey: string): Promise<boolean> {
  const key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: publicKey } })
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'))
}
