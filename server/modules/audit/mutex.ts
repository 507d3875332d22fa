/** Lets one piece of work run at a time; the others wait in the order in which they came. */
export interface Mutex {
  run<T>(work: () => Promise<T>): Promise<T>
}

export function createMutex(): Mutex {
  let last: Promise<unknown> = Promise.resolve()
  return {
    run<T>(work: () => Promise<T>): Promise<T> {
      const mine = last.then(work)
      // Whoever comes next waits for the end, whether it was a success or not; the error goes to the caller of `mine`.
      last = mine.then(
        () => undefined,
        () => undefined,
      )
      return mine
    },
  }
}
