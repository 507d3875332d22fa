import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ImportReport, SubjectDecisions } from '#contract/decisions.ts'
import { findAccountByEmailKey } from '#server/modules/accounts/index.ts'
import { consentsApi, newsletter } from '#server/work/propagation.fixture.ts'
import { ida, jonas, openApi, type TestApi } from '#tests/support/api.ts'
import { engines } from '#tests/support/databases.ts'
import { testPorts } from '#tests/support/ports.ts'

const operator = { authorization: 'Bearer operator-token-for-tests' }

describe.each(engines)('what the operator’s systems ask and bring on $name', ({ name }) => {
  let api: TestApi
  let idaId: string
  let idaKey: string

  beforeEach(async () => {
    const service = { ...newsletter(), id: 'service-messages', lockedReason: { en: 'The contract needs them.' } }
    const purposes = [{ ...newsletter(), canSendLess: true }, service]
    const { content } = testPorts({ getExecutor: () => ({ adapter: null }) } as never)
    api = await openApi(name, { content: { ...content, purposes } })
    idaKey = (await named([ida.email]))[0] as string
    idaId = (await findAccountByEmailKey(api.ports.database, idaKey))?.id as string
  })
  afterEach(() => api.close())

  const named = async (emails: string[]) => {
    const answer = await api.browser().send('POST', '/api/subjects', { emails }, operator)
    return ((await answer.json()) as { subjects: string[] }).subjects
  }
  const read = async (subject: string, headers: Record<string, string> = {}) =>
    api.browser().get(`/api/decisions/${subject}`, { ...operator, ...headers })
  const news = async (subject = idaId) => ((await (await read(subject)).json()) as SubjectDecisions).decisions[0]
  const decide = (state: 'granted' | 'reduced' | 'paused' | 'denied') => consentsApi(api.ports).decide(idaId, state)
  const bring = async (body: object) => {
    const answer = await api.browser().send('POST', '/api/imports', { id: api.ports.random.id(), ...body }, operator)
    return (await answer.json()) as ImportReport
  }

  it('answers yes, and no from the moment of the click', async () => {
    await decide('granted')
    const before = await news()
    await decide('denied')

    expect([before?.allowed, (await news())?.allowed]).toEqual([true, false])
  })

  it('names a person by account or by the keyed hash of the address, which nobody can compute without us', async () => {
    await decide('granted')

    const [byId, byKey] = [await news(idaId), await news(idaKey)]

    expect(byKey).toEqual(byId)
    expect(await named([ida.email.toUpperCase()])).toEqual([idaKey])
    expect((await read(ida.email)).status).toBe(422)
  })

  it.each([
    ['an unknown account', '01890a5d-ac96-774b-bcce-b302099a8057'],
    ['an unknown address', 'a'.repeat(64)],
  ])('allows nothing for %s but service mail, as for somebody who never decided', async (_, subject) => {
    const stranger = (await (await read(subject)).json()) as SubjectDecisions
    const silent = (await (await read(idaId)).json()) as SubjectDecisions

    expect(stranger.decisions).toEqual(silent.decisions)
    expect(stranger.decisions.map(({ purpose, allowed }) => [purpose, allowed])).toEqual([
      ['newsletter', false],
      ['service-messages', true],
    ])
  })

  it('says less, and until when a pause lasts', async () => {
    await decide('reduced')
    const less = await news()
    await decide('paused')

    expect(less).toMatchObject({ state: 'reduced', allowed: true, until: null })
    expect(await news()).toMatchObject({ state: 'paused', allowed: false, until: '2026-04-01T22:00:00.000Z' })
  })

  it('changes its tag when a pause ends by itself', async () => {
    await decide('granted')
    await decide('paused')
    const during = (await read(idaId)).headers.get('etag')
    api.ports.clock.advance({ days: 40 })

    const after = await read(idaId, { 'if-none-match': during ?? '' })

    expect([after.status, ((await after.json()) as SubjectDecisions).decisions[0]?.allowed]).toEqual([200, true])
  })

  it.each([(tag: string) => tag, (tag: string) => `W/${tag}`, (tag: string) => `"other", ${tag}`, () => '*'])(
    'answers 304 without a body while nothing has changed (%#)',
    async (sent) => {
      const tag = (await read(idaId)).headers.get('etag') ?? ''

      const again = await read(idaId, { 'if-none-match': sent(tag) })

      expect([again.status, await again.text()]).toEqual([304, ''])
    },
  )

  it('answers about several at once, in the order in which they were asked about', async () => {
    await decide('granted')
    const [jonasKey] = await named([jonas.email])
    const asked = [jonasKey, idaId]

    const posted = await api.browser().send('POST', '/api/decisions', { subjects: asked }, operator)
    const got = await api.browser().get(`/api/decisions?subjects=${asked.join(',')}`, operator)

    const answer = (await posted.json()) as { subjects: SubjectDecisions[] }
    expect(answer.subjects.map(({ subject, decisions }) => [subject, decisions[0]?.allowed])).toEqual([
      [jonasKey, false],
      [idaId, true],
    ])
    expect(await got.json()).toEqual(answer)
  })

  it.each([
    ['get', '/api/decisions/01890a5d-ac96-774b-bcce-b302099a8057'],
    ['get', '/api/decisions?subjects=01890a5d-ac96-774b-bcce-b302099a8057'],
    ['get', '/api/webhooks'],
  ])('is for the operator’s token only: %s %s', async (_, path) => {
    const answers = await Promise.all([api.browser().get(path), api.browser().get(path, { authorization: 'Bearer wrong' })])

    expect(answers.map(({ status }) => status)).toEqual([401, 401])
  })

  it('takes a no from a list, for every system', async () => {
    await decide('granted')
    api.ports.clock.advance({ hours: 1 })

    const report = await bring({ decisions: [{ subject: ida.email, purpose: 'newsletter', channel: 'email', state: 'denied' }] })

    expect(report).toMatchObject({ read: 1, lowered: 1, refused: 0 })
    expect((await news())?.allowed).toBe(false)
  })

  it.each(['granted', 'reduced'] as const)('never takes "%s" from a list where nothing is allowed', async (state) => {
    await decide('denied')

    const report = await bring({ decisions: [{ subject: idaKey, purpose: 'newsletter', channel: 'email', state }] })

    expect(report).toMatchObject({ lowered: 0, refused: 1 })
    expect((await news())?.allowed).toBe(false)
  })

  it('keeps a yes that is newer than the no of the list', async () => {
    await decide('granted')

    const report = await bring({
      decisions: [{ subject: idaId, purpose: 'newsletter', channel: 'email', state: 'denied', decidedAt: '2026-03-01T00:00:00Z' }],
    })

    expect(report).toMatchObject({ lowered: 0, unchanged: 1 })
    expect((await news())?.allowed).toBe(true)
  })

  it('lowers once when a list is brought twice', async () => {
    await decide('granted')
    api.ports.clock.advance({ hours: 1 })
    const list = {
      id: api.ports.random.id(),
      decisions: [{ subject: idaId, purpose: 'newsletter', channel: 'email', state: 'denied' }],
    }
    await bring(list)
    await decide('granted')

    await bring(list)

    expect((await news())?.allowed).toBe(true)
  })

  it('reads CSV with quotes, byte order mark and broken lines, and never repeats a value', async () => {
    await decide('granted')
    api.ports.clock.advance({ hours: 1 })
    const csv = [
      '\uFEFFsubject,purpose,channel,state',
      `"${ida.email}",newsletter,email,denied`,
      'nobody@example.com,newsletter,email,denied',
      `${ida.email},service-messages,email,denied`,
      'secret value,newsletter,email,maybe',
      '',
    ].join('\r\n')

    const report = await bring({ csv })

    expect(report).toMatchObject({ read: 3, lowered: 1, unknown: 2, faults: [{ line: 5 }] })
    expect(JSON.stringify(report)).not.toContain('secret value')
  })

  it('names the missing column of a CSV', async () => {
    expect((await bring({ csv: 'subject,purpose\nx,y' })).faults).toEqual([{ line: 1, reason: 'the column channel is missing' }])
  })
})
