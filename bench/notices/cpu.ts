const ROUNDS = 7
/** Rounds that only warm up the engine's compilers; they count for nothing. */
const WARM_UPS = 2
/** Short work is repeated within a sample, so that the clock's steps do not matter, in ms. */
const SAMPLE_MS = 4

/**
 * CPU time of each piece of work in ms: the median of its samples. Everything takes its turn once a round, so that whatever else the
 * machine is doing falls on all of them alike.
 */
export function measureCpu(works: readonly (() => unknown)[]): number[] {
  const repeats = works.map(() => 1)
  for (let round = 0; round < WARM_UPS; round++) {
    for (const [at, work] of works.entries()) {
      const once = Math.max(0.001, sample(work, repeats[at] ?? 1))
      repeats[at] = Math.max(1, Math.min(200, Math.ceil(SAMPLE_MS / once)))
    }
  }
  const samples = Array.from({ length: ROUNDS }, () => works.map((work, at) => sample(work, repeats[at] ?? 1)))
  return works.map((_, at) => median(samples.map((round) => round[at] ?? 0)))
}

function sample(work: () => unknown, repeats: number): number {
  const start = process.cpuUsage()
  for (let count = 0; count < repeats; count++) work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000 / repeats
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
}
