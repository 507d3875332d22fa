import type { Clock } from '#server/ports/clock.ts'

/** The machine's two clocks: the wall clock, which is corrected now and then, and one that only counts on. Both in milliseconds. */
export interface MachineTime {
  wall(): number
  counted(): number
}

const machine: MachineTime = { wall: () => Date.now(), counted: () => performance.now() }

/**
 * The wall clock, but never backwards within this process. After the machine was set back it runs at half speed until the wall clock has
 * caught up, so that leases and pauses still end.
 */
export function systemClock(time: MachineTime = machine): Clock {
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
