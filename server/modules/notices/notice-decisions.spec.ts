import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SignedDocument } from '#contract/choices.ts'
import { ANSWERS_PER_VERSION } from '#domain/notice-decisions.ts'
import { signedFile, signedText } from '#domain/receipts.ts'
import { verdictOn } from '#domain/verdict.ts'
import { berlinMidnight, type DecisionsRig, openDecisions } from '#server/work/notice-decisions.fixture.ts'
import { jonas } from '#tests/support/api.ts'
import { engines } from '#tests/support/databases.ts'

describe.each(engines)('what people say about a version, on $name', (engine) => {
  let rig: DecisionsRig
  beforeEach(async () => {
    rig = await openDecisions(engine)
  })
  afterEach(() => rig.api.close())

  const at = (date: Date | string) => rig.api.ports.clock.set(new Date(date))
  const events = async () =>
    (await rig.api.ports.database.selectFrom('events').select(['kind', 'facts']).where('kind', '=', 'notice/answered').execute()).length
  const receiptOf = async (id: string, by = rig.ida) => by.get(`/api/me/notice-decisions/${id}/receipt`)

  it('is kept with version, fingerprints, language, time and place, and counts as the newest', async () => {
    await rig.publish('2026-04-20')

    const { status, body } = await rig.answer('objected', { language: 'de', surface: 'comparison' })
    const text = (await (await rig.ida.get('/api/notices/privacy/versions/2026-04-20?language=de')).json()) as { hash: string }

    expect(status).toBe(201)
    expect(body.decision).toMatchObject({
      slug: 'privacy',
      effectiveOn: '2026-04-20',
      number: 2,
      answer: 'objected',
      language: 'de',
      surface: 'comparison',
      decidedAt: '2026-03-02T09:00:00.000Z',
      textHash: text.hash,
      stands: true,
      outcome: 'open',
    })
    expect(body.objection).toEqual({ lastDay: '2026-04-19', closesAt: '2026-04-19T22:00:00.000Z', isOpen: true })
  })

  it('can object in the last millisecond before the version takes effect and not in the first one of it', async () => {
    await rig.publish('2026-04-20')
    at(new Date(berlinMidnight.getTime() - 1))
    await rig.signInAgain()
    const last = await rig.answer('objected')
    at(berlinMidnight)

    const first = await rig.answer('partly-refused')
    const back = await rig.answer('taken-back')

    expect(last.status).toBe(201)
    expect([first.status, first.body.code, back.body.code]).toEqual([409, 'notice/objection-closed', 'notice/objection-closed'])
    expect(first.body).toMatchObject({ effectiveOn: '2026-04-20' })
    expect((await rig.standing()).decision).toMatchObject({ answer: 'objected', outcome: 'closed' })
  })

  it('can be taken back and said again, with its history kept', async () => {
    await rig.publish('2026-04-20')
    await rig.answer('objected')
    await rig.answer('taken-back', { surface: 'account' })
    await rig.answer('acknowledged')

    const { decisions, nextCursor } = await rig.decisions()

    expect(decisions.map(({ answer, stands, outcome }) => [answer, stands, outcome])).toEqual([
      ['acknowledged', true, null],
      ['taken-back', false, null],
      ['objected', false, null],
    ])
    expect(nextCursor).toBeNull()
  })

  it('is paged by the cursor that was handed out, and no other', async () => {
    await rig.publish('2026-04-20')
    await rig.answer('objected')
    await rig.answer('acknowledged')

    const first = await rig.decisions('?limit=1')
    const second = await rig.decisions(`?limit=1&cursor=${encodeURIComponent(first.nextCursor ?? '')}`)
    const invented = await rig.ida.get('/api/me/notice-decisions?cursor=abc')

    expect([first.decisions[0]?.answer, second.decisions[0]?.answer, second.nextCursor]).toEqual(['acknowledged', 'objected', null])
    expect(invented.status).toBe(422)
  })

  it('is one answer for two clicks, with one id or two, at once or one after the other', async () => {
    await rig.publish('2026-04-20')
    const id = rig.api.ports.random.id()

    const answers = await Promise.all([
      rig.answer('objected', { id }),
      rig.answer('objected', { id }),
      rig.answer('objected'),
      rig.answer('objected'),
    ])

    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201])
    expect((await rig.decisions()).decisions).toHaveLength(1)
    expect(await events()).toBe(1)
  })

  it('refuses an id that stands for another answer, or for somebody else’s', async () => {
    await rig.publish('2026-04-20')
    const id = rig.api.ports.random.id()
    await rig.answer('objected', { id })
    const other = rig.api.browser()
    await other.signIn(jonas.email, jonas.password)

    const changed = await rig.answer('acknowledged', { id })
    const stolen = await rig.answer('objected', { id, by: other })

    expect([changed.status, stolen.status]).toEqual([404, 404])
    expect((await receiptOf(id, other)).status).toBe(404)
  })

  it('knows no version, notice or language that does not exist', async () => {
    await rig.publish('2026-04-20', { texts: { en: 'Only English.' } })

    const answers = [await rig.answer('objected', { on: '2026-04-21' }), await rig.answer('objected', { language: 'ar' })]
    const unknown = await rig.ida.get('/api/me/notices/none/versions/2026-04-20')

    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(Array(2).fill([404, 'request/not-found']))
    expect(unknown.status).toBe(404)
  })

  it('refuses an objection where nothing of substance changes, and takes notice of it all the same', async () => {
    await rig.publish('2026-04-20', { significance: 'minor' })
    await rig.publish('2026-03-05', { significance: 'corrigendum', reason: 'A wrong number' })

    const refused = [
      await rig.answer('objected'),
      await rig.answer('objected', { on: '2026-03-05' }),
      await rig.answer('objected', { on: '2026-03-02' }),
    ]
    const noted = [await rig.answer('acknowledged'), await rig.answer('acknowledged', { on: '2026-03-02' })]

    expect(refused.map(({ body }) => body.code)).toEqual(Array(3).fill('notice/not-objectionable'))
    expect(noted.map(({ status }) => status)).toEqual([201, 201])
  })

  it('is refused for a withdrawn version, and an objection to one has ended', async () => {
    await rig.publish('2026-04-20')
    await rig.answer('objected')
    await rig.withdraw('2026-04-20')

    const late = [await rig.answer('acknowledged'), await rig.answer('taken-back')]

    expect(late.map(({ body }) => body.code)).toEqual(['notice/withdrawn', 'notice/withdrawn'])
    expect((await rig.standing()).decision).toMatchObject({ answer: 'objected', outcome: 'ended' })
  })

  it('is refused for a version that a later one has followed', async () => {
    await rig.publish('2026-04-20')
    at('2026-05-01T09:00:00Z')
    await rig.signInAgain()

    const old = await rig.answer('acknowledged', { on: '2026-03-02' })
    const now = await rig.answer('acknowledged')

    expect([old.body.code, now.status]).toEqual(['notice/superseded', 201])
  })

  it('takes back nothing where nothing was objected to', async () => {
    await rig.publish('2026-04-20')

    expect((await rig.answer('taken-back')).body.code).toBe('notice/nothing-to-take-back')
  })

  it('stores a limited number of answers about one version', async () => {
    await rig.publish('2026-04-20')
    const answers = Array.from({ length: ANSWERS_PER_VERSION }, (_, index) => (index % 2 === 0 ? 'objected' : 'taken-back'))
    await answers.reduce<Promise<unknown>>((before, answer) => before.then(() => rig.answer(answer)), Promise.resolve())

    const more = await rig.answer('objected')

    expect(more.body).toMatchObject({ code: 'notice/too-many-answers', limit: ANSWERS_PER_VERSION })
  })

  it('gives a receipt that is always the same and verifies offline', async () => {
    await rig.publish('2026-04-20')
    const { body } = await rig.answer('objected', { language: 'de' })
    const id = body.decision?.id ?? ''

    const signed = (await (await receiptOf(id)).json()) as SignedDocument
    at('2026-06-01T09:00:00Z')
    await rig.signInAgain()
    const later = (await (await receiptOf(id)).json()) as SignedDocument

    expect(later).toEqual(signed)
    expect(signed.document).toMatchObject({
      type: 'vitrine-notice-receipt',
      decision: id,
      answer: 'objected',
      before: null,
      decidedAt: '2026-03-02T09:00:00.000Z',
      notice: { slug: 'privacy', number: 2, effectiveOn: '2026-04-20', language: 'de', versionHash: body.decision?.versionHash },
      objection: { lastDay: '2026-04-19', closesAt: '2026-04-19T22:00:00.000Z' },
    })
    expect(JSON.stringify(signed.document)).not.toContain('ida@')
    const file = signedFile(signed as Parameters<typeof signedFile>[0])
    expect((await verdictOn(bytes(file), [{ keyId: signed.keyId, publicKey: signed.publicKey }])).verdict).toBe('genuine')
    expect((await verdictOn(bytes(file.replace('objected', 'rejected')), [signed])).verdict).toBe('changed')
    expect(signedText(signed.document as never)).toContain('Ich widerspreche dieser Fassung.')
  })

  it('says no to the changed purposes only, with one receipt for the objection and one for each no', async () => {
    await rig.choose('granted')
    await rig.publish('2026-04-20', { purposes: ['newsletter'] })
    const before = await rig.standing()

    const { body } = await rig.answer('partly-refused')
    await rig.answer('partly-refused')

    expect(before.purposes).toMatchObject([{ id: 'newsletter', allowed: true }])
    expect(body.purposes).toMatchObject([{ id: 'newsletter', allowed: false }])
    expect(body.decision).toMatchObject({ answer: 'partly-refused', purposes: ['newsletter'], outcome: 'open' })
    const choice = (await rig.choices()).find(({ purpose }) => purpose === 'newsletter')
    expect(choice).toMatchObject({ state: 'denied', asksAgain: null })
    expect((await rig.choices()).find(({ purpose }) => purpose === 'offers')?.decision).toBeNull()
    const no = await rig.ida.get(`/api/me/decisions/${choice?.decision?.id}/receipt`)
    expect(no.status).toBe(200)
    const signed = (await (await receiptOf(body.decision?.id ?? '')).json()) as SignedDocument
    expect(signed.document).toMatchObject({ answer: 'partly-refused', purposes: [{ id: 'newsletter' }] })
  })

  it('has no partial no where no purpose changes', async () => {
    await rig.publish('2026-04-20')

    expect((await rig.answer('partly-refused')).body.code).toBe('notice/no-purposes')
  })

  it('names only purposes that people decide about, and only for a change of substance', async () => {
    const refusals = [
      await rig.publish('2026-04-20', { purposes: ['none'] }),
      await rig.publish('2026-04-20', { purposes: ['service-messages'] }),
      await rig.publish('2026-04-20', { purposes: ['newsletter'], significance: 'minor' }),
    ]

    expect(refusals.map(({ code }) => code)).toEqual(['notice/purpose-unknown', 'notice/purpose-unknown', 'notice/purposes-unchanged'])
  })

  it('is bounded by the database itself', async () => {
    await rig.publish('2026-04-20')
    await rig.answer('objected')
    const row = await rig.api.ports.database.selectFrom('notice_decisions').selectAll().executeTakeFirstOrThrow()
    const insert = (changed: Partial<typeof row>) =>
      rig.api.ports.database
        .insertInto('notice_decisions')
        .values({ ...row, id: rig.api.ports.random.id(), sequence: 2, ...changed })
        .execute()

    const wrong: Partial<typeof row>[] = [
      { sequence: 1 },
      { sequence: 51 },
      { answer: 'maybe' },
      { surface: 'phone' },
      { text_hash: 'ab' },
      { purposes: '["x"]' },
      { effective_on: '2030-01-01' },
    ]

    const outcomes = await Promise.allSettled(wrong.map(insert))

    expect(outcomes.map(({ status }) => status)).toEqual(wrong.map(() => 'rejected'))
  })
})

describe.each(engines)('an operator far from Greenwich, on $name', (engine) => {
  it.each([
    ['Pacific/Kiritimati', '2026-04-19T10:00:00.000Z'],
    ['Pacific/Niue', '2026-04-20T11:00:00.000Z'],
  ])('closes objections at midnight of its own zone, %s', async (zone, midnight) => {
    const rig = await openDecisions(engine, zone)
    await rig.publish('2026-04-20')
    rig.api.ports.clock.set(new Date(new Date(midnight).getTime() - 1))
    await rig.signInAgain()
    const before = await rig.answer('objected')
    rig.api.ports.clock.set(new Date(midnight))

    const after = await rig.answer('taken-back')

    expect([before.status, after.body.code]).toEqual([201, 'notice/objection-closed'])
    await rig.api.close()
  })
})

const bytes = (text: string) => new TextEncoder().encode(text)
