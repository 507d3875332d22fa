import { describe, expect, it } from 'vitest'
import { demoSecrets } from '#examples/acme/systems/demo-secrets.ts'
import { assembleSources, type Wires } from './assemble-sources.ts'
import { readSourceFiles } from './sources.rig.ts'

const files = await readSourceFiles()
const wires: Wires = {
  openSql: async () => {
    throw new Error('nothing is opened at start')
  },
  post: () => async () => {
    throw new Error('nothing is sent at start')
  },
  clock: { now: () => new Date(0) },
  random: { id: () => 'id' },
}
const demo = { env: {}, demo: true, dataDir: './data', systemsUrl: 'http://127.0.0.1:4402' }

function withChange(path: string, from: string, to: string): Map<string, string> {
  const text = files.get(path) ?? ''
  return new Map([...files, [path, text.replace(from, to)]])
}

describe('the declared sources', () => {
  it('are three for the sample operator, and nothing is reached at start', () => {
    const sources = assembleSources(files, demo, wires)

    expect(sources.list().map(({ id }) => id)).toEqual(['audience', 'mail-platform', 'newsletter'])
    expect(sources.get('newsletter')?.id).toBe('newsletter')
    expect(sources.get('constructor')).toBeUndefined()
  })

  it('hold the secrets that the sample tools know', () => {
    expect(files.get('sources/newsletter.yaml')).toContain(demoSecrets.newsletter)
    expect(files.get('sources/audience.yaml')).toContain(demoSecrets.audience)
  })

  it('pass over the rest of the content', () => {
    const more = new Map([...files, ['registers/processing.yaml', 'categories: []'], ['sources/deep/x.yaml', '- 1']])

    expect(assembleSources(more, demo, wires).list()).toHaveLength(3)
  })

  it('take no demo setting in production, and name each that is missing', () => {
    const start = () => assembleSources(files, { ...demo, demo: false }, wires)

    expect(start).toThrow(
      'content/sources/audience.yaml:5: url is not set; set AUDIENCE_URL to an https address without a slash at the end',
    )
    expect(start).toThrow(/audience\.yaml:7: secret is not set; set AUDIENCE_SECRET to whsec_ and at least 24 bytes in base64/)
    expect(start).toThrow(/mail-platform\.yaml:7: connection is not set; set MAIL_PLATFORM_URL to sqlite:<path> or postgres:\/\/…/)
    expect(start).toThrow(/newsletter\.yaml:5: url is not set; set NEWSLETTER_URL/)
  })

  it.each([
    ['sources/mail-platform.yaml', 'table: message_bodies', 'table: messages; drop table x', 'must be the name of a table'],
    ['sources/mail-platform.yaml', 'recordedAt: stored_at', 'recordedAt: "a\\"b"', 'recordedAt'],
    ['sources/mail-platform.yaml', '    recordedAt: stored_at\n', '', 'is kept for a time, so a record needs its own; add "recordedAt:"'],
    [
      'sources/mail-platform.yaml',
      '{ account_id: account }',
      '{ account_id: customer }',
      'names a key of the person that identify does not give',
    ],
    ['sources/mail-platform.yaml', 'kind: sql', 'kind: ftp', 'must be sql or http; write "kind: sql"'],
    ['sources/mail-platform.yaml', '{ mode: erase }', '{ mode: shred }', 'must be erase, mask or keep'],
    ['sources/mail-platform.yaml', 'name: message-events', 'name: message-bodies', 'name message-bodies stands here twice'],
    ['sources/newsletter.yaml', 'allowPrivate: true', 'allowPrivate: false', 'url is not usable'],
    ['sources/newsletter.yaml', 'whsec_YWNtZ', 'YWNtZ', 'secret is not usable'],
    ['sources/newsletter.yaml', 'id: newsletter', 'id: audience', "id audience is another source's"],
    ['sources/newsletter.yaml', 'title: { en', 'titel: { en', 'titel is no key of this place'],
    ['sources/newsletter.yaml', 'de: Newsletter-Werkzeug, ', '', 'title.de must be there in German; add "de:"'],
  ])('refuse in %s, instead of "%s", "%s"', (path, from, to, message) => {
    expect(() => assembleSources(withChange(path, from, to), demo, wires)).toThrow(message)
  })

  it('name the line that is wrong', () => {
    const broken = withChange('sources/mail-platform.yaml', 'table: message_bodies', 'table: Message Bodies')
    const line = (files.get('sources/mail-platform.yaml') ?? '').split('\n').findIndex((text) => text.includes('table: message_bodies')) + 1

    expect(() => assembleSources(broken, demo, wires)).toThrow(`content/sources/mail-platform.yaml:${line}: `)
  })
})
