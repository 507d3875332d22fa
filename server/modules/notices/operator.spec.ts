import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NoticeCheck } from '#contract/notice-publication.ts'
import type { NoticeClause, NoticeVersion } from '#contract/notices.ts'
import { sweepNotices } from '#server/work/notices.sweep.ts'
import { openApi, type TestApi } from '#tests/support/api.ts'
import { engines } from '#tests/support/databases.ts'

const token = { authorization: 'Bearer operator-token-for-tests' }
const draft = (effectiveOn: string, rest: Record<string, unknown> = {}) => ({
  kind: 'privacy-notice',
  title: { en: 'Privacy notice', de: 'Datenschutzhinweis' },
  prevailing: 'en',
  significance: 'significant',
  effectiveOn,
  changelog: [{ section: 'kept', text: { en: 'Shorter periods' } }],
  texts: {
    en: `## 1. Kept {#kept}\n\nWe keep message texts for ${effectiveOn.slice(8)} days after we accepted them.`,
    de: '## 1. Aufbewahrung {#kept}\n\nSieben Tage.',
  },
  ...rest,
})

describe.each(engines)('the operator, on $name', ({ name }) => {
  let api: TestApi
  beforeEach(async () => {
    api = await openApi(name)
    api.ports.clock.set(new Date('2026-03-02T09:00:00Z'))
  })
  afterEach(() => api.close())

  const post = (path: string, body: unknown, headers: Record<string, string> = token) =>
    api.browser().send('POST', `/api/notices/privacy${path}`, body, headers)
  const answerOf = async (promise: Promise<Response>) => {
    const answer = await promise
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }
  const versions = async () => {
    const answer = await api.browser().get('/api/notices/privacy')
    return ((await answer.json()) as { versions: NoticeVersion[] }).versions
  }

  it('publishes with the token and nobody without it', async () => {
    const refused = await answerOf(post('/versions', draft('2026-03-02'), {}))
    const published = await answerOf(post('/versions', draft('2026-03-02')))

    expect(refused).toMatchObject({ status: 401, body: { code: 'operator/token-required' } })
    expect(published).toMatchObject({ status: 201, body: { number: 1, effectiveOn: '2026-03-02', findings: [] } })
  })

  it('hears before publishing what would be refused, what is published, and what it may want to repair', async () => {
    await post('/versions', draft('2026-03-02'))

    const [same, soon, leftover] = await Promise.all(
      [draft('2026-03-02'), draft('2026-03-20'), draft('2026-05-20', { texts: { en: 'As said [below].', de: 'Wie unten.' } })].map(
        async (body) => (await answerOf(post('/checks', body))).body as NoticeCheck,
      ),
    )

    expect(same).toMatchObject({ published: { number: 1, effectiveOn: '2026-03-02' }, refusal: null })
    expect(soon).toMatchObject({ published: null, earliestOn: '2026-04-01', refusal: { code: 'notice/too-soon' } })
    expect(leftover?.findings.map(({ code, line }) => [code, line])).toContainEqual(['leftover', 1])
    expect(await versions()).toHaveLength(1)
  })

  it('refuses other words on a day that is taken, and says that they differ', async () => {
    await post('/versions', draft('2026-03-02'))
    const other = draft('2026-03-02', { texts: { en: 'Other words.' } })

    const check = (await answerOf(post('/checks', other))).body as NoticeCheck
    const refusal = await answerOf(post('/versions', other))

    expect(check.findings[0]?.code).toBe('published-differently')
    expect(refusal).toMatchObject({ status: 409, body: { code: 'notice/date-taken' } })
  })

  it('withdraws an upcoming version, which stays readable and never applies', async () => {
    await post('/versions', draft('2026-03-02'))
    await post('/versions', draft('2026-04-20'))

    const withdrawn = await answerOf(post('/versions/2026-04-20/withdrawal', { reason: 'A mistake in section 1' }))
    const again = await answerOf(post('/versions/2026-04-20/withdrawal', { reason: 'Once more' }))
    const inForce = await answerOf(post('/versions/2026-03-02/withdrawal', { reason: 'Too late' }))
    api.ports.clock.set(new Date('2026-05-01T09:00:00Z'))

    expect(withdrawn).toMatchObject({ status: 201, body: { status: 'withdrawn', withdrawn: { reason: 'A mistake in section 1' } } })
    expect([again.body.code, inForce.body.code]).toEqual(['notice/withdrawn', 'notice/in-force'])
    expect((await versions()).map(({ status, endsOn }) => [status, endsOn])).toEqual([
      ['in-force', null],
      ['withdrawn', null],
    ])
    const text = await api.browser().get('/api/notices/privacy/versions/2026-04-20')
    const later = await api.browser().get('/api/notices/privacy/versions/2026-04-25')
    expect([
      ((await text.json()) as { effectiveOn: string }).effectiveOn,
      ((await later.json()) as { effectiveOn: string }).effectiveOn,
    ]).toEqual(['2026-04-20', '2026-03-02'])
  })

  it('cannot withdraw on the very day on which the version takes effect, in the operator’s zone', async () => {
    await post('/versions', draft('2026-03-02'))
    await post('/versions', draft('2026-04-20'))
    api.ports.clock.set(new Date('2026-04-19T22:00:00Z'))

    const refusal = await answerOf(post('/versions/2026-04-20/withdrawal', { reason: 'Midnight in Berlin' }))

    expect(refusal.body.code).toBe('notice/in-force')
  })

  it('puts dated notes beside a text, which keeps its words and its fingerprint', async () => {
    await post('/versions', draft('2026-03-02'))
    const path = '/api/notices/privacy/versions/2026-03-02'
    const before = (await (await api.browser().get(path)).json()) as { hash: string }

    const noted = await answerOf(
      post('/versions/2026-03-02/annotations', { section: 'kept-1', text: { en: 'Invalid <b>since</b> today.' } }),
    )
    const unknown = await answerOf(post('/versions/2026-03-02/annotations', { section: 'nowhere', text: { en: 'x' } }))
    const after = (await (await api.browser().get(path)).json()) as { hash: string; html: string }

    expect([noted.status, unknown.body.code]).toEqual([201, 'notice/clause-unknown'])
    expect(after.hash).toBe(before.hash)
    expect(after.html).toContain(
      'Note of <time datetime="2026-03-02">2 March 2026</time>.</b> <span lang="en" dir="ltr">Invalid &lt;b&gt;since',
    )
  })

  it('corrects a version by a corrigendum that names it and is a resource of its own', async () => {
    await post('/versions', draft('2026-03-02'))
    const corrigendum = { significance: 'corrigendum', reason: 'A wrong postal code' }

    const nothing = await answerOf(post('/versions', draft('2026-03-10', { ...corrigendum, corrects: '2025-01-01' })))
    await post('/versions', draft('2026-03-10', corrigendum))
    const listed = (await (await api.browser().get('/api/notices/privacy/corrigenda')).json()) as { corrigenda: unknown[] }

    expect(nothing.body.code).toBe('notice/nothing-to-correct')
    expect(listed.corrigenda).toMatchObject([{ effectiveOn: '2026-03-10', corrects: '2026-03-02', reason: 'A wrong postal code' }])
  })

  it('tells each account holder once, in their language, and nobody about a correction or after a withdrawal', async () => {
    await post('/versions', draft('2026-03-02'))
    await post('/versions', draft('2026-03-10', { significance: 'corrigendum', reason: 'A wrong postal code' }))
    await post('/versions', draft('2026-04-20'))
    await post('/versions', draft('2026-06-20'))
    await post('/versions/2026-06-20/withdrawal', { reason: 'A mistake' })

    await sweepNotices(api.ports)
    await sweepNotices(api.ports)

    const mails = await api.ports.database.selectFrom('outbox').select(['template', 'locale', 'facts']).orderBy('locale').execute()
    expect(mails.map(({ template, locale }) => [template, locale])).toEqual([
      ['notice-change', 'de'],
      ['notice-change', 'en'],
    ])
    expect(JSON.parse(mails[0]?.facts ?? '')).toMatchObject({
      notice: 'Datenschutzhinweis',
      link: 'http://localhost:4400/de/notices/privacy/compare/2026-03-10..2026-04-20',
    })
  })

  it('tells thousands in batches, and goes on where a crash stopped', async () => {
    const holders = Array.from({ length: 120 }, (_, at) => ({
      id: `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`,
      email: `holder${at}@example.com`,
      email_key: `key-${at}`,
      name: null,
      locale: 'en',
      password_hash: null,
      created_at: 0,
      closed_at: at === 7 ? 1 : null,
    }))
    await api.ports.database.insertInto('accounts').values(holders).execute()
    await post('/versions', draft('2026-03-02'))
    await post('/versions', draft('2026-04-20'))

    await sweepNotices(api.ports)
    await api.ports.database.updateTable('notice_announcements').set({ lease_owner: 'gone', lease_until: 1 }).execute()
    const rest = [await sweepNotices(api.ports), await sweepNotices(api.ports), await sweepNotices(api.ports)]

    const mails = await api.ports.database.selectFrom('outbox').select('to_address').execute()
    expect(new Set(mails.map(({ to_address }) => to_address)).size).toBe(mails.length)
    expect(mails).toHaveLength(119 + 2)
    expect(rest.at(-1)).toBe(0)
  })

  it('leaves clauses that can be followed through versions, and says since when one is gone', async () => {
    const texts = (en: string) => ({ texts: { en } })
    await post('/versions', draft('2026-03-02', texts('## 1. Kept {#kept}\n\nSeven days.\n\n## 2. Shared {#shared}\n\nNobody.')))
    await post('/versions', draft('2026-04-20', texts('## 1. Shared {#shared}\n\nNobody.')))

    const read = async (id: string) => (await (await api.browser().get(`/api/notices/privacy/clauses/${id}`)).json()) as NoticeClause
    const [kept, shared, nothing] = [await read('kept'), await read('shared'), await read('nothing')]

    expect(kept).toMatchObject({ goneSince: '2026-04-20', versions: [{ number: 1, label: '1.', words: 'Kept' }] })
    expect(shared.versions.map(({ label }) => label)).toEqual(['2.', '1.'])
    expect(nothing).toMatchObject({ code: 'request/not-found' })
  })

  it('takes drafts larger than any other body, and still not any size', async () => {
    const long = draft('2026-03-02', { texts: { en: 'word '.repeat(40_000) } })
    const tooLong = draft('2026-03-02', { texts: { en: 'word '.repeat(500_000) } })

    expect((await post('/versions', long)).status).toBe(201)
    expect((await post('/checks', tooLong)).status).toBe(413)
  })

  it('flags a translation that is older than its original, section by section, until it is translated again', async () => {
    await post('/versions', draft('2026-03-02'))
    await post('/versions', draft('2026-04-20'))
    await post(
      '/versions',
      draft('2026-06-20', { texts: { ...draft('2026-06-20').texts, de: '## 1. Aufbewahrung {#kept}\n\nZwanzig Tage.' } }),
    )

    const read = async (day: string) =>
      (await (await api.browser().get(`/api/notices/privacy/versions/${day}?language=de`)).json()) as { stale: string[]; html: string }
    const [second, third] = [await read('2026-04-20'), await read('2026-06-20')]

    expect([second.stale, third.stale]).toEqual([['kept'], []])
    expect(second.html).toContain('href="/en/notices/privacy/2026-04-20?clause=kept#kept"')
  })
})
