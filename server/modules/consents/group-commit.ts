import { problem } from '#contract/problems.ts'

/** Gathers concurrent writes and commits them together. */
export interface GroupCommit<Write, Done> {
  /**
   * Commits these writes, all or none, and answers after the commit, in their order.
   * @throws {ProblemError} `server/unavailable` when too many wait already; nothing was written
   * @throws what the committer threw for exactly these writes
   */
  submit(writes: readonly Write[]): Promise<readonly Done[]>
}

export interface GroupCommitOptions<Write, Done> {
  /** Commits a batch in one transaction. Returns what became of each write, by its identity. Must bear the same identity again later. */
  commit(batch: readonly Write[]): Promise<ReadonlyMap<string, Done>>
  /** Two writes of one identity are one write sent twice. */
  identity(write: Write): string
  /** What the write is about. Batches are ordered by it, so that two processes lock in one order; within a key the order of arrival stays. */
  key(write: Write): string
  /** Calls back after some milliseconds. */
  later(run: () => void, ms: number): void
  /** How long the first write of a batch waits for company, in milliseconds. */
  waitMs?: number
  /** Writes that may wait at most; more are refused. */
  capacity?: number
  /** Writes in one batch at most, unless one submission alone has more. */
  batchSize?: number
}

interface Submission<Write, Done> {
  writes: readonly Write[]
  resolve(done: readonly Done[]): void
  reject(error: unknown): void
}

const RETRY_AFTER_SECONDS = 1

/** One transaction costs a disk flush, however many rows it carries: sharing it is what lets many people decide at once. */
export function createGroupCommit<Write, Done>(options: GroupCommitOptions<Write, Done>): GroupCommit<Write, Done> {
  const { commit, identity, later, waitMs = 2, capacity = 5_000, batchSize = 500 } = options
  let queue: Submission<Write, Done>[] = []
  let waiting = 0
  let isPlanned = false

  async function drain(): Promise<void> {
    while (queue.length > 0) await settle(takeBatch())
    isPlanned = false
  }

  function takeBatch(): Submission<Write, Done>[] {
    let size = 0
    const fits = queue.findIndex(({ writes }) => {
      size += writes.length
      return size > batchSize
    })
    const count = fits === -1 ? queue.length : Math.max(1, fits)
    const batch = queue.slice(0, count)
    queue = queue.slice(count)
    waiting -= batch.reduce((sum, { writes }) => sum + writes.length, 0)
    return batch
  }

  async function settle(batch: readonly Submission<Write, Done>[]): Promise<void> {
    try {
      const done = await commit(arranged(batch, options))
      for (const { writes, resolve } of batch) resolve(writes.map((write) => done.get(identity(write)) as Done))
    } catch (error) {
      const [only] = batch
      if (batch.length === 1 && only) only.reject(error)
      else for (const submission of batch) await settle([submission])
    }
  }

  return {
    submit(writes) {
      if (writes.length === 0) return Promise.resolve([])
      if (waiting + writes.length > capacity) {
        return Promise.reject(problem('server/unavailable', { retryAfterSeconds: RETRY_AFTER_SECONDS }))
      }
      waiting += writes.length
      const { promise, resolve, reject } = Promise.withResolvers<readonly Done[]>()
      queue.push({ writes, resolve, reject })
      if (!isPlanned) {
        isPlanned = true
        later(() => void drain(), waitMs)
      }
      return promise
    },
  }
}

/** The writes of a batch in the order of their keys, each identity once; the sort is stable. */
function arranged<Write, Done>(
  batch: readonly Submission<Write, Done>[],
  { identity, key }: Pick<GroupCommitOptions<Write, Done>, 'identity' | 'key'>,
): Write[] {
  const seen = new Map<string, { write: Write; place: string }>()
  for (const { writes } of batch) {
    for (const write of writes) {
      const name = identity(write)
      if (!seen.has(name)) seen.set(name, { write, place: key(write) })
    }
  }
  return [...seen.values()].sort((one, other) => compare(one.place, other.place)).map(({ write }) => write)
}

function compare(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
