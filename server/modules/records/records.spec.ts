import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dayIn } from '#domain/clocks.ts'
import { readContentFolder } from '#server/adapters/content-folder.ts'
import { openSampleSources, type SampleSources } from '#server/adapters/sources/sources.rig.ts'
import type { Sources } from '#server/ports/source.ts'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import { type TestPorts, testPorts } from '#tests/support/ports.ts'
import { parseContent } from '../registers/index.ts'
import { readOverview } from './overview.usecase.ts'
import { readRecords } from './records.usecase.ts'

const content = parseContent(await readContentFolder('content'))
const ida = { id: '0199a000-0000-7000-8000-00000000001d', email: 'demo@acmemail.example' }
const stranger = { id: '0199a000-0000-7000-8000-00000000002d', email: 'nobody@acmemail.example' }
const accountRow = { name: null, locale: 'en', password_hash: null, created_at: 0, closed_at: null }

describe.each(engines)('the records of an account holder on $name', (engine) => {
  let sample: SampleSources
  let opened: OpenDatabase
  let ports: TestPorts

  beforeEach(async () => {
    sample = await openSampleSources()
    opened = await engine.open()
    const accounts = [ida, stranger].map(({ id, email }) => ({ ...accountRow, id, email, email_key: email }))
    await opened.database.insertInto('accounts').values(accounts).execute()
    ports = testPorts(opened.database, { clock: sample.clock, sources: sample.sources, content })
  })
  afterEach(async () => {
    await opened.close()
    await sample.close()
  })

  function withDead(id: string): TestPorts {
    const list = sample.sources.list().map((source) => (source.id === id ? (sample.dead.get(id) ?? source) : source))
    const sources: Sources = { list: () => list, get: (wanted) => list.find((source) => source.id === wanted) }
    return { ...ports, sources }
  }

  it('counts all ten categories of the register', async () => {
    const { categories } = await readOverview(ports, ida)

    expect(Object.fromEntries(categories.map(({ id, records }) => [id, records]))).toEqual({
      'message-bodies': expect.any(Number),
      'message-metadata': 400,
      suppressions: 9,
      'recipient-activity': 146,
      billing: 41,
      'support-conversations': 27,
      'account-profile': 19,
      'sign-in-credentials': 12,
      'website-analytics': 11,
      'marketing-preferences': 6 + 27 + 14,
    })
  })

  it('shares each count out among the bands without losing a record', async () => {
    const { categories } = await readOverview(ports, ida)

    const shared = categories.map(({ leaving }) => Object.values(leaving ?? {}).reduce((sum, records) => sum + records, 0))
    expect(shared).toEqual(categories.map(({ records }) => records))
    expect(categories.find(({ id }) => id === 'message-bodies')?.leaving?.within7).toBe(categories[0]?.records)
  })

  it('shows the records of some days and of one kind, and counts these', async () => {
    const all = await readRecords(ports, ida, { category: 'marketing-preferences', limit: 100 })
    const [kind] = all.kinds
    const days = all.records.flatMap(({ recordedAt }) => (recordedAt ? [dayIn(new Date(recordedAt), 'Europe/Stockholm')] : [])).toSorted()
    const [from, to] = [days[Math.floor(days.length / 4)], days[Math.floor(days.length / 2)]] as [string, string]

    const ofKind = await readRecords(ports, ida, { category: 'marketing-preferences', kind: kind?.id, limit: 100 })
    const ofDays = await readRecords(ports, ida, { category: 'marketing-preferences', from, to, limit: 100 })

    expect(all.kinds.length).toBeGreaterThan(1)
    expect(ofKind.kinds).toEqual(all.kinds)
    expect([ofKind.total, ofKind.total < all.total]).toEqual([ofKind.records.length, true])
    expect([ofDays.total, ofDays.total < all.total]).toEqual([days.filter((day) => day >= from && day <= to).length, true])
    await expect(readRecords(ports, ida, { category: 'marketing-preferences', kind: 'x.y', limit: 1 })).rejects.toMatchObject({
      code: 'request/invalid',
    })
  })

  it('leaves out the numbers of a system that does not answer and keeps all others', async () => {
    const whole = await readOverview(ports, ida)
    const { sources, categories } = await readOverview(withDead('newsletter'), ida)

    expect(sources.map(({ id, state }) => [id, state])).toEqual([
      ['audience', 'answered'],
      ['mail-platform', 'answered'],
      ['newsletter', 'unreachable'],
    ])
    expect(sources.at(-1)?.nextAttemptAt).toBe('2026-12-09T09:41:30.000Z')
    expect(categories.find(({ id }) => id === 'marketing-preferences')).toMatchObject({ records: null, leaving: null, next: null })
    expect(categories.slice(0, 9)).toEqual(whole.categories.slice(0, 9))
  })

  it('finds nothing about a person whom no system knows', async () => {
    const { categories } = await readOverview(ports, stranger)

    expect(categories.every(({ records }) => records === 0)).toBe(true)
    expect(await readRecords(ports, stranger, { category: 'billing', limit: 10 })).toMatchObject({
      records: [],
      total: 0,
      nextCursor: null,
    })
  })

  it('says of each record when it leaves', async () => {
    const { records } = await readRecords(ports, ida, { category: 'message-metadata', limit: 3 })
    const billing = await readRecords(ports, ida, { category: 'billing', limit: 1 })
    const profile = await readRecords(ports, ida, { category: 'account-profile', limit: 1 })

    const kept = records.map(({ recordedAt, leavesAt }) => Date.parse(leavesAt ?? '') - Date.parse(recordedAt ?? ''))
    expect(kept).toEqual([30, 30, 30].map((days) => days * 86_400_000))
    expect(records[0]).toMatchObject({
      leaving: 'on-date',
      fields: expect.arrayContaining([{ name: 'status', label: expect.anything(), value: expect.any(String) }]),
    })
    expect(billing.records[0]).toMatchObject({ leaving: 'by-law', leavesAt: '2034-01-01T00:00:00.000Z' })
    expect(profile.records[0]).toMatchObject({ leaving: 'when-you-say', leavesAt: null })
  })

  it('walks through all systems that hold a category, each record once', async () => {
    const pages = [await readRecords(ports, ida, { category: 'marketing-preferences', limit: 20 })]
    pages.push(await readRecords(ports, ida, { category: 'marketing-preferences', cursor: pages[0]?.nextCursor ?? '', limit: 20 }))
    pages.push(await readRecords(ports, ida, { category: 'marketing-preferences', cursor: pages[1]?.nextCursor ?? '', limit: 20 }))

    const ids = pages.flatMap(({ records }) => records.map(({ id }) => id))
    expect(pages.map(({ total }) => total)).toEqual([47, 47, 47])
    expect(pages.map(({ records }) => records.length)).toEqual([20, 20, 7])
    expect(new Set(ids).size).toBe(47)
    expect(pages[2]?.nextCursor).toBeNull()
  })

  it('searches within the category', async () => {
    const { records, total } = await readRecords(ports, ida, { category: 'message-metadata', search: 'ORREFORS', limit: 100 })

    expect(total).toBe(records.length)
    expect(records.every(({ fields }) => fields.some(({ value }) => value.includes('orrefors')))).toBe(true)
  })

  it.each(['nothing', 'constructor'])('holds no category called %s', async (category) => {
    await expect(readRecords(ports, ida, { category, limit: 10 })).rejects.toMatchObject({ code: 'request/not-found' })
  })

  it.each(['7.', '99.x', 'x', '1.!!', '-1.'])('refuses %s as a cursor', async (cursor) => {
    const asked = readRecords(ports, ida, { category: 'message-metadata', cursor, limit: 10 })

    await expect(asked).rejects.toMatchObject({ code: 'request/invalid' })
  })

  it('says which system does not answer', async () => {
    const asked = readRecords(withDead('mail-platform'), ida, { category: 'billing', limit: 10 })

    await expect(asked).rejects.toMatchObject({
      code: 'source/unreachable',
      facts: { source: { en: 'Mail platform', de: 'Mailplattform', ar: 'منصة البريد' }, retryAfterSeconds: 30 },
    })
  })

  it('writes into the access log that the person looked, once per opening', async () => {
    const { nextCursor } = await readRecords(ports, ida, { category: 'message-metadata', limit: 10 })
    await readRecords(ports, ida, { category: 'message-metadata', cursor: nextCursor ?? '', limit: 10 })

    const looks = await ports.database.selectFrom('access_log').selectAll().execute()
    expect(looks).toHaveLength(1)
    expect(looks[0]).toMatchObject({ account_id: ida.id, actor: 'holder', action: 'records/viewed', about: 'message-metadata' })
  })

  it('remembers how a system knows the person, so that they are found after the address is masked', async () => {
    await readOverview(ports, ida)
    sample.systems.mailPlatform.database.exec("UPDATE accounts SET email = 'masked@erased.invalid' WHERE id = 'a-4e19c7'")

    const { categories } = await readOverview(ports, ida)

    expect(categories.find(({ id }) => id === 'billing')?.records).toBe(41)
  })
})
