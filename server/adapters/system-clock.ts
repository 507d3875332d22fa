import type { Clock } from '#server/ports/clock.ts'

/** The machine's two clocks: the wall clock, which is corrected now and then, and one that only counts on. Both in milliseconds. */
export interface MachineTime {
  wall(): number
  counted(): number
}

const DAY_MS = 86_400_000

/** The machine's clocks, with the wall clock so many days of 24 hours ahead. */
export function machineTime(daysAhead: number): MachineTime {
  return { wall: () => Date.now() + daysAhead * DAY_MS, counted: () => performance.now() }
}

/**
 * The wall clock, but never backwards within this process. After the machine was set back it runs at half speed until the wall clock has
 * caught up, so that leases and pauses still end.
 */
export function systemClock(time: MachineTime = machineTime(0)): Clock {
  let last = time.wall()
  let counted = time.counted()
  return {
    now() {
      const elapsed = Math.max(0, time.counted() - counted)
      counted += elapsed
      last = Math.max(time.wall(), last + elapsed / 2)
      return new Date(last)
    },
  }
}
