import { describe, expect, it } from 'vitest'
import { needsProof } from './proof-age.ts'

const session = (authenticatedAt: string | null, locksAt: string | null) => ({ authenticatedAt, locksAt, idleMinutes: 15 })

describe('proof before a download', () => {
  it.each([
    ['right after the password', '2026-12-09T08:15:00Z', false],
    ['half a minute before the server would refuse', '2026-12-09T08:19:30Z', false],
    ['a second later', '2026-12-09T08:19:31Z', true],
    ['an hour later', '2026-12-09T09:15:00Z', true],
  ])('is asked for in time: %s', (_, locksAt, expected) => {
    expect(needsProof(session('2026-12-09T08:00:00Z', locksAt))).toBe(expected)
  })

  it.each([
    ['nobody has proven anything', session(null, '2026-12-09T08:15:00Z')],
    ['the session is locked', session('2026-12-09T08:00:00Z', null)],
  ])('is always asked for when %s', (_, known) => {
    expect(needsProof(known)).toBe(true)
  })
})
