import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Source } from '#server/ports/source.ts'
import { openApi, type TestApi } from '#tests/support/api.ts'
import { type Door, NoServer } from './door.ts'
import { runCli } from './run.ts'

const about = (rest = '') => `kind: privacy-notice
audience: [visitors]
prevailing: en
significance: significant
publishedOn: 2026-01-26
effectiveOn: 2026-05-01
title: { en: Privacy notice, de: Datenschutzhinweis, ar: إشعار }
summary: { en: What we do., de: Was wir tun., ar: ما نفعله. }
changelog:
  - { section: kept, text: { en: First version., de: Erste Fassung., ar: الأولى. } }
${rest}`

let api: TestApi
let folder: string
let said: string[]
let complained: string[]
let token: string

beforeEach(async () => {
  api = await openApi()
  api.ports.clock.set(new Date('2026-03-02T09:00:00Z'))
  folder = await mkdtemp(path.join(os.tmpdir(), 'notices-'))
  said = []
  complained = []
  token = 'operator-token-for-tests'
})
afterEach(async () => {
  await api.close()
  await rm(folder, { recursive: true })
})

async function write(version: string, en: string, notice = about()): Promise<void> {
  await mkdir(path.join(folder, 'privacy', version), { recursive: true })
  await writeFile(path.join(folder, 'privacy', version, 'notice.yaml'), notice.replace('2026-05-01', version))
  await writeFile(path.join(folder, 'privacy', version, 'en.md'), en)
}

const run = (...args: string[]) =>
  runCli(args, {
    environment: {},
    folder,
    print: (line) => void said.push(line),
    complain: (line) => void complained.push(line),
    openDoor: async (): Promise<Door> => ({
      place: 'http://localhost:4400',
      fetch: (address, init) => {
        const headers = new Headers(init?.headers)
        headers.set('authorization', `Bearer ${token}`)
        return api.app.fetch(new Request(`http://localhost:4400${address}`, { ...init, headers }))
      },
      close: async () => undefined,
    }),
  })

/** The days of all versions, the earliest first. */
async function days(): Promise<string[]> {
  const { versions } = (await (await api.browser().get('/api/notices/privacy')).json()) as { versions: { effectiveOn: string }[] }
  return versions.map(({ effectiveOn }) => effectiveOn).toSorted()
}

