import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SignedDocument } from '#contract/choices.ts'
import type { StandingDecision } from '#contract/decisions.ts'
import type { Ports } from '#server/ports/ports.ts'
import { jonas } from '#tests/support/api.ts'
import { engines } from '#tests/support/databases.ts'
import { berlinMidnight, type DecisionsRig, openDecisions, operator } from './notice-decisions.fixture.ts'
import { sweepNotices } from './notices.sweep.ts'
import { dyingAt } from './personal-data.fixture.ts'
import { openAccounts } from './propagation.fixture.ts'

/** Questions to the database; more than all steps together ask, so that the last case is an unbroken run. */
const TOUCHES = 64

describe.each(engines)('the day a version takes effect, on $name', (engine) => {
  let rig: DecisionsRig
  beforeEach(async () => {
    rig = await openDecisions(engine)
  })
  afterEach(() => rig.api.close())

  const at = async (date: Date | string) => {
    rig.api.ports.clock.set(new Date(date))
    await rig.signInAgain()
  }
  const sweep = async (ports: Ports = rig.api.ports) => {
    while ((await sweepNotices(ports)) > 0);
  }
  const queued = async (template: string) =>
    (
      await rig.api.ports.database
        .selectFrom('outbox')
        .select('to_address')
        .where('template', '=', template)
        .orderBy('to_address')
        .execute()
    ).map(({ to_address }) => to_address)
  const newsletterOf = async () => (await rig.choices()).find(({ purpose }) => purpose === 'newsletter')
  const asked = async () => {
    const key = await rig.api.browser().send('POST', '/api/subjects', { emails: ['ida@example.com'] }, operator)
    const [subject] = ((await key.json()) as { subjects: string[] }).subjects
    const answer = (await (await rig.api.browser().get(`/api/decisions/${subject}`, operator)).json()) as { decisions: StandingDecision[] }
    return answer.decisions.find(({ purpose }) => purpose === 'newsletter')
  }
  const eventsOf = async (kind: string) =>
    (await rig.api.ports.database.selectFrom('events').select(['about', 'facts']).where('kind', '=', kind).orderBy('about').execute()).map(
      ({ about, facts }) => ({ ...(JSON.parse(facts) as { lapsed?: number; objections?: number; mails?: number }), about }),
    )

  it('ends a consent to a changed purpose at its first instant, and not one millisecond before', async () => {
    await rig.choose('granted')
    await rig.publish('2026-04-20', { purposes: ['newsletter'] })
    await at(new Date(berlinMidnight.getTime() - 1))
    await sweep()
    const before = [(await newsletterOf())?.state, (await asked())?.allowed]
    await at(berlinMidnight)

    const unswept = [(await newsletterOf())?.state, (await asked())?.allowed, (await newsletterOf())?.asksAgain?.effectiveOn]
    await sweep()

    expect(before).toEqual(['granted', true])
    expect(unswept).toEqual(['denied', false, '2026-04-20'])
    expect(await newsletterOf()).toMatchObject({
      state: 'denied',
      asksAgain: { notice: 'privacy', title: { en: 'Privacy notice' }, effectiveOn: '2026-04-20' },
      decision: { decidedAt: berlinMidnight.toISOString() },
    })
    expect(await asked()).toMatchObject({ allowed: false, decidedAt: berlinMidnight.toISOString() })
    expect(await eventsOf('notice/in-force')).toMatchObject([
      { about: 'notice:privacy@2026-03-02' },
      { about: 'notice:privacy@2026-04-20', lapsed: 1 },
    ])
  })

  it('leaves a no, another purpose and every answer that comes later as they are', async () => {
    await rig.choose('denied')
    await rig.publish('2026-04-20', { purposes: ['newsletter'] })
    await rig.publish('2026-05-20', { purposes: ['offers'] })
    await at('2026-04-21T09:00:00Z')
    const said = await rig.choose('granted')
    await sweep()
    await at('2026-06-01T09:00:00Z')
    await sweep()

    expect(await newsletterOf()).toMatchObject({ state: 'granted', asksAgain: null, decision: said?.decision })
    expect(await eventsOf('notice/in-force')).toMatchObject([{ lapsed: 0 }, { lapsed: 0 }, { lapsed: 0 }])
  })

  it('asks once: a new answer of either kind ends the question', async () => {
    await rig.choose('granted')
    await rig.publish('2026-04-20', { purposes: ['newsletter'] })
    await at(berlinMidnight)
    await sweep()
    rig.api.ports.clock.advance({ milliseconds: 1 })

    const no = await rig.choose('denied')
    const yes = await rig.choose('granted')
    await sweep()

    expect([no?.asksAgain, yes?.asksAgain, yes?.state, (await asked())?.allowed]).toEqual([null, null, 'granted', true])
  })

  it('says in the receipt that the operator ended the consent, not the person', async () => {
    await rig.choose('granted')
    await rig.publish('2026-04-20', { purposes: ['newsletter'] })
    await at(berlinMidnight)
    await sweep()
    const id = (await newsletterOf())?.decision?.id

    const { document } = (await (await rig.ida.get(`/api/me/decisions/${id}/receipt`)).json()) as SignedDocument

    expect(JSON.stringify(document)).toContain('dpv:ConsentRevoked')
    expect(JSON.stringify(document)).not.toContain('dpv:ConsentWithdrawn')
  })

  it('ends a pause that would have gone back to a yes', async () => {
    const { database } = rig.api.ports
    await rig.choose('granted')
    await rig.publish('2026-04-20', { purposes: ['newsletter'] })
    const paused = { state: 'paused', paused_until: new Date('2026-04-25T00:00:00Z').getTime(), resumes: 'granted' }
    await database.updateTable('choices').set(paused).execute()
    await database.updateTable('decisions').set(paused).execute()
    await at(berlinMidnight)
    await sweep()
    await at('2026-04-26T09:00:00Z')

    expect(await newsletterOf()).toMatchObject({ state: 'denied', pause: null, asksAgain: { effectiveOn: '2026-04-20' } })
  })

  it('closes objections and tells those who did not decide what stands, and nobody else', async () => {
    await rig.publish('2026-04-20', { purposes: ['newsletter'] })
    const { ports } = rig.api
    const people = await openAccounts(ports, 4)
    const [undecided, refused, leaving, noted] = people as [string, string, string, string]
    await said(undecided, 'objected')
    await said(refused, 'partly-refused')
    await said(leaving, 'objected')
    await said(noted, 'acknowledged')
    await rig.answer('objected')
    await rig.answer('taken-back')
    await deletionOf(leaving)
    await at(berlinMidnight)

    await sweep()
    await sweep()

    expect(await queued('objection-closed')).toEqual(['person-0@mail.example'])
    expect(await eventsOf('notice/in-force')).toMatchObject([{}, { about: 'notice:privacy@2026-04-20', objections: 3, mails: 1 }])
  })

  it('is made up for in order after days without a server', async () => {
    await rig.choose('granted')
    await rig.publish('2026-04-20', { purposes: ['newsletter'] })
    await rig.publish('2026-05-20', { purposes: ['newsletter'] })
    await rig.answer('objected')
    await rig.answer('objected', { on: '2026-05-20' })
    await at('2026-06-30T09:00:00Z')

    await sweep()

    expect(await queued('objection-closed')).toEqual(['ida@example.com', 'ida@example.com'])
    expect((await eventsOf('notice/in-force')).map((event) => [event.about, event.lapsed])).toEqual([
      ['notice:privacy@2026-03-02', 0],
      ['notice:privacy@2026-04-20', 1],
      ['notice:privacy@2026-05-20', 0],
    ])
    expect(await newsletterOf()).toMatchObject({
      decision: { decidedAt: berlinMidnight.toISOString() },
      asksAgain: { effectiveOn: '2026-05-20' },
    })
  })

  it('reaches everybody when there are more than fit into a batch', async () => {
    await rig.publish('2026-04-20', { purposes: ['newsletter'] })
    const people = await openAccounts(rig.api.ports, 120)
    for (const person of people) await said(person, 'objected')
    await at(berlinMidnight)

    await sweep()

    expect(new Set(await queued('objection-closed')).size).toBe(120)
    expect(await queued('objection-closed')).toHaveLength(120)
  })

  it('is carried out once by two processes', async () => {
    await rig.choose('granted')
    await rig.publish('2026-04-20', { purposes: ['newsletter'] })
    await rig.answer('objected')
    await at(berlinMidnight)
    const other: Ports = { ...rig.api.ports, settings: { ...rig.api.ports.settings, process: 'other' } }

    await Promise.all([sweep(), sweep(other)])

    expect(await queued('objection-closed')).toEqual(['ida@example.com'])
    expect(await eventsOf('notice/in-force')).toHaveLength(2)
  })

  it.each(Array.from({ length: TOUCHES }, (_, touch) => touch + 1))(
    'ends alike when the server dies at its question %i to the database',
    async (touch) => {
      await rig.choose('granted')
      await rig.publish('2026-04-20', { purposes: ['newsletter'] })
      await rig.answer('objected')
      await at(berlinMidnight)

      await sweep(dyingAt<Ports>(touch, rig.api.ports).ports).catch((error: unknown) => error)
      await sweep()

      expect(await queued('objection-closed')).toEqual(['ida@example.com'])
      expect(await eventsOf('notice/in-force')).toMatchObject([{}, { lapsed: 1, objections: 1, mails: 1 }])
      expect(await newsletterOf()).toMatchObject({ state: 'denied', asksAgain: { effectiveOn: '2026-04-20' } })
    },
  )

  it('never comes for a withdrawn version; who had been told or had answered hears of it once', async () => {
    await rig.choose('granted')
    await rig.publish('2026-04-20', { purposes: ['newsletter'] })
    await sweep()
    rig.api.ports.clock.advance({ minutes: 1 })
    const [late, silent] = (await openAccounts(rig.api.ports, 2)) as [string, string]
    await said(late, 'objected')
    await rig.withdraw('2026-04-20')
    await sweep()
    await sweep()
    await at('2026-04-21T09:00:00Z')
    await sweep()

    expect(await queued('change-withdrawn')).toEqual(['ida@example.com', jonas.email, 'person-0@mail.example'])
    expect(silent).toBeTruthy()
    expect(await queued('objection-closed')).toEqual([])
    expect(await newsletterOf()).toMatchObject({ state: 'granted', asksAgain: null })
    expect((await asked())?.allowed).toBe(true)
  })

  it('does not come either for people who had not been told when it was withdrawn', async () => {
    await rig.publish('2026-04-20')
    await rig.withdraw('2026-04-20')

    await sweep()

    expect([await queued('notice-change'), await queued('change-withdrawn')]).toEqual([[], []])
  })

  /** What somebody else has said, without a session of theirs. */
  async function said(accountId: string, answer: string): Promise<void> {
    const { database, random, clock } = rig.api.ports
    const { hash, number } = await database
      .selectFrom('notice_versions')
      .selectAll()
      .where('effective_on', '=', '2026-04-20')
      .executeTakeFirstOrThrow()
    const purposes = answer === 'partly-refused' ? '["newsletter"]' : '[]'
    const version = { slug: 'privacy', effective_on: '2026-04-20', number, text_hash: hash, version_hash: hash }
    const told = { answer, purposes, language: 'en', surface: 'notice', sequence: 1, decided_at: clock.now().getTime() }
    await database
      .insertInto('notice_decisions')
      .values({ id: random.id(), account_id: accountId, ...version, ...told })
      .execute()
  }

  async function deletionOf(accountId: string): Promise<void> {
    const { database, random, clock } = rig.api.ports
    const now = clock.now().getTime()
    const row = {
      id: random.id(),
      account_id: accountId,
      status: 'grace',
      plan: '{}',
      plan_hash: 'a',
      requested_at: now,
      executes_at: now + 1,
    }
    const none = { ended_at: null, certificate: null, next_attempt_at: null, lease_owner: null, lease_until: null }
    await database
      .insertInto('erasures')
      .values({ ...row, locale: 'en', ...none })
      .execute()
  }
})
