import { describe, expect, it } from 'vitest'
import { createGroupCommit } from './group-commit.ts'

interface Said {
  id: string
  about: string
  text: string
}

/** A committer that keeps what it was given, refuses one text, and commits when the test lets it. */
function fakeStore({ refused, capacity, batchSize }: { refused?: string; capacity?: number; batchSize?: number } = {}) {
  const batches: string[][] = []
  const kept = new Map<string, string>()
  const timers: { run: () => void; ms: number }[] = []
  const group = createGroupCommit<Said, string>({
    commit: async (batch) => {
      batches.push(batch.map(({ text }) => text))
      if (batch.some(({ text }) => text === refused)) throw new Error('bad row')
      for (const { id, text } of batch) kept.set(id, kept.get(id) ?? text)
      return new Map(batch.map(({ id }) => [id, kept.get(id) as string]))
    },
    identity: ({ id }) => id,
    key: ({ about }) => about,
    later: (run, ms) => void timers.push({ run, ms }),
    ...(capacity === undefined ? {} : { capacity }),
    ...(batchSize === undefined ? {} : { batchSize }),
  })
  const passTime = () => {
    const due = timers.splice(0)
    for (const { run } of due) run()
    return due.map(({ ms }) => ms)
  }
  return { group, batches, kept, passTime }
}

function said(id: string, about = 'a', text = id): Said {
  return { id, about, text }
}

describe('group commit', () => {
  it('gathers what comes within 2 milliseconds and commits it as one, in the order of its keys', async () => {
    const { group, batches, passTime } = fakeStore()

    const answers = Promise.all([group.submit([said('2', 'b')]), group.submit([said('1', 'a')]), group.submit([said('3', 'b')])])
    const waits = passTime()

    expect(await answers).toEqual([['2'], ['1'], ['3']])
    expect(batches).toEqual([['1', '2', '3']])
    expect(waits).toEqual([2])
  })

  it('answers nobody before the commit', async () => {
    const { group, passTime, kept } = fakeStore()
    const answered: number[] = []

    const answer = group.submit([said('1')]).then(() => answered.push(kept.size))
    const before = [...answered]
    passTime()
    await answer

    expect(before).toEqual([])
    expect(answered).toEqual([1])
  })

  it('keeps the order of arrival within a key, so that the last word is the last row', async () => {
    const { group, batches, passTime } = fakeStore()

    const answers = Promise.all([group.submit([said('no', 'x')]), group.submit([said('other', 'a')]), group.submit([said('yes', 'x')])])
    passTime()
    await answers

    expect(batches).toEqual([['other', 'no', 'yes']])
  })

  it('writes what is sent twice once, and answers both alike', async () => {
    const { group, batches, passTime } = fakeStore()

    const answers = Promise.all([group.submit([said('1', 'a', 'first')]), group.submit([said('1', 'a', 'again')])])
    passTime()

    expect(await answers).toEqual([['first'], ['first']])
    expect(batches).toEqual([['first']])
  })

  it('lets the others survive a bad row', async () => {
    const { group, kept, passTime } = fakeStore({ refused: 'bad' })

    const answers = Promise.allSettled(['1', 'bad', '3'].map((id) => group.submit([said(id)])))
    passTime()

    expect((await answers).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect([...kept.keys()]).toEqual(['1', '3'])
  })

  it('commits one submission as a whole or not at all', async () => {
    const { group, kept, passTime } = fakeStore({ refused: 'bad' })

    const answers = Promise.allSettled([group.submit([said('1'), said('bad')]), group.submit([said('3')])])
    passTime()

    expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
    expect([...kept.keys()]).toEqual(['3'])
  })

  it('refuses more than may wait, and takes writes again afterwards', async () => {
    const { group, passTime } = fakeStore({ capacity: 2 })

    const first = group.submit([said('1'), said('2')])
    const refusal = group.submit([said('3')])

    await expect(refusal).rejects.toMatchObject({ code: 'server/unavailable', facts: { retryAfterSeconds: 1 } })
    passTime()
    await first
    const next = group.submit([said('3')])
    passTime()
    expect(await next).toEqual(['3'])
  })

  it('splits a crowd into batches between submissions', async () => {
    const { group, batches, passTime } = fakeStore({ batchSize: 3 })

    const answers = Promise.all([group.submit([said('1'), said('2')]), group.submit([said('3'), said('4')]), group.submit([said('5')])])
    passTime()
    await answers

    expect(batches).toEqual([
      ['1', '2'],
      ['3', '4', '5'],
    ])
  })

  it('commits what came during a commit in the next one', async () => {
    const { group, batches, passTime } = fakeStore()

    const first = group.submit([said('1')])
    passTime()
    const second = group.submit([said('2')])
    await first
    passTime()
    await second

    expect(batches).toEqual([['1'], ['2']])
  })

  it('has nothing to commit for nothing', async () => {
    const { group, batches } = fakeStore()

    expect(await group.submit([])).toEqual([])
    expect(batches).toEqual([])
  })
})
