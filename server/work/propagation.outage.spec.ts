import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import { type MovableClock, movableClock, type TestPorts } from '#tests/support/ports.ts'
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
} from './propagation.fixture.ts'
import { sweepPropagation } from './propagation.sweep.ts'

const HOUR = 60
const DAY = 24 * HOUR
// A round trip to PostgreSQL costs many times a call into SQLite.
const crowds = engines.map((engine) => ({ ...engine, people: engine.name === 'sqlite' ? 1_000 : 150 }))
const warnings = ['propagation/half-over', 'propagation/most-over', 'propagation/breached']

describe.each(crowds)('one dead source and $people people on $name', ({ open, people: crowd }) => {
  let opened: OpenDatabase
  let source: ScriptedSource
  let ports: TestPorts

  beforeEach(async () => {
    opened = await open()
    const clock = movableClock(new Date('2026-03-25T22:55:00Z'))
    source = scriptedSource('letters', clock)
    source.isDown = true
    ports = propagationPorts(opened.database, clock, [source])
    const api = consentsApi(ports)
    const people = await openAccounts(ports, crowd)
    await Promise.all(people.map((id) => api.decide(id, 'denied')))
  })
  afterEach(() => opened.close())

  it('is dead for 9 days and 23 hours: everything is confirmed in time, nothing is done twice, both warnings were raised', async () => {
    await passTime(ports, { minutes: 9 * DAY + 23 * HOUR, step: HOUR })
    const callsWhileDead = source.calls
    source.isDown = false
    await passTime(ports, { minutes: 30, step: 1 })

    expect(await obligationsByStatus(ports)).toEqual({ confirmed: crowd })
    expect([source.acts, source.seen.size]).toEqual([crowd, crowd])
    expect(await countByKind(ports, 'events', ['obligation/alarm', 'obligation/breached', 'obligation/confirmed'])).toEqual([
      2 * crowd,
      0,
      crowd,
    ])
    expect(await countByKind(ports, 'tasks', warnings)).toEqual([crowd, crowd, 0])
    expect(await countByKind(ports, 'tasks', warnings, true)).toEqual([0, 0, 0])
    expect(callsWhileDead).toBeLessThan(4 * (9 * 24 + 23))
  }, 120_000)

  it('is dead for 11 days: every breach shows and has an open task, and everything is honoured late', async () => {
    await passTime(ports, { minutes: 11 * DAY, step: 2 * HOUR })
    const whileDead = await obligationsByStatus(ports)
    source.isDown = false
    await passTime(ports, { minutes: 3 * HOUR, step: 30 })

    expect(whileDead).toEqual({ breached: crowd })
    expect(await obligationsByStatus(ports)).toEqual({ confirmed: crowd })
    expect(source.acts).toBe(crowd)
    expect(await countByKind(ports, 'events', ['obligation/alarm', 'obligation/breached'])).toEqual([2 * crowd, crowd])
    expect(await countByKind(ports, 'tasks', warnings, true)).toEqual([0, 0, crowd])
  }, 120_000)
})

describe('a sweep that is killed', () => {
  let opened: OpenDatabase
  let clock: MovableClock
  let source: ScriptedSource
  let ports: TestPorts

  beforeEach(async () => {
    opened = await (engines[0] as (typeof engines)[number]).open()
    clock = movableClock(new Date('2026-03-02T09:00:00Z'))
    source = scriptedSource('letters', clock)
    ports = propagationPorts(opened.database, clock, [source])
    const api = consentsApi(ports)
    await Promise.all((await openAccounts(ports, 2)).map((id) => api.decide(id, 'denied')))
  })
  afterEach(() => opened.close())

  // Every step of a sweep asks a port; each of these questions is made the last one.
  it.each(Array.from({ length: 24 }, (_, question) => question + 1))(
    'at its question %i resumes and ends as an unbroken one',
    async (question) => {
      const first = killedAt(ports, question)
      const second = killedAt(ports, question)

      await Promise.allSettled([sweepPropagation(first)])
      clock.advance({ minutes: 2 })
      await Promise.allSettled([sweepPropagation(second)])
      clock.advance({ minutes: 2 })
      await sweepUntilQuiet(ports)
      await passTime(ports, { minutes: 10, step: 1 })

      expect(await obligationsByStatus(ports)).toEqual({ confirmed: 2 })
      expect(source.acts).toBe(2)
      expect(await countByKind(ports, 'events', ['obligation/queued', 'obligation/sent', 'obligation/confirmed'])).toEqual([2, 2, 2])
    },
  )

  it('is really killed by the test', async () => {
    await expect(sweepPropagation(killedAt(ports, 8))).rejects.toThrow('killed')
  })
})
