import { describe, expect, it } from 'vitest'
import { askAgainAt, retryAt } from './retry-clock.ts'

const now = new Date('2026-03-02T09:00:00Z')
const inMinutes = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const minutesUntil = (at: Date) => (at.getTime() - now.getTime()) / 60_000

describe('asking a source again that failed', () => {
  it.each([
    { attempt: 1, dueIn: 14_400, minutes: 0.5 },
    { attempt: 2, dueIn: 14_400, minutes: 1 },
    { attempt: 500, dueIn: 14_400, minutes: 30 },
    { attempt: 500, dueIn: 60, minutes: 7.5 },
    { attempt: 500, dueIn: 1, minutes: 0.5 },
    { attempt: 500, dueIn: -5, minutes: 30 },
  ])('after $attempt failures and with $dueIn minutes left waits $minutes minutes', ({ attempt, dueIn, minutes }) => {
    const at = retryAt(attempt, now, { jitter: 0, dueAt: inMinutes(dueIn), retryAfterMs: null })

    expect(minutesUntil(at)).toBe(minutes)
  })

  it('waits as long as the source asked, however close the due date', () => {
    const at = retryAt(1, now, { jitter: 0, dueAt: inMinutes(10), retryAfterMs: 3_600_000 })

    expect(minutesUntil(at)).toBe(60)
  })
})

describe('asking a source whether it acts', () => {
  it.each([
    { asked: 0, dueIn: 14_400, minutes: 1 / 30 },
    { asked: 5, dueIn: 14_400, minutes: 64 / 60 },
    { asked: 500, dueIn: 14_400, minutes: 60 },
    { asked: 500, dueIn: 60, minutes: 7.5 },
    { asked: 500, dueIn: -5, minutes: 60 },
  ])('after $asked questions and with $dueIn minutes left waits $minutes minutes', ({ asked, dueIn, minutes }) => {
    const at = askAgainAt(asked, now, { jitter: 0, dueAt: inMinutes(dueIn) })

    expect(minutesUntil(at)).toBeCloseTo(minutes, 6)
  })
})
