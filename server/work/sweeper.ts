import type { Ports } from '#server/ports/ports.ts'

/** Works on what is due and tells how many rows that were. */
export type Sweep = (ports: Ports) => Promise<number>

export interface Sweeper {
  /** One pass over all sweeps, after the one that may be running. @returns rows worked on */
  runOnce(): Promise<number>
  /** Runs at every interval, and again at once while there is work. */
  start(intervalMs: number): void
  /** No pass begins after this; resolves when the running one has ended. */
  stop(): Promise<void>
  /** A hint that there is work. Losing it costs nothing: the next interval finds the work. */
  wake(): void
}

/** Calls back after some milliseconds, unless the returned function is called before. */
export type Timer = (run: () => void, ms: number) => () => void

const timer: Timer = (run, ms) => {
  const handle = setTimeout(run, ms)
  return () => clearTimeout(handle)
}

/** Runs the sweeps in turn, never two passes at a time. A sweep that fails is logged and does not hold up the others. */
export function createSweeper(ports: Ports, sweeps: readonly Sweep[], after: Timer = timer): Sweeper {
  let last: Promise<unknown> = Promise.resolve()
  let intervalMs: number | null = null
  let isRunning = false
  let isWoken = false
  let cancel: () => void = () => undefined

  async function pass(): Promise<number> {
    isRunning = true
    isWoken = false
    let worked = 0
    try {
      for (const sweep of sweeps) worked += await isolated(sweep, ports)
    } finally {
      isRunning = false
    }
    return worked
  }

  function runOnce(): Promise<number> {
    const mine = last.then(pass)
    last = mine
    return mine
  }

  function next(ms: number): void {
    cancel()
    if (intervalMs !== null) cancel = after(() => void runAndPlan(), ms)
  }

  async function runAndPlan(): Promise<void> {
    const worked = await runOnce()
    if (intervalMs !== null) next(worked > 0 || isWoken ? 0 : intervalMs)
  }

  return {
    runOnce,
    start(ms) {
      intervalMs = ms
      next(0)
    },
    async stop() {
      intervalMs = null
      cancel()
      await last
    },
    wake() {
      isWoken = true
      if (!isRunning) next(0)
    },
  }
}

async function isolated(sweep: Sweep, ports: Ports): Promise<number> {
  try {
    return await sweep(ports)
  } catch (error) {
    ports.log.error('sweep/failed', error, { sweep: sweep.name })
    return 0
  }
}
