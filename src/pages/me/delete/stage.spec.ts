import { describe, expect, it } from 'vitest'
import { stageOf } from './stage.ts'

const grace = { status: 'grace', executesAt: '2026-12-23T23:00:00Z' } as const

describe('the stage of a deletion', () => {
  it.each([
    ['the day before it ends', '2026-12-22T23:00:00Z', 'grace'],
    ['in its last second', '2026-12-23T22:59:59Z', 'grace'],
    ['at its end', '2026-12-23T23:00:00Z', 'executing'],
    ['the day after, though the server has not begun', '2026-12-24T23:00:00Z', 'executing'],
  ])('is the grace period only until its end: %s', (_, now, stage) => {
    expect(stageOf(grace, new Date(now))).toBe(stage)
  })

  it.each([
    ['nothing was asked for', null],
    ['it was cancelled', { ...grace, status: 'cancelled' as const }],
  ])('is reading the plan when %s', (_, erasure) => {
    expect(stageOf(erasure, new Date('2026-12-09T08:41:00Z'))).toBe('read')
  })

  it.each(['executing', 'partly-done', 'done'] as const)('is %s when the server says so', (status) => {
    expect(stageOf({ ...grace, status }, new Date('2026-12-09T08:41:00Z'))).toBe(status)
  })
})
