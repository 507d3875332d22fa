import { describe, expect, it } from 'vitest'
import { machineTime, systemClock } from './system-clock.ts'

describe('the system clock', () => {
  it('tells the time of the machine', () => {
    const before = Date.now()

    const now = systemClock().now().getTime()

    expect(now).toBeGreaterThanOrEqual(before)
    expect(now).toBeLessThanOrEqual(Date.now())
  })

  it('runs ahead by whole days of 24 hours where a demo asks for it', () => {
    const DAY_MS = 86_400_000
    const before = Date.now()

    const now = systemClock(machineTime(11)).now().getTime()

    expect(now).toBeGreaterThanOrEqual(before + 11 * DAY_MS)
    expect(now).toBeLessThanOrEqual(Date.now() + 11 * DAY_MS)
  })

  it('never goes back when the machine is set back, and does not stand still either', () => {
    const { clock, pass, setBack } = machineAt(1_000_000)
    const before = clock.now().getTime()
    setBack(3_600_000)

    const atOnce = clock.now().getTime()
    pass(10_000)
    const later = clock.now().getTime()

    expect([atOnce - before, later - before]).toEqual([0, 5_000])
  })

  it('is the machine’s time again as soon as that has caught up', () => {
    const { clock, pass, setBack, wall } = machineAt(1_000_000)
    clock.now()
    setBack(60_000)
    clock.now()

    pass(120_000)

    expect(clock.now().getTime()).toBe(wall())
  })

  it('follows the machine when that is set forward', () => {
    const { clock, setBack, wall } = machineAt(1_000_000)
    setBack(-86_400_000)

    expect(clock.now().getTime()).toBe(wall())
  })
})

function machineAt(start: number) {
  let wall = start
  let counted = 0
  const clock = systemClock({ wall: () => wall, counted: () => counted })
  const pass = (ms: number) => {
    wall += ms
    counted += ms
  }
  const setBack = (ms: number) => {
    wall -= ms
  }
  return { clock, pass, setBack, wall: () => wall }
}
