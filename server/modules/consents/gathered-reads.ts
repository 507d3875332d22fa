/** One question of many that are asked at the same time. */
interface Question<Key, Answer> {
  key: Key
  resolve(answer: Answer): void
  reject(error: unknown): void
}

export interface GatherOptions {
  now: () => Date
  /** Calls back after some milliseconds. */
  later: (run: () => void, ms: number) => void
  /** Readings under way at once; what is asked meanwhile waits for the next. */
  atOnce?: number
  /** Keys in one reading at most. */
  batchSize?: number
}

const GATHER_MS = 1

/**
 * Lets questions that come close together share one reading, which costs many times what one more answer does. A question that comes alone
 * is read at once; one that comes within a millisecond of the last reading waits one for company. Every reading begins after its questions
 * were asked, so no answer is older than its question.
 * @param read answers in the order of the keys
 */
export function gatheredReads<Key, Answer>(
  read: (keys: readonly Key[]) => Promise<readonly Answer[]>,
  { now, later, atOnce = 2, batchSize = 500 }: GatherOptions,
): (key: Key) => Promise<Answer> {
  let waiting: Question<Key, Answer>[] = []
  let underWay = 0
  let begunAt = Number.NEGATIVE_INFINITY
  let isPlanned = false

  async function answerAll(questions: readonly Question<Key, Answer>[]): Promise<void> {
    underWay += 1
    begunAt = now().getTime()
    try {
      const answers = await read(questions.map(({ key }) => key))
      questions.forEach(({ resolve }, at) => {
        resolve(answers[at] as Answer)
      })
    } catch (error) {
      for (const { reject } of questions) reject(error)
    } finally {
      underWay -= 1
      goOn()
    }
  }

  function goOn(): void {
    if (waiting.length === 0 || underWay >= atOnce) return
    const next = waiting.slice(0, batchSize)
    waiting = waiting.slice(batchSize)
    void answerAll(next)
  }

  function plan(): void {
    if (isPlanned) return
    if (now().getTime() > begunAt + GATHER_MS) {
      goOn()
      return
    }
    isPlanned = true
    later(() => {
      isPlanned = false
      goOn()
    }, GATHER_MS)
  }

  return (key) => {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>()
    waiting.push({ key, resolve, reject })
    plan()
    return promise
  }
}
