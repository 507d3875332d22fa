import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ProblemError } from '#contract/problems.ts'
import type { NoticeDraft } from '#server/ports/content.ts'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import { type TestPorts, testPorts } from '#tests/support/ports.ts'
import { readComparison } from './compare.usecase.ts'
import type { Publishable } from './publication.ts'
import { publishNotice } from './publish.usecase.ts'
import { readNotice, readNotices, readNoticeText } from './read.usecases.ts'
import { seedNotices } from './seed.usecase.ts'

const draft = (effectiveOn: string, rest: Partial<Publishable> = {}): Publishable => ({
  slug: 'privacy',
  kind: 'privacy-notice',
  title: { en: 'Privacy notice', de: 'Datenschutzhinweis' },
  prevailing: 'en',
  significance: 'significant',
  reason: null,
  changelog: [{ section: 'kept', text: { en: 'Shorter periods' } }],
  texts: {
    en: `## 1. Kept {#kept}\n\nWe keep texts for ${effectiveOn.slice(5, 7)} days.`,
    de: '## 1. Aufbewahrung {#kept}\n\nSieben Tage.',
  },
  effectiveOn,
  ...rest,
})

describe.each(engines)('publishing a notice on $name', ({ open }) => {
  let opened: OpenDatabase
  let ports: TestPorts
  beforeEach(async () => {
    opened = await open()
    ports = testPorts(opened.database)
  })
  afterEach(() => opened.close())

  const at = (instant: string) => ({ publishedAt: new Date(instant) })
  const refusalOf = (promise: Promise<unknown>) =>
    promise.then(
      () => null,
      (error: ProblemError) => ({ code: error.code, facts: error.facts }),
    )

  it('takes the first version at once and later changes 30 days after publication, not a day sooner', async () => {
    await publishNotice(ports, draft('2018-05-25'), at('2018-05-25T07:00:00Z'))

    const refusal = await refusalOf(publishNotice(ports, draft('2018-09-29'), at('2018-08-31T07:00:00Z')))
    const published = await publishNotice(ports, draft('2018-09-30'), at('2018-08-31T07:00:00Z'))

    expect(refusal).toEqual({ code: 'notice/too-soon', facts: { earliestOn: '2018-09-30' } })
    expect(published).toMatchObject({ number: 2, effectiveOn: '2018-09-30' })
  })

  it('lets a corrigendum apply earlier only with its reason on record', async () => {
    await publishNotice(ports, draft('2018-05-25'), at('2018-05-25T07:00:00Z'))
    const corrigendum = draft('2018-06-01', { significance: 'corrigendum' })

    const refusal = await refusalOf(publishNotice(ports, corrigendum, at('2018-06-01T07:00:00Z')))
    const published = await publishNotice(ports, { ...corrigendum, reason: 'A wrong postal code' }, at('2018-06-01T07:00:00Z'))

    expect(refusal).toMatchObject({ code: 'notice/reason-missing' })
    expect(published.number).toBe(2)
  })

  it('never alters a published version: the day is taken and the text stays letter by letter', async () => {
    await publishNotice(ports, draft('2018-05-25'), at('2018-05-25T07:00:00Z'))
    const before = await readNoticeText(ports, 'privacy', '2018-05-25', 'en')

    const refusal = await refusalOf(
      publishNotice(ports, draft('2018-05-25', { texts: { en: 'Other words.' } }), at('2018-05-25T08:00:00Z')),
    )

    expect(refusal).toMatchObject({ code: 'notice/date-taken' })
    expect(await readNoticeText(ports, 'privacy', '2018-05-25', 'en')).toEqual(before)
  })

  it('records every publication in the chain, with the number and the hash', async () => {
    const { hash } = await publishNotice(ports, draft('2018-05-25'), at('2018-05-25T07:00:00Z'))

    const events = await opened.database.selectFrom('events').select(['kind', 'about', 'facts']).execute()

    expect(events.map((event) => ({ ...event, facts: JSON.parse(event.facts) }))).toEqual([
      { kind: 'notice/published', about: 'notice:privacy@2018-05-25', facts: { number: 1, hash } },
    ])
  })

  it('gives one changed word another hash, for the text and for the version', async () => {
    await publishNotice(ports, draft('2018-05-25'), at('2018-05-25T07:00:00Z'))
    await publishNotice(
      ports,
      draft('2018-05-25', { slug: 'copy', texts: { ...draft('2018-05-25').texts, en: 'One word.' } }),
      at('2018-05-25T07:00:00Z'),
    )

    const hashes = (await readNotices(ports)).map(({ versions }) => versions[0]?.hash)
    const [one, other] = [
      await readNoticeText(ports, 'privacy', '2018-05-25', 'en'),
      await readNoticeText(ports, 'copy', '2018-05-25', 'en'),
    ]

    expect(new Set([...hashes, one.hash, other.hash]).size).toBe(4)
  })

  it('lists the privacy notice before those that explain it', async () => {
    await publishNotice(ports, draft('2018-05-25', { slug: 'cookies', kind: 'cookie-notice' }), at('2018-05-25T07:00:00Z'))
    await publishNotice(ports, draft('2018-05-25'), at('2018-05-25T07:00:00Z'))

    expect((await readNotices(ports)).map(({ slug }) => slug)).toEqual(['privacy', 'cookies'])
  })

  it('shows on any day the version in force then, with its interval', async () => {
    await publishNotice(ports, draft('2018-05-25'), at('2018-05-25T07:00:00Z'))
    await publishNotice(ports, draft('2026-04-01'), at('2026-02-20T07:00:00Z'))

    const { versions } = await readNotice(ports, 'privacy')
    const text = await readNoticeText(ports, 'privacy', '2020-02-02', 'en')

    expect(versions.map(({ status, endsOn }) => [status, endsOn])).toEqual([
      ['in-force', '2026-03-31'],
      ['upcoming', null],
    ])
    expect(text.effectiveOn).toBe('2018-05-25')
    expect(await refusalOf(readNoticeText(ports, 'privacy', '2018-05-24', 'en'))).toMatchObject({ code: 'request/not-found' })
  })

  it('falls back visibly where a language is missing', async () => {
    await publishNotice(ports, draft('2018-05-25', { prevailing: 'de' }), at('2018-05-25T07:00:00Z'))

    expect(await readNoticeText(ports, 'privacy', '2018-05-25', 'ar')).toMatchObject({ language: 'de', fallbackFrom: 'ar' })
  })

  it('compares two versions word by word', async () => {
    await publishNotice(ports, draft('2018-05-25'), at('2018-05-25T07:00:00Z'))
    await publishNotice(ports, draft('2026-04-01'), at('2026-02-20T07:00:00Z'))

    const comparison = await readComparison(ports, 'privacy', { from: '2018-05-25', to: '2026-04-01' }, 'en', '127.0.0.1')

    expect(comparison.changes).toEqual({ added: 0, removed: 0, changed: 1, moved: 0 })
    expect(comparison.html).toContain('<del><span class="vh">removed: </span>05</del>')
  })
})