describe('the command line', () => {
  it('tells systems again of old deletions, and says what to do when none of that name is connected', async () => {
    const { ports } = api
    ports.sources = { list: () => [{ id: 'mail' } as Source], get: () => undefined }

    const codes = [await run('erasures', 'replay', '--source', 'mail'), await run('erasures', 'replay', '--source', 'gone')]

    expect(codes).toEqual([0, 1])
    expect(said).toEqual(['mail: told again of 0 deletions. Whatever is not confirmed within about an hour becomes a task.'])
    expect(complained).toEqual([expect.stringContaining('No such system is connected.')])
  })

  it('puts a dated note beside a published text, whose fingerprint stays', async () => {
    await write('2026-05-01', '## 1. Kept {#kept}\n\nSeven days.')
    await run('notices', 'publish', 'privacy/2026-05-01')
    const hashOf = async () =>
      ((await (await api.browser().get('/api/notices/privacy/versions/2026-05-01')).json()) as { hash: string }).hash
    const before = await hashOf()

    const code = await run(
      'notices',
      'annotate',
      'privacy/2026-05-01',
      '--section',
      'kept',
      '--en',
      'Eight days since then.',
      '--de',
      'Seitdem acht Tage.',
    )

    expect([code, said.at(-1)]).toEqual([
      0,
      'privacy/2026-05-01: noted on 2026-03-02 beside section kept. The text and its fingerprint stay.',
    ])
    const { versions } = (await (await api.browser().get('/api/notices/privacy')).json()) as { versions: { annotations: unknown[] }[] }
    expect(versions[0]?.annotations).toMatchObject([{ section: 'kept', text: { en: 'Eight days since then.', de: 'Seitdem acht Tage.' } }])
    expect(await hashOf()).toBe(before)
  })

  it('says why a note is refused: no such clause, no such version', async () => {
    await write('2026-05-01', '## 1. Kept {#kept}\n\nSeven days.')
    await run('notices', 'publish', 'privacy/2026-05-01')

    const codes = [
      await run('notices', 'annotate', 'privacy/2026-05-01', '--section', 'gone', '--en', 'A note.'),
      await run('notices', 'annotate', 'privacy/2026-06-01', '--en', 'A note.'),
    ]

    expect(codes).toEqual([1, 1])
    expect(complained).toHaveLength(2)
  })

  it('names the version that cannot be withdrawn again', async () => {
    await write('2026-05-01', '## 1. Kept {#kept}\n\nSeven days.')
    await run('notices', 'publish', 'privacy/2026-05-01')
    await run('notices', 'withdraw', 'privacy/2026-05-01', '--reason', 'A mistake')

    const code = await run('notices', 'withdraw', 'privacy/2026-05-01', '--reason', 'A mistake')

    expect([code, complained]).toEqual([1, ['privacy/2026-05-01: This version was withdrawn before.']])
  })

  it('checks, publishes once, lists and withdraws a folder', async () => {
    await write('2026-05-01', '## 1. Kept {#kept}\n\nSeven days.')

    const codes = [
      await run('notices', 'check', 'privacy'),
      await run('notices', 'publish', 'privacy/2026-05-01'),
      await run('notices', 'publish', 'privacy/2026-05-01'),
      await run('notices', 'list'),
      await run('notices', 'withdraw', 'privacy/2026-05-01', '--reason', 'A mistake'),
    ]

    expect(codes).toEqual([0, 0, 0, 0, 0])
    expect(said.map((line) => line.replace(/[0-9a-f]{64}/, 'HASH').replace(/\t[0-9a-f]{12}$/, ''))).toEqual([
      'privacy/2026-05-01: not yet published. Publishing it now makes it apply from 2026-05-01.',
      'privacy/2026-05-01: published as version 1, applies from 2026-05-01, sha256 HASH',
      'privacy/2026-05-01: published before as version 1, from 2026-05-01. Nothing new was published.',
      'privacy\tversion 1\t2026-05-01..\tupcoming\ten',
      'privacy/2026-05-01: version 1 is withdrawn. It stays readable and says so.',
    ])
  })

  it('names characters that show nothing, and leaves alone those that Arabic needs', async () => {
    await write('2026-05-01', '## 1. Kept {#kept}\n\nSeven \u202Esyad\u202C.\n\nPass\u200Bword, ser\u200Dvice.')
    await writeFile(
      path.join(folder, 'privacy', '2026-05-01', 'ar.md'),
      '## 1. المدة {#kept}\n\nمی\u200Cشود \u200F(أ) \u2068GDPR\u2069 👩🏽\u200D💻.\n\nكلمة.',
    )

    expect(await run('notices', 'check', '.')).toBe(0)
    const words = 'shows nothing and can change what is read; remove it'
    expect(complained.filter((line) => line.endsWith(words))).toEqual([
      `privacy/2026-05-01/en.md:3: U+202E ${words}`,
      `privacy/2026-05-01/en.md:3: U+202C ${words}`,
      `privacy/2026-05-01/en.md:5: U+200B ${words}`,
      `privacy/2026-05-01/en.md:5: U+200D ${words}`,
    ])
  })

  it('fails where the words were changed after publication, and publishes nothing', async () => {
    await write('2026-05-01', '## 1. Kept {#kept}\n\nSeven days.')
    await run('notices', 'publish', 'privacy/2026-05-01')
    await write('2026-05-01', '## 1. Kept {#kept}\n\nEight days.')

    const code = await run('notices', 'publish', 'privacy/2026-05-01')

    expect([code, complained]).toEqual([
      1,
      [
        'privacy/2026-05-01/notice.yaml: version 1 was published with other words and stays; use a folder with another day',
        'privacy/2026-05-01: published before as version 1, from 2026-05-01. Nothing new was published.',
      ],
    ])
    expect(await days()).toEqual(['2026-05-01'])
  })

  it('fails where the version was withdrawn, whose words may come back on another day', async () => {
    await write('2026-05-01', '## 1. Kept {#kept}\n\nSeven days.')
    await run('notices', 'publish', 'privacy/2026-05-01')
    await run('notices', 'withdraw', 'privacy/2026-05-01', '--reason', 'A mistake')
    await write('2026-06-01', '## 1. Kept {#kept}\n\nSeven days.')

    const codes = [await run('notices', 'publish', 'privacy/2026-05-01'), await run('notices', 'publish', 'privacy/2026-06-01')]

    expect([codes, complained]).toEqual([
      [1, 0],
      [
        'privacy/2026-05-01: version 1 was withdrawn and keeps its day. To publish the words again, use a folder with another day. Nothing new was published.',
      ],
    ])
    expect(await days()).toEqual(['2026-05-01', '2026-06-01'])
  })

  it('takes words that stand already under a new day for no new version, and fails', async () => {
    await write('2026-05-01', '## 1. Kept {#kept}\n\nSeven days.')
    await run('notices', 'publish', 'privacy/2026-05-01')
    await write('2026-12-05', '## 1. Kept {#kept}\n\nSeven days.')

    const codes = [await run('notices', 'check', 'privacy/2026-12-05'), await run('notices', 'publish', 'privacy/2026-12-05')]

    const words = 'privacy/2026-12-05: the text is the same as version 1, from 2026-05-01. Nothing is published for 2026-12-05.'
    expect([codes, said.at(-1), complained.at(-1)]).toEqual([[1, 1], words, `${words} Nothing new was published.`])
    expect(await days()).toEqual(['2026-05-01'])
  })

  it('knows the published words of a folder whose days move on', async () => {
    const moving = about()
      .replace('publishedOn: 2026-01-26', 'publishedDaysAgo: 0')
      .replace('effectiveOn: 2026-05-01', 'effectiveInDays: 40')
    await write('upcoming', '## 1. Kept {#kept}\n\nSeven days.', moving)
    await run('notices', 'publish', 'privacy/upcoming')
    api.ports.clock.set(new Date('2026-03-05T09:00:00Z'))

    const code = await run('notices', 'publish', 'privacy/upcoming')

    expect([code, said.at(-1)]).toEqual([0, 'privacy/upcoming: published before as version 1, from 2026-04-11. Nothing new was published.'])
    expect(await days()).toEqual(['2026-04-11'])
  })

  it('names file, line and remedy of each warning, and fails on them only when asked to', async () => {
    await write('2026-05-01', '## 1. Kept {#kept}\n\nSeven days.\n\n## 3. Shared {#shared}\n\nSee [below].')

    const [lenient, strict] = [await run('notices', 'check', '.'), await run('notices', 'check', '.', '--strict')]

    expect([lenient, strict]).toEqual([0, 1])
    expect(complained.slice(0, 2)).toEqual([
      'privacy/2026-05-01/en.md:5: number 2 is missing before 3.; add it or number anew',
      'privacy/2026-05-01/en.md:7: "[below]" looks like a leftover of drafting; replace or remove it',
    ])
  })

  it('says why a version is refused, with the earliest day', async () => {
    await write('2026-03-02', '## 1. Kept {#kept}\n\nSeven days.')
    await write('2026-03-20', '## 1. Kept {#kept}\n\nSix days.')
    await run('notices', 'publish', 'privacy/2026-03-02')

    const codes = [await run('notices', 'check', 'privacy/2026-03-20'), await run('notices', 'publish', 'privacy/2026-03-20')]

    const why =
      "A change needs 30 days' notice. The earliest day is 2026-04-01. A corrigendum or a legal duty may apply earlier, with its reason."
    expect(codes).toEqual([1, 1])
    expect(said.at(-1)).toBe(`privacy/2026-03-20: not yet published, and would be refused. ${why}`)
    expect(complained.at(-1)).toBe(`privacy/2026-03-20: ${why}`)
  })

  it('writes pages to look at, which run nothing', async () => {
    await write('2026-05-01', '## 1. Kept {#kept}\n\n<script>alert(1)</script>')

    const code = await run('notices', 'preview', 'privacy', '--out', 'pages')

    const page = await readFile(path.join(folder, 'pages', 'privacy-2026-05-01-en.html'), 'utf8')
    expect([code, said]).toEqual([0, [path.join(folder, 'pages', 'privacy-2026-05-01-en.html')]])
    expect(page).toContain('&lt;script&gt;')
  })

  it.each([
    [['notices', 'publish', 'nowhere'], 1, /There is no folder/],
    [['notices', 'publish'], 2, /Name a folder/],
    [['notices', 'burn'], 2, /no command "notices burn"/],
    [['sing'], 2, /no command "sing"/],
    [['verify'], 2, /Name the file to check/],
    [['verify', 'nowhere.json'], 4, /nowhere\.json cannot be read \(ENOENT\)/],
    [[], 2, /No command was given/],
    [['notices', 'list', '--loud'], 2, /--loud/],
    [['notices', 'withdraw', '.'], 2, /--reason/],
    [['notices', 'annotate', 'privacy'], 2, /privacy\/2026-03-01/],
    [['notices', 'annotate', 'privacy/2026-05-01'], 2, /--en/],
  ])('ends %j with the code %i', async (args, code, words) => {
    expect(await run(...args)).toBe(code)
    expect(complained.join('\n')).toMatch(words)
  })

  it('lists everything wrong with notice.yaml, line by line', async () => {
    await write('2026-05-01', 'Text.', about('colour: blue\n').replace('prevailing: en', 'prevailing: fr'))

    expect(await run('notices', 'check', '.')).toBe(1)
    expect(complained.join('\n')).toMatch(/notice\.yaml:3: prevailing[\s\S]*notice\.yaml:11: colour/)
  })

  it('asks for no date that the folder says, nor for the words that a first version does not need', async () => {
    await write('2026-05-01', 'Text.', 'kind: privacy-notice\nprevailing: en\nsignificance: significant\ntitle: { en: Privacy notice }\n')

    expect([await run('notices', 'check', '.'), complained]).toEqual([0, []])
    expect(said).toEqual(['privacy/2026-05-01: not yet published. Publishing it now makes it apply from 2026-05-01.'])
  })

  it.each([
    [
      '2026-05-01',
      'effectiveOn: 2026-05-02',
      /notice\.yaml:\d+: effectiveOn is 2026-05-02 but the folder says 2026-05-01; make them agree/,
    ],
    ['2026-02-30', '', /2026-02-30 is no day of the calendar\. Rename the folder\./],
    ['soon', '', /notice\.yaml:1: lacks its day; write "effectiveOn: 2026-03-01"/],
  ])('refuses a day that is none or that two places say differently: folder %s, %s', async (name, line, words) => {
    await write(name, 'Text.', about().replace(/effectiveOn: .*\n/, line === '' ? '' : `${line}\n`))

    expect(await run('notices', 'check', '.')).toBe(1)
    expect(complained.join('\n')).toMatch(words)
  })

  it('takes the title from the front matter of a text, and says which of its keys mean nothing', async () => {
    await write('2026-05-01', '---\ntitle: Privacy policy\nlayout: page\n---\n\n## Kept {#kept}\n\nText.')

    const code = await run('notices', 'preview', '.', '--out', 'pages')
    const page = await readFile(path.join(folder, 'pages', 'privacy-2026-05-01-en.html'), 'utf8')
    await run('notices', 'check', '.')

    expect(code).toBe(0)
    expect(page).toContain('<h1>Privacy policy</h1>')
    expect(page).not.toContain('layout')
    expect(complained).toEqual(['privacy/2026-05-01/en.md:3: the front matter says layout, which is not used; remove it'])
  })

  it.each([
    ['---\ntitle: Privacy\n\n## Kept\n\nText.', /en\.md:1: front matter begins here and never ends/],
    ['---\ntitle: "Privacy\n---\n\n## Kept', /en\.md:\d: this is not YAML/],
    ['---\ntitle: 7\n---\n\n## Kept', /en\.md:2: title must be text; write it after the colon/],
    ['Text.\n\nWith \0 in it.', /en\.md:3: the character U\+0000 stands here, which no text can hold; remove it/],
    ['<!-- nothing yet -->', /"en\.md" was not accepted\. This text holds no words; write it or leave it out\./],
  ])('names file, line and remedy where a text cannot be published: %j', async (text, words) => {
    await write('2026-05-01', text)

    expect(await run('notices', 'publish', '.')).toBe(1)
    expect(complained.join('\n')).toMatch(words)
  })

  it('tells what is wrong in every folder at once', async () => {
    await write('2026-05-01', 'Text.', about().replace('prevailing: en', 'prevailing: de'))
    await write('2026-06-31', 'Text.', about().replace(/effectiveOn: .*\n/, ''))

    expect(await run('notices', 'check', '.')).toBe(1)
    expect(complained.join('\n')).toMatch(/prevailing is de, and de\.md is missing; write it\n.*2026-06-31 is no day/)
  })

  it('says which file of the folder is no text of the version', async () => {
    await write('2026-05-01', '## Kept {#kept}\n\nText.')
    await writeFile(path.join(folder, 'privacy', '2026-05-01', 'fr.md'), 'Texte.')

    await run('notices', 'check', '.')

    expect(complained).toEqual(['privacy/2026-05-01/fr.md: this file is left out; a text is called en.md, de.md, ar.md'])
  })

  it('says which folder cannot be the name of a notice, and what can', async () => {
    await write('2026-05-01', 'Text.')
    await rename(path.join(folder, 'privacy'), path.join(folder, 'Privacy Notice'))

    const codes = [await run('notices', 'check', '.'), await run('notices', 'check', '.', '--slug', 'Privacy!')]

    const rule = 'Write a-z, 0-9 and hyphens inside, at most 64 letters.'
    expect([codes, complained]).toEqual([
      [1, 1],
      [
        `The folder ${path.join(folder, 'Privacy Notice')} cannot be the name of a notice. ${rule} Rename it, or give the name with --slug.`,
        `"Privacy!" cannot be the name of a notice. ${rule}`,
      ],
    ])
  })

  it('names a text without words', async () => {
    await write('2026-05-01', ' \n')

    expect(await run('notices', 'check', '.')).toBe(1)
    expect(complained).toEqual([`${path.join(folder, 'privacy', '2026-05-01', 'en.md')} is empty. Write the text, or remove the file.`])
  })

  it('names a version that is too large, its size and the limit', async () => {
    await write('2026-05-01', 'Seven days. '.repeat(262_144))

    expect(await run('notices', 'check', '.')).toBe(1)
    expect(complained).toEqual([
      `${path.join(folder, 'privacy', '2026-05-01')} is too large: its texts and notice.yaml make 3.0 MiB, and at most 2.0 MiB are taken. Shorten it.`,
    ])
  })

  it('names the key of notice.yaml that the server does not accept', async () => {
    await write('2026-05-01', 'Text.', about(`reason: ${'why '.repeat(600)}\n`))

    expect(await run('notices', 'check', '.')).toBe(1)
    expect(complained.join('\n')).toMatch(/^privacy\/2026-05-01: "reason" was not accepted\. Too big.*2000 characters\.$/)
  })

  it.each(['en.md', 'notice.yaml'])('names %s and its line where the file is not UTF-8, and publishes nothing', async (name) => {
    await write('2026-05-01', '## 1. Kept {#kept}\n\nSeven days.')
    const file = path.join(folder, 'privacy', '2026-05-01', name)
    await writeFile(file, Buffer.from('# Erste\n# Länder\n', 'latin1'))

    expect(await run('notices', 'publish', 'privacy')).toBe(1)
    expect(complained).toEqual([`${file}:2: this is not UTF-8. Save the file in this encoding.`])
    expect(said).toEqual([])
  })

  it('says which secret is missing', async () => {
    await write('2026-05-01', 'Text.')
    token = 'wrong'

    expect(await run('notices', 'check', '.')).toBe(1)
    expect(complained).toEqual(['The server does not know this OPERATOR_TOKEN. Set the one it was started with.'])
  })

  it('ends with 3 where there is no server to speak to', async () => {
    const code = await runCli(['notices', 'list', '--server', 'http://localhost:1'], {
      environment: {},
      folder,
      print: () => undefined,
      complain: (line) => void complained.push(line),
      openDoor: async ({ server = '' }) => {
        throw new NoServer(server)
      },
    })

    expect([code, complained]).toEqual([
      3,
      ['No server answers at http://localhost:1. Start it, or leave out --server to work on the data folder itself.'],
    ])
  })

  it('explains itself', async () => {
    expect(await run('--help')).toBe(0)
    expect(said.join()).toContain('vitrine notices <command>')
  })
})
