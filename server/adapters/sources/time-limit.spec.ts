import { describe, expect, it } from 'vitest'
import type { Source } from '#server/ports/source.ts'
import { withTimeLimit } from './time-limit.ts'

const never = () => new Promise<never>(() => undefined)
const answers = { id: 'crm', identify: async () => ({ customer: '42' }), count: never, erase: never } as unknown as Source

describe('a source with a time limit', () => {
  it('fails when it does not answer in time', async () => {
    await expect(withTimeLimit(answers, 5).count({})).rejects.toThrow('crm: no answer in time')
  })

  it('passes on what it answers in time', async () => {
    expect(await withTimeLimit(answers, 1_000).identify('ida@example.com')).toEqual({ customer: '42' })
  })

  it('takes the time it needs to erase', async () => {
    const wait = new Promise((resolve) => setTimeout(resolve, 30, 'still erasing'))

    expect(await Promise.race([withTimeLimit(answers, 5).erase({}, { planHash: 'a', key: 'b' }), wait])).toBe('still erasing')
  })
})