describe.each(engines)('the first start on $name', ({ open }) => {
  const sample = (published: NoticeDraft['published'], effective: NoticeDraft['effective']): NoticeDraft => {
    const { effectiveOn: _effectiveOn, ...rest } = draft('2025-03-01')
    return { ...rest, published, effective }
  }
  const notices = [sample({ daysAgo: 20 }, { inDays: 10 }), sample({ on: '2025-01-20' }, { on: '2025-03-01' })]

  it('publishes the sample as if 20 days ago, in force in 10, in the operator’s zone, and stores it once', async () => {
    const { database, close } = await open()
    const ports = testPorts(database)
    const withNotices = { ...ports, content: { ...ports.content, notices } }
    ports.clock.set(new Date('2026-03-28T23:30:00Z'))

    const first = await seedNotices(withNotices)
    ports.clock.advance({ days: 5 })
    const second = await seedNotices(withNotices)

    expect(first.map(({ number, effectiveOn }) => [number, effectiveOn])).toEqual([
      [1, '2025-03-01'],
      [2, '2026-04-08'],
    ])
    expect(second).toEqual([])
    expect((await readNotice(withNotices, 'privacy')).versions.at(-1)).toMatchObject({
      effectiveOn: '2026-04-08',
      publishedAt: '2026-03-09T08:00:00.000Z',
    })
    await close()
  })
})
