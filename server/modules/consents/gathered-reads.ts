/** One question of many that are asked at the same time. */
interface Question<Key, Answer> {
  key: Key
  resolve(answer: Answer): void
  reject(error: unknown): void
}

export interface GatherOptions {
  /** Readings under way at once; what is asked meanwhile waits for the next. */
  atOnce?: number
  /** Keys in one reading at most. */
  batchSize?: number
}

/**
 * Lets questions that are asked while others are being answered share one reading: on PostgreSQL a round trip costs many times what it
 * brings. Nobody waits for company, and every reading begins after its questions were asked, so no answer is older than its question.
 * @param read answers in the order of the keys
 */
export function gatheredReads<Key, Answer>(
  read: (keys: readonly Key[]) => Promise<readonly Answer[]>,
  { atOnce = 2, batchSize = 500 }: GatherOptions = {},
): (key: Key) => Promise<Answer> {
  let waiting: Question<Key, Answer>[] = []
  let underWay = 0

  async function answerAll(questions: readonly Question<Key, Answer>[]): Promise<void> {
    underWay += 1
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

  return (key) => {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>()
    waiting.push({ key, resolve, reject })
    goOn()
    return promise
  }
}
