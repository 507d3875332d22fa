import { describe, expect, it } from 'vitest'
import { gatheredReads } from './gathered-reads.ts'

describe('reads that are gathered', () => {
  const asked: (readonly number[])[] = []
  const slow = () =>
    gatheredReads<number, string>(
      async (keys) => {
        asked.push(keys)
        await new Promise((resolve) => setTimeout(resolve, 5))
        if (keys.includes(13)) throw new Error('away')
        return keys.map((key) => `answer ${key}`)
      },
      { atOnce: 1, batchSize: 3 },
    )

  it('are answered each with its own answer, those asked meanwhile in one reading', async () => {
    asked.length = 0
    const read = slow()

    const answers = await Promise.all([1, 2, 3, 4, 5].map(read))

    expect(answers).toEqual(['answer 1', 'answer 2', 'answer 3', 'answer 4', 'answer 5'])
    expect(asked).toEqual([[1], [2, 3, 4], [5]])
  })

  it('all learn of the error of their reading, and the next reading goes on', async () => {
    const read = slow()

    const outcomes = await Promise.allSettled([1, 13, 2].map(read))

    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
    expect(await read(2)).toBe('answer 2')
  })
})
