import { beforeEach, describe, expect, it } from 'vitest'
import { gatheredReads } from './gathered-reads.ts'

describe('reads that are gathered', () => {
  const asked: (readonly number[])[] = []
  let at = 0
  const slow = (takesMs: number) =>
    gatheredReads<number, string>(
      async (keys) => {
        asked.push(keys)
        await new Promise((resolve) => setTimeout(resolve, takesMs))
        if (keys.includes(13)) throw new Error('away')
        return keys.map((key) => `answer ${key}`)
      },
      { now: () => new Date(at), later: (run, ms) => setTimeout(run, ms), atOnce: 1, batchSize: 3 },
    )
  beforeEach(() => {
    asked.length = 0
  })

  it('are answered each with its own answer, those asked meanwhile in one reading', async () => {
    const read = slow(5)

    const answers = await Promise.all([1, 2, 3, 4, 5].map(read))

    expect(answers).toEqual(['answer 1', 'answer 2', 'answer 3', 'answer 4', 'answer 5'])
    expect(asked).toEqual([[1], [2, 3, 4], [5]])
  })

  it('begin at once for a question that comes alone, and wait a millisecond for company after another', async () => {
    const read = slow(0)
    await read(1)
    const close = [read(2), read(3)]
    const whileWaiting = asked.length
    await Promise.all(close)
    at += 50
    const alone = read(4)

    expect(whileWaiting).toBe(1)
    expect(asked).toEqual([[1], [2, 3], [4]])
    expect(await alone).toBe('answer 4')
  })

  it('all learn of the error of their reading, and the next reading goes on', async () => {
    const read = slow(5)

    const outcomes = await Promise.allSettled([1, 13, 2].map(read))

    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
    expect(await read(2)).toBe('answer 2')
  })
})
