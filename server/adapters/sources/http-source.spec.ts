import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { SourceError } from '#server/ports/source.ts'
import { HttpDeclaration } from './declaration.ts'
import { createHttpSource } from './http-source.ts'
import type { PostAnswer } from './post.ts'

const secret = 'whsec_YWNtZS1uZXdzbGV0dGVyLWRlbW8tc2VjcmV0'
const label = { en: 'List', de: 'Liste', ar: 'القائمة' }
const declaration = HttpDeclaration.parse({
  id: 'newsletter',
  title: { en: 'Newsletter tool', de: 'Rundbrief', ar: 'النشرة' },
  kind: 'http',
  url: { env: 'NEWSLETTER_URL' },
  secret: { env: 'NEWSLETTER_SECRET' },
  collections: [
    {
      name: 'lists',
      title: label,
      category: 'marketing-preferences',
      retention: { kind: 'while-account-open' },
      fields: [{ name: 'list', label }],
    },
  ],
})
const subject = { member: 'n-1' }
const delivery = { key: 'd-1', purpose: 'offers', channel: 'email', state: 'denied', decidedAt: new Date('2026-12-09T09:00:00Z') } as const

interface Sent {
  url: string
  headers: Readonly<Record<string, string>>
  body: string
}

function sourceThatHears(body: unknown, rest: Partial<PostAnswer> = {}, sent: Sent[] = []) {
  let ids = 0
  return createHttpSource(declaration, {
    url: 'https://tool.example',
    secret,
    clock: { now: () => new Date() },
    random: { id: () => `m-${ids++}` },
    post: async (url, headers, text) => {
      sent.push({ url, headers, body: text })
      return { status: 200, retryAfter: null, body: typeof body === 'string' ? body : JSON.stringify(body), ...rest }
    },
  })
}

const record = { id: 'r-1', recordedAt: null, title: 'Offers', values: { list: 'offers' } }
const kept = { name: 'lists', mode: 'keep', count: 2, ground: { en: 'A law' }, until: '2030-01-01' }

describe('a source reached by signed requests', () => {
  it('signs so that the reference verifier of Standard Webhooks agrees', async () => {
    const sent: Sent[] = []

    await sourceThatHears({ accepted: true }, {}, sent).consent(subject, delivery)

    const [request] = sent
    expect(request?.url).toBe('https://tool.example/consent')
    expect(new Webhook(secret).verify(request?.body ?? '', { ...request?.headers })).toMatchObject({ key: 'd-1', subject })
  })

  it('gives each attempt of one delivery the same id', async () => {
    const sent: Sent[] = []
    const source = sourceThatHears({ accepted: true }, {}, sent)

    await source.consent(subject, delivery)
    await source.consent(subject, delivery)

    expect(sent.map(({ headers }) => headers['webhook-id'])).toEqual(['d-1', 'd-1'])
  })

  it('passes on what stays, why and until when', async () => {
    const plan = await sourceThatHears({ collections: [kept] }).plan(subject)

    expect(plan).toEqual([{ ...kept, category: 'marketing-preferences' }])
  })

  it.each([
    ['keeps without a ground', { collections: [{ ...kept, ground: null }] }],
    ['keeps without an end', { collections: [{ ...kept, until: null }] }],
    ['says done without counts', { collections: [{ name: 'lists', mode: 'erase', ground: null, until: null }] }],
    ['counts below zero', { collections: [{ name: 'lists', mode: 'erase', count: -1, ground: null, until: null }] }],
    ['leaves a collection out', { collections: [] }],
    ['names a collection twice', { collections: [kept, kept] }],
    ['names an unknown collection', { collections: [{ ...kept, name: 'others' }] }],
    ['answers no JSON', 'done'],
    ['answers nothing', ''],
  ])('does not believe an erasure that %s', async (_, body) => {
    await expect(sourceThatHears(body).erase(subject, { planHash: 'a', key: 'b' })).rejects.toBeInstanceOf(SourceError)
  })

  it.each([
    ['keys without any', { subject: {} }],
    ['keys that are numbers', { subject: { member: 7 } }],
    ['no keys at all', {}],
  ])('does not believe %s', async (_, body) => {
    await expect(sourceThatHears(body).identify('ida@example.com')).rejects.toBeInstanceOf(SourceError)
  })

  it('drops values that are not declared, inherited names included', async () => {
    const values = { list: 'offers', password: 'x', constructor: 'y' }

    const page = await sourceThatHears({ records: [{ ...record, values }], total: 1, nextCursor: null }).access(subject, {
      collection: 'lists',
      limit: 5,
    })

    expect(page.records[0]?.values).toEqual({ list: 'offers' })
  })

  it('takes no page longer than it asked for', async () => {
    const source = sourceThatHears({ records: [record, record], total: 2, nextCursor: null })

    await expect(source.access(subject, { collection: 'lists', limit: 1 })).rejects.toBeInstanceOf(SourceError)
  })

  it('tells the wait that the system asked for', async () => {
    const source = sourceThatHears({ error: 'unavailable' }, { status: 503, retryAfter: '120' })

    await expect(source.consent(subject, delivery)).rejects.toMatchObject({ name: 'SourceError', retryAfterMs: 120_000 })
  })

  it.each([301, 307, 400, 401, 410, 500])('takes status %i for a refusal, and keeps what came with it to itself', async (status) => {
    const asked = sourceThatHears({ email: 'ida@example.com' }, { status }).verify(subject, delivery)

    await expect(asked).rejects.toThrow(`newsletter: verify answered ${status}`)
  })
})
