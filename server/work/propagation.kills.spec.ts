import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { engines, type OpenDatabase } from '#tests/support/databases.ts'
import type { MovableClock, TestPorts } from '#tests/support/ports.ts'
import {
  countByKind,
  killedAt,
  obligationsByStatus,
  openPropagation,
  passTime,
  type ScriptedSource,
  sweepUntilQuiet,
} from './propagation.fixture.ts'
import { sweepPropagation } from './propagation.sweep.ts'

describe.each(engines)('a sweep that is killed, on $name', ({ open }) => {
  let opened: OpenDatabase
  let clock: MovableClock
  let source: ScriptedSource
  let ports: TestPorts

  beforeEach(async () => {
    const rig = await openPropagation(open, { sources: ['letters'], people: 2 })
    ;({ opened, clock, ports } = rig)
    ;[source] = rig.sources as [ScriptedSource]
    await Promise.all(rig.people.map((id) => rig.api.decide(id, 'denied')))
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
