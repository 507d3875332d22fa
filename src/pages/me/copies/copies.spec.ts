import { describe, expect, it } from 'vitest'
import type { Export } from '#contract/exports.ts'
import { fateOf, missingFrom, progressOf, sorted } from './copies.ts'

const part = (source: string, status: Export['parts'][number]['status'], records = 0) => ({
  source,
  title: { en: source },
  status,
  records,
  nextAttemptAt: null,
})

function copy(id: string, status: Export['status'], expiresAt: string | null = null): Export {
  return {
    id,
    status,
    categories: null,
    requestedAt: '2026-12-01T08:00:00Z',
    readyAt: null,
    expiresAt,
    bytes: null,
    sha256: null,
    parts: [],
  }
}

describe('the copies of a person', () => {
  it.each([
    ['the day before its end', '2026-12-14T13:20:00Z', ['ready']],
    ['at its last instant', '2026-12-15T13:19:59Z', ['ready']],
    ['once it has ended, though the server has not swept yet', '2026-12-15T13:20:00Z', []],
  ])('can be downloaded or not: %s', (_, now, ready) => {
    const copies = sorted([copy('ready', 'ready', '2026-12-15T13:20:00Z')], new Date(now))

    expect(copies.ready.map(({ id }) => id)).toEqual(ready)
    expect(copies.past).toHaveLength(1 - ready.length)
  })

  it('are under way while they wait and while they are collected', () => {
    const { running, past } = sorted([copy('a', 'queued'), copy('b', 'collecting'), copy('c', 'failed')], new Date('2026-12-09T08:00:00Z'))

    expect(running.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(past.map(fateOf)).toEqual(['failed'])
  })

  it('say how far they have come, and name the system that is missing', () => {
    const made = {
      ...copy('a', 'collecting'),
      parts: [part('mail-platform', 'done', 40), part('newsletter', 'gap'), part('audience', 'collecting', 2)],
    }

    expect(progressOf(made)).toEqual({ done: 1, total: 3, records: 42 })
    expect(missingFrom(made).map(({ source }) => source)).toEqual(['newsletter', 'audience'])
  })
})
