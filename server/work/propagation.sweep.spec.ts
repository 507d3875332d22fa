import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as routes from '#contract/choices.ts'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import type { MovableClock, TestPorts } from '#tests/support/ports.ts'
import {
  type Api,
  countByKind,
  obligationsByStatus,
  openAccounts,
  openPropagation,
  passTime,
  type ScriptedSource,
  sweepUntilQuiet,
} from './propagation.fixture.ts'
import { sweepPropagation } from './propagation.sweep.ts'

const HOUR = 60
const DAY = 24 * HOUR

describe.each(engines)('carrying decisions to the sources on $name', { timeout: 30_000 }, ({ open }) => {
  let opened: OpenDatabase
  let clock: MovableClock
  let letters: ScriptedSource
  let ads: ScriptedSource
  let ports: TestPorts
  let api: Api
  let person: string

  beforeEach(async () => {
    const rig = await openPropagation(open, { sources: ['letters', 'ads'] })
    ;({ opened, clock, ports, api } = rig)
    ;[letters, ads] = rig.sources as [ScriptedSource, ScriptedSource]
    ;[person] = rig.people as [string]
  })
  afterEach(() => opened.close())

  const read = async () => (await api.call<{ choices: routes.Choice[] }>(routes.listChoices, {}, api.as(person))).choices[0]?.propagation
  const statuses = async () => (await read())?.obligations.map(({ source, status }) => `${source} ${status}`)

  it('queues one obligation per source, due when the tenth day ends in the zone of the operator', async () => {
    const { choices } = await api.decide(person, 'denied')

    expect(choices[0]?.propagation).toEqual({
      decidedAt: '2026-03-02T09:00:00.000Z',
      dueAt: '2026-03-12T23:00:00.000Z',
      targetAt: '2026-03-04T09:00:00.000Z',
      honouredAt: null,
      obligations: ['ads', 'letters'].map((source) => ({
        source,
        title: { en: `The ${source}` },
        status: 'queued',
        at: '2026-03-02T09:00:00.000Z',
        nextAttemptAt: '2026-03-02T09:00:00.000Z',
        attempts: 0,
      })),
    })
  })

  it('says sent when the source took it, confirmed when it acts on it, and honoured when all have confirmed', async () => {
    letters.delayMs = 3_600_000
    await api.decide(person, 'denied')

    await sweepUntilQuiet(ports)
    const sent = await statuses()
    await passTime(ports, { minutes: 1, step: 1 })
    const between = await read()
    await passTime(ports, { minutes: 2 * HOUR, step: 5 })

    expect(sent).toEqual(['ads sent', 'letters sent'])
    expect(between?.obligations.map(({ status }) => status)).toEqual(['confirmed', 'sent'])
    expect(between?.honouredAt).toBeNull()
    expect(await statuses()).toEqual(['ads confirmed', 'letters confirmed'])
    expect((await read())?.honouredAt).not.toBeNull()
    expect([letters.acts, ads.acts]).toEqual([1, 1])
  })

  it('lets a dead source hold up nobody else', async () => {
    letters.isDown = true
    await api.decide(person, 'denied')

    await sweepUntilQuiet(ports)
    await passTime(ports, { minutes: 1, step: 1 })

    expect(await statuses()).toEqual(['ads confirmed', 'letters queued'])
  })

  it('waits as long as the source asked', async () => {
    letters.isDown = true
    letters.retryAfterMs = 2 * 3_600_000
    await api.decide(person, 'denied')

    await sweepUntilQuiet(ports)

    expect((await read())?.obligations[1]).toMatchObject({ status: 'queued', attempts: 1, nextAttemptAt: '2026-03-02T11:00:00.000Z' })
  })

  it('has nothing to stop at a source that does not know the person, and says so on record', async () => {
    letters.strangers.add('person-0@mail.example')
    await api.decide(person, 'denied')

    await sweepUntilQuiet(ports)

    expect(await statuses()).toEqual(['ads sent', 'letters confirmed'])
    const events = await opened.database.selectFrom('events').select('facts').where('kind', '=', 'obligation/confirmed').execute()
    expect(events.map(({ facts }) => JSON.parse(facts))).toEqual([{ source: 'letters', late: false, reason: 'person-unknown' }])
  })

  it('keeps one open obligation per source, whatever is decided in between, and the last word wins', async () => {
    await api.decide(person, 'denied')
    await sweepPropagation(ports)
    await api.decide(person, 'granted')
    await api.decide(person, 'denied')

    const before = await obligationsByStatus(ports)
    await sweepUntilQuiet(ports)
    await passTime(ports, { minutes: 1, step: 1 })

    expect(before).toEqual({ queued: 2 })
    expect(await obligationsByStatus(ports)).toEqual({ confirmed: 2 })
    expect([letters, ads].map((source) => source.standing.get('person-0@mail.example')?.state)).toEqual(['denied', 'denied'])
  })

  it('lets the newer decision win that comes while the older one is under way', async () => {
    await api.decide(person, 'granted')
    letters.meanwhile = () => api.decide(person, 'denied')

    await sweepUntilQuiet(ports)
    await passTime(ports, { minutes: 1, step: 1 })

    expect(await obligationsByStatus(ports)).toEqual({ confirmed: 2 })
    expect(letters.standing.get('person-0@mail.example')?.state).toBe('denied')
    expect(await sentTo('letters')).toBe(1)
  })

  it('tells the sources only the last of several decisions made together', async () => {
    const decision = { purpose: 'newsletter', channel: 'email', wording: 'newsletter-1', language: 'en' }
    const decisions = ['denied', 'granted', 'denied'].map((state) => ({ ...decision, id: ports.random.id(), state }))

    await api.call(routes.decide, { body: { decisions } }, api.as(person))
    await sweepUntilQuiet(ports)

    expect(await countByKind(ports, 'events', ['decision/recorded', 'obligation/queued', 'obligation/sent'])).toEqual([3, 2, 2])
    expect(letters.standing.get('person-0@mail.example')?.state).toBe('denied')
  })

  it('starts no new clock when the same is said again', async () => {
    letters.isDown = true
    await api.decide(person, 'denied')
    await passTime(ports, { minutes: 6 * DAY, step: DAY })

    const { choices } = await api.decide(person, 'denied')

    expect(choices[0]?.propagation?.dueAt).toBe('2026-03-12T23:00:00.000Z')
    expect(await countByKind(ports, 'tasks', ['propagation/half-over'], true)).toEqual([1])
  })

  it('shows a breach, opens a task, goes on trying, and shows the late confirmation', async () => {
    letters.isDown = true
    await api.decide(person, 'denied')

    await passTime(ports, { minutes: 11 * DAY, step: 8 * HOUR })
    const breached = await read()
    letters.isDown = false
    await passTime(ports, { minutes: 3 * HOUR, step: 30 })

    expect(breached?.obligations.map(({ source, status }) => `${source} ${status}`)).toEqual(['ads confirmed', 'letters breached'])
    expect(breached?.honouredAt).toBeNull()
    expect(await statuses()).toEqual(['ads confirmed', 'letters confirmed'])
    const honoured = await read()
    expect(new Date(honoured?.honouredAt ?? 0).getTime()).toBeGreaterThan(new Date(honoured?.dueAt ?? 0).getTime())
    expect(await countByKind(ports, 'events', ['obligation/breached'])).toEqual([1])
    expect(await countByKind(ports, 'tasks', ['propagation/half-over', 'propagation/most-over', 'propagation/breached'])).toEqual([1, 1, 1])
    expect(await countByKind(ports, 'tasks', ['propagation/half-over', 'propagation/most-over', 'propagation/breached'], true)).toEqual([
      0, 0, 1,
    ])
  })

  it('keeps a breach visible when the person says the same once more', async () => {
    letters.isDown = true
    await api.decide(person, 'denied')
    await passTime(ports, { minutes: 11 * DAY, step: 8 * HOUR })

    const { choices } = await api.decide(person, 'denied')

    expect(choices[0]?.propagation?.obligations.map(({ source, status }) => `${source} ${status}`)).toEqual([
      'ads queued',
      'letters breached',
    ])
  })

  it('says it once more to a source that took a decision and lost it', async () => {
    await api.decide(person, 'denied')
    await sweepUntilQuiet(ports)
    letters.standing.clear()
    letters.seen.clear()

    await passTime(ports, { minutes: 2 * DAY, step: 4 * HOUR })

    expect(letters.standing.get('person-0@mail.example')?.state).toBe('denied')
    expect(await statuses()).toEqual(['ads confirmed', 'letters confirmed'])
  })

  it('shares the work between two processes without doing anything twice', async () => {
    const people = await openOthers(60)
    await Promise.all(people.map((id) => api.decide(id, 'denied')))
    const other = { ...ports, settings: { ...ports.settings, process: 'other' } }

    await Promise.all([sweepUntilQuiet(ports), sweepUntilQuiet(other)])
    clock.advance({ minutes: 1 })
    await Promise.all([sweepUntilQuiet(ports), sweepUntilQuiet(other)])

    expect(await obligationsByStatus(ports)).toEqual({ confirmed: 120 })
    expect([letters.acts, ads.acts]).toEqual([60, 60])
    expect([letters.calls, ads.calls]).toEqual([180, 180])
    expect(await countByKind(ports, 'events', ['obligation/sent', 'obligation/confirmed'])).toEqual([120, 120])
  })

  it('keeps its hands off what another process has in hand', async () => {
    const other = { ...ports, settings: { ...ports.settings, process: 'other' } }
    await api.decide(person, 'denied')
    letters.meanwhile = () => sweepPropagation(other)

    await sweepPropagation(ports)

    expect(letters.calls).toBe(2)
    expect(await sentTo('letters')).toBe(1)
  })

  async function sentTo(source: string): Promise<number> {
    const events = await opened.database.selectFrom('events').select('facts').where('kind', '=', 'obligation/sent').execute()
    return events.filter(({ facts }) => JSON.parse(facts).source === source).length
  }

  async function openOthers(count: number): Promise<string[]> {
    await opened.database.deleteFrom('accounts').execute()
    return openAccounts(ports, count)
  }
})
