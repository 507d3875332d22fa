import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as routes from '#contract/choices.ts'
import {
  consentsApi,
  countByKind,
  killedAt,
  obligationsByStatus,
  openAccounts,
  passTime,
  propagationPorts,
  type ScriptedSource,
  scriptedSource,
  sweepUntilQuiet,
} from '#server/work/propagation.fixture.ts'
import { sweepPropagation } from '#server/work/propagation.sweep.ts'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import { movableClock, type TestPorts } from '#tests/support/ports.ts'

const HOUR = 60
/** A sweep asks its ports about as many questions as this for a full round; each hour another one is its last. */
const QUESTIONS = 240
const PEOPLE_AT_ONCE = 1_000
// A round trip to PostgreSQL costs many times a call into SQLite.
const crowds = engines.map((engine) => ({ ...engine, people: engine.name === 'sqlite' ? 10_000 : 300 }))
const warnings = ['propagation/half-over', 'propagation/most-over', 'propagation/breached']

describe.each(crowds)('the promise of ten days, to $people people on $name', { timeout: 1_200_000 }, ({ open, people: crowd }) => {
  let opened: OpenDatabase
  let source: ScriptedSource
  let ports: TestPorts

  beforeEach(async () => {
    opened = await open()
    const clock = movableClock(new Date('2026-03-25T22:55:00Z'))
    source = scriptedSource('letters', clock)
    source.isDown = true
    ports = propagationPorts(opened.database, clock, [source])
    await withdrawals(ports, crowd)
  }, 600_000)
  afterEach(() => opened.close())

  it('is kept by a system that is dead for 9 days and 23 hours, with duplicates, reordering and a kill every hour', async () => {
    const hours = 9 * 24 + 23
    await killedEveryHour(ports, hours)
    const callsWhileDead = source.calls
    source.isDown = false
    await killedOften(ports, 20)
    await passTime(ports, { minutes: 30, step: 1 })

    expect(await obligationsByStatus(ports)).toEqual({ confirmed: crowd })
    expect([source.acts, source.seen.size]).toEqual([crowd, crowd])
    expect([...source.standing.values()].every(({ state }) => state === 'denied')).toBe(true)
    expect(await countByKind(ports, 'events', ['obligation/alarm', 'obligation/breached', 'obligation/confirmed'])).toEqual([
      2 * crowd,
      0,
      crowd,
    ])
    expect(await countByKind(ports, 'tasks', warnings)).toEqual([crowd, crowd, 0])
    expect(await countByKind(ports, 'tasks', warnings, true)).toEqual([0, 0, 0])
    // A dead system is asked a few times an hour, not once for everybody who waits.
    expect(callsWhileDead).toBeLessThan(4 * hours)
  })

  it('is broken in the open by a system that is dead for 11 days: a breach, a task and a mail for everybody', async () => {
    await killedEveryHour(ports, 11 * 24)
    const whileDead = await obligationsByStatus(ports)
    source.isDown = false
    await passTime(ports, { minutes: 3 * HOUR, step: 30 })

    expect(whileDead).toEqual({ breached: crowd })
    expect(await obligationsByStatus(ports)).toEqual({ confirmed: crowd })
    expect(source.acts).toBe(crowd)
    expect(await countByKind(ports, 'events', ['obligation/alarm', 'obligation/breached'])).toEqual([2 * crowd, crowd])
    expect(await countByKind(ports, 'tasks', warnings, true)).toEqual([0, 0, crowd])
    expect(
      await opened.database.selectFrom('outbox').select('account_id').distinct().where('template', '=', 'promise-missed').execute(),
    ).toHaveLength(crowd)
  })
})

/** Everybody withdraws: a tenth said no, yes and no again first, and every last decision is sent twice. */
async function withdrawals(ports: TestPorts, crowd: number): Promise<void> {
  const api = consentsApi(ports)
  for (let from = 0; from < crowd; from += PEOPLE_AT_ONCE) {
    const people = await openAccounts(ports, Math.min(PEOPLE_AT_ONCE, crowd - from), from)
    await Promise.all(
      people.map(async (id, at) => {
        const state = at % 10 === 0 ? (['denied', 'granted', 'denied'] as const) : (['denied'] as const)
        const said = { purpose: 'newsletter', channel: 'email', wording: 'newsletter-1', language: 'en' }
        const decisions = state.map((one) => ({ ...said, id: ports.random.id(), state: one }))
        await api.call(routes.decide, { body: { decisions } }, api.as(id))
        if (at % 10 === 0) await api.call(routes.decide, { body: { decisions: decisions.toReversed() } }, api.as(id))
      }),
    )
  }
}

/** Each hour a sweep is killed at another of its questions; the next one finds what it left. */
async function killedEveryHour(ports: TestPorts, hours: number): Promise<void> {
  for (let hour = 0; hour < hours; hour += 1) {
    ports.clock.advance({ minutes: HOUR - 2 })
    await Promise.allSettled([sweepPropagation(killedAt(ports, 1 + (hour % QUESTIONS)))])
    ports.clock.advance({ minutes: 2 })
    await sweepUntilQuiet(ports)
  }
}

/** While the system catches up, five minutes before the end, sweeps are killed at one question after the other; what they held is free a minute later. */
async function killedOften(ports: TestPorts, kills: number): Promise<void> {
  for (let kill = 1; kill <= kills; kill += 1) {
    await Promise.allSettled([sweepPropagation(killedAt(ports, kill * 7))])
    await sweepPropagation(ports)
  }
}
