import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verdictOn } from '#domain/verdict.ts'
import { createApp } from '#server/app.ts'
import { type ErasuresRig, openErasures } from '#server/work/erasures.fixture.ts'
import { sweepErasures } from '#server/work/erasures.sweep.ts'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import { htmlFaults } from '#tests/support/html-faults.ts'
import type { Messages } from './messages.ts'
import { createPages } from './pages.ts'

const messagesOf = (locale: string) =>
  JSON.parse(readFileSync(new URL(`../../locales/${locale}.json`, import.meta.url), 'utf8')) as Messages
const options = {
  assets: { styles: ['/assets/main.css'], scripts: ['/assets/main.js'] },
  messages: { en: messagesOf('en'), de: messagesOf('de'), ar: messagesOf('ar') },
  document: '<!doctype html><html lang="en" dir="ltr"><head><title>x</title></head><body></body></html>',
}

describe('the page at the end of a deletion', () => {
  let opened: OpenDatabase
  let rig: ErasuresRig
  let open: (path: string) => Promise<Response>
  beforeEach(async () => {
    opened = await engines[0]!.open()
    rig = await openErasures(opened)
    const pages = createPages(rig.ports, options)
    open = async (path) => (await pages(new Request(`http://localhost:4400${path}`))) ?? new Response('none', { status: 599 })
  })
  afterEach(() => opened.close())

  async function linkInLastMail(): Promise<string> {
    await rig.requested(rig.ida)
    rig.ports.clock.set(new Date('2026-03-16T23:00:00Z'))
    await sweepErasures(rig.ports)
    const mail = await opened.database
      .selectFrom('outbox')
      .select('facts')
      .where('to_address', '=', rig.ida.email)
      .executeTakeFirstOrThrow()
    return new URL((JSON.parse(mail.facts) as { link: string }).link).pathname
  }

  it.each(['en', 'de', 'ar'])(
    'says in %s what was destroyed, what stays and until when, and when backups are rid of it',
    async (locale) => {
      const address = (await linkInLastMail()).replace('/en/', `/${locale}/`)
      const answer = await open(address)
      const page = await answer.text()

      expect(answer.status).toBe(200)
      expect(htmlFaults(page)).toEqual([])
      expect(page).toContain('The mail')
      expect(page).toContain('A law')
      expect(page).toContain(
        new Intl.DateTimeFormat(locale === 'ar' ? 'ar-u-nu-latn' : locale === 'de' ? 'de-DE' : 'en-GB', { dateStyle: 'long' }).format(
          new Date('2033-12-31T12:00:00Z'),
        ),
      )
      expect(page).toContain('<meta name="robots" content="noindex">')
      expect(page).not.toContain(rig.ida.email)
    },
  )

  it('offers the certificate as a file that verifies as it comes', async () => {
    const page = await (await open(await linkInLastMail())).text()
    const [, address = ''] = /href="(\/api\/certificates\/[^"]+)"/.exec(page) ?? []
    const file = await createApp(rig.ports).fetch(new Request(`http://localhost:4400${address}`))

    expect(await verdictOn(new Uint8Array(await file.arrayBuffer()), [rig.ports.signer])).toMatchObject({ verdict: 'genuine' })
  })

  it('does not exist for a wrong code, for a code of another shape, or before the end, and each looks the same', async () => {
    const id = await rig.requested(rig.ida)
    const answers = [
      await open(`/en/status/${id}-${'0'.repeat(32)}`),
      await open(`/en/status/${id}`),
      await open('/en/status/%3Cscript%3E'),
    ]
    const bodies = await Promise.all(answers.map((answer) => answer.text()))

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404])
    expect(bodies.map((body) => /<main.*<\/main>/s.exec(body)?.[0])).toEqual(Array(3).fill(/<main.*<\/main>/s.exec(bodies[0] ?? '')?.[0]))
  })

  it('is found without a language too, in the reader’s own', async () => {
    const answer = await open('/status/abc')

    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/en/status/abc'])
  })
})
