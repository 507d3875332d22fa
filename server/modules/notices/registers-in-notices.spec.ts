import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { plainText } from '#domain/blocks.ts'
import type { Content, NoticeDraft } from '#server/ports/content.ts'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import { htmlFaults } from '#tests/support/html-faults.ts'
import { type TestPorts, testPorts } from '#tests/support/ports.ts'
import { articleHtml } from './article.html.ts'
import { articleWords } from './article.words.ts'
import { followRegisters } from './follow-registers.usecase.ts'
import { readMarkdown } from './markdown.ts'
import { readNotice, readNoticeText } from './read.usecases.ts'
import { unknownRegisters, withRegisters } from './register-tables.ts'
import { seedNotices } from './seed.usecase.ts'
import { withdrawNotice } from './withdraw.usecase.ts'

const cookies = (name: string): Content['services'] => [
  {
    id: 'necessary',
    title: { en: 'Necessary', de: 'Notwendig' },
    summary: { en: 'Keeps the page working.' },
    services: [
      {
        id: 'consent',
        name,
        company: 'Acme | Mail',
        country: { en: 'Sweden', de: 'Schweden' },
        purpose: { en: 'Remembers *what* you allowed.' },
        cookies: [{ name: 'vitrine', duration: { en: '6 months', de: '6 Monate' } }],
      },
    ],
  },
]
const registers = {
  services: cookies('Your answer'),
  subProcessors: [
    { id: 'a', name: 'A', task: { en: 'Hosts' }, country: { en: 'Sweden' }, since: '2023-02-22', safeguard: { en: 'Inside the EEA' } },
  ],
  transfers: [
    { id: 't', recipient: 'T', country: { en: 'Canada' }, data: { en: 'Billing' }, safeguard: { en: 'Adequacy' }, decidedOn: '2001-12-20' },
  ],
  categories: [],
}

describe('a table from the registers', () => {
  it('stands where the text names it, in the language of the text', () => {
    const text = withRegisters('Before.\n\n{register: cookies}\n\nAfter.', registers, 'de')

    expect(readMarkdown(text).map((block) => [block.kind, plainText(block)])).toEqual([
      ['paragraph', 'Before.'],
      ['heading', 'Notwendig'],
      ['paragraph', 'Keeps the page working.'],
      ['table-head', 'Dienst\tUnternehmen\tLand\tWozu\tCookies und wie lange sie bleiben'],
      ['table-row', 'Your answer\tAcme | Mail\tSchweden\tRemembers *what* you allowed.\tvitrine (6 Monate)'],
      ['paragraph', 'After.'],
    ])
  })

  it.each(['<script>alert(1)</script>', '[x](javascript:alert(1))', '**bold** `code` ~~s~~', '| a | b |', '{#id}', '\\| \\', 'a\nb'])(
    'shows the words of a register as words: %s',
    (name) => {
      const blocks = readMarkdown(withRegisters('{register: cookies}', { ...registers, services: cookies(name) }, 'en'))

      expect(plainText(blocks.at(-1) ?? { inline: [] })).toMatch(new RegExp(`^${RegExp.escape(name.replace('\n', ' '))}\t`))
      expect(htmlFaults(articleHtml(blocks, { words: articleWords.en }))).toEqual([])
    },
  )

  it.each(['sub-processors', 'transfers', 'retention'])('exists for %s', (name) => {
    expect(readMarkdown(withRegisters(`{register: ${name}}`, registers, 'ar'))[0]?.kind).toBe('table-head')
  })

  it('that no register has is left as it stands, and named', () => {
    expect(withRegisters('{register: staff}', registers, 'en')).toBe('{register: staff}')
    expect(unknownRegisters('x\n{register: staff}')).toEqual([{ name: 'staff', line: 2 }])
  })
})

describe.each(engines)('a notice made from the registers, on $name', ({ open }) => {
  let opened: OpenDatabase
  let ports: TestPorts
  const draft: NoticeDraft = {
    slug: 'cookies',
    kind: 'cookie-notice',
    title: { en: 'Cookies' },
    prevailing: 'en',
    significance: 'significant',
    reason: null,
    rendered: 'registers',
    published: { on: '2026-01-26' },
    effective: { on: '2026-03-01' },
    changelog: [],
    texts: { en: '## 1. The list {#list}\n\n{register: cookies}' },
  }
  beforeEach(async () => {
    opened = await open()
    ports = testPorts(opened.database)
    ports.content = { ...ports.content, services: cookies('Your answer'), notices: [draft] }
    await seedNotices(ports)
  })
  afterEach(() => opened.close())

  it('stays as it is while the register does', async () => {
    expect(await followRegisters(ports)).toEqual([])
  })

  it('is published anew when the register changed: at once, with the reason, without a mail, and once', async () => {
    ports.content = { ...ports.content, services: cookies('Another name') }

    const published = [...(await followRegisters(ports)), ...(await followRegisters(ports))]

    const { versions } = await readNotice(ports, 'cookies')
    const text = await readNoticeText(ports, 'cookies', '2026-03-02', 'en')
    expect(published).toMatchObject([{ number: 2, effectiveOn: '2026-03-02' }])
    expect(versions.at(-1)).toMatchObject({ significance: 'legal-duty', status: 'in-force', reason: expect.stringContaining('register') })
    expect(text.html).toContain('Another name')
    expect(await opened.database.selectFrom('notice_announcements').selectAll().execute()).toEqual([])
  })

  it('shows a company from the day of the version that announces it, from its publication to its withdrawal', async () => {
    const list = { ...draft, slug: 'sub-processors', kind: 'sub-processors', texts: { en: '{register: sub-processors}' } } as const
    const change = { slug: 'privacy', kind: 'privacy-notice', texts: { en: 'New.' }, rendered: null } as const
    const joinsWith: NoticeDraft = { ...draft, ...change, published: { on: '2026-02-20' }, effective: { on: '2026-04-01' } }
    const company = { id: 'b', name: 'B', task: { en: 'Translates' }, country: { en: 'Norway' }, safeguard: { en: 'Inside the EEA' } }
    ports.content = { ...ports.content, joiningSubProcessors: [{ ...company, joinsWith }], notices: [joinsWith, list] }
    const shownOn = async (day: string) => (await readNoticeText(ports, 'sub-processors', day, 'en')).html
    await seedNotices(ports)
    await followRegisters(ports)

    expect(await shownOn('2026-03-01')).not.toContain('Translates')
    expect(await shownOn('2026-03-02')).toMatch(/>B<.*>Translates<.*>from 1 April 2026</)
    expect(await followRegisters(ports)).toEqual([])

    await withdrawNotice(ports, 'privacy', '2026-04-01', 'It does not come')

    expect(await followRegisters(ports)).toMatchObject([{ slug: 'sub-processors', number: 3, effectiveOn: '2026-03-03' }])
    expect(await shownOn('2026-03-03')).not.toContain('Translates')
  })

  it('waits for its author when the words around the register changed too, and says so', async () => {
    ports.content = {
      ...ports.content,
      services: cookies('Another name'),
      notices: [{ ...draft, effective: { on: '2026-05-01' }, texts: { en: 'New words.' } }],
    }

    await seedNotices(ports)

    expect(await followRegisters(ports)).toEqual([])
    expect(ports.lines.map(({ event, facts }) => [event, facts])).toContainEqual([
      'notices/not-published',
      { notice: 'cookies', folder: '2026-05-01' },
    ])
  })
})
