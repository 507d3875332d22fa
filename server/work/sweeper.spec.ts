import { beforeEach, describe, expect, it } from 'vitest'
import { openSqlite } from '#server/adapters/database/sqlite.ts'
import { type TestPorts, testPorts } from '#tests/support/ports.ts'
import { createSweeper, type Sweep } from './sweeper.ts'

/** Time in the hands of the test: callbacks wait until they are fired. */
function handTimer() {
  let planned: { run: () => void; ms: number }[] = []
  return {
    after: (run: () => void, ms: number) => {
      const entry = { run, ms }
      planned.push(entry)
      return () => {
        planned = planned.filter((other) => other !== entry)
      }
    },
    waits: () => planned.map(({ ms }) => ms),
    fire: () => {
      const due = planned
      planned = []
      for (const { run } of due) run()
    },
  }
}

/** Sweeps that say when they ran, and work off what is waiting. */
function loggedSweep(name: string, log: string[], waiting: number[] = []): Sweep {
  return async () => {
    log.push(`${name} begins`)
    await Promise.resolve()
    log.push(`${name} ends`)
    return waiting.shift() ?? 0
  }
}

describe('the sweeper', () => {
  let ports: TestPorts
  let log: string[]

  beforeEach(async () => {
    ports = testPorts(await openSqlite(':memory:'))
    log = []
  })

  it('runs the sweeps in turn and counts what they worked on', async () => {
    const sweeper = createSweeper(ports, [loggedSweep('mails', log, [2]), loggedSweep('exports', log, [3])])

    const worked = await sweeper.runOnce()

    expect(worked).toBe(5)
    expect(log).toEqual(['mails begins', 'mails ends', 'exports begins', 'exports ends'])
  })

  it('logs a sweep that fails and goes on with the others', async () => {
    const sweepBroken: Sweep = async () => {
      throw new Error('broken')
    }
    const sweeper = createSweeper(ports, [sweepBroken, loggedSweep('exports', log, [1])])

    const worked = await sweeper.runOnce()

    expect(worked).toBe(1)
    expect(ports.lines).toMatchObject([{ level: 'error', event: 'sweep/failed', facts: { sweep: 'sweepBroken' } }])
  })

  it('never runs two passes at a time', async () => {
    const sweeper = createSweeper(ports, [loggedSweep('mails', log)])

    await Promise.all([sweeper.runOnce(), sweeper.runOnce()])

    expect(log).toEqual(['mails begins', 'mails ends', 'mails begins', 'mails ends'])
  })

  it('runs again at once while there is work, else at the next interval', async () => {
    const timer = handTimer()
    const sweeper = createSweeper(ports, [loggedSweep('mails', log, [1, 0])], timer.after)

    sweeper.start(1_000)
    const atStart = timer.waits()
    timer.fire()
    await settled()
    const afterWork = timer.waits()
    timer.fire()
    await settled()

    expect([atStart, afterWork, timer.waits()]).toEqual([[0], [0], [1_000]])
  })

  it('runs at once when it is woken, also when it is woken during a pass', async () => {
    const timer = handTimer()
    const sweepWaking: Sweep = async () => {
      sweeper.wake()
      return 0
    }
    const sweeper = createSweeper(ports, [loggedSweep('mails', log), sweepWaking], timer.after)

    sweeper.start(1_000)
    timer.fire()
    await settled()

    expect(timer.waits()).toEqual([0])
  })

  it('begins nothing after it was stopped, and waits for the pass under way', async () => {
    const timer = handTimer()
    const sweeper = createSweeper(ports, [loggedSweep('mails', log)], timer.after)

    sweeper.start(1_000)
    timer.fire()
    await sweeper.stop()
    sweeper.wake()

    expect(log).toEqual(['mails begins', 'mails ends'])
    expect(timer.waits()).toEqual([])
  })
})

async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
}
