import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ImpossibleMove } from './impossible-move.ts'
import { alarmLevel, breach, confirm, fail, honouredAt, nextAttemptAt, type Obligation, queue, send } from './obligations.ts'

const decidedAt = new Date('2026-03-27T14:00:00Z')
const dueAt = new Date('2026-04-06T22:00:00Z')
const inTime = new Date('2026-03-28T09:00:00Z')
const soon = new Date('2026-03-28T10:00:00Z')
const late = new Date('2026-04-08T09:00:00Z')

const queued = queue(decidedAt, dueAt)
const sent: Obligation = { status: 'sent', decidedAt, dueAt, sentAt: inTime }
const confirmed: Obligation = { status: 'confirmed', decidedAt, confirmedAt: inTime }
const breached: Obligation = { status: 'breached', decidedAt, dueAt, taskId: 'task', nextAttemptAt: dueAt }
const breachedThenConfirmed: Obligation = { status: 'breached', decidedAt, dueAt, taskId: 'task', confirmedAt: late }

describe('an obligation', () => {
  it('is asked for at once', () => {
    expect(queued).toEqual({ status: 'queued', decidedAt, dueAt, nextAttemptAt: decidedAt })
  })

  it('goes from queued over sent to confirmed', () => {
    expect(confirm(send(queued, inTime), soon)).toEqual({ status: 'confirmed', decidedAt, confirmedAt: soon })
  })

  it('is queued again when the system fails', () => {
    expect(fail(sent, soon)).toEqual({ status: 'queued', decidedAt, dueAt, nextAttemptAt: soon })
    expect(fail(queued, soon)).toEqual({ status: 'queued', decidedAt, dueAt, nextAttemptAt: soon })
  })

  it('can be confirmed by an answer that was believed lost', () => {
    expect(confirm(queued, inTime)).toEqual(confirmed)
  })

  it('keeps its first confirmation when it is confirmed twice', () => {
    expect(confirm(confirmed, soon)).toEqual(confirmed)
    expect(confirm(breachedThenConfirmed, new Date('2026-05-01T00:00:00Z'))).toEqual(breachedThenConfirmed)
  })

  it('is breached at the due date, opens a human task, and is asked for at once', () => {
    expect(breach(sent, 'task', dueAt)).toEqual(breached)
  })

  it('stays breached for ever, with the late confirmation beside it', () => {
    expect(confirm(send(fail(breached, late), late), late)).toEqual(breachedThenConfirmed)
  })

  it.each([
    ['be sent twice', () => send(sent, inTime)],
    ['be sent after it was confirmed', () => send(confirmed, inTime)],
    ['be sent after its late confirmation', () => send(breachedThenConfirmed, late)],
    ['fail after it was confirmed', () => fail(confirmed, soon)],
    ['fail after its late confirmation', () => fail(breachedThenConfirmed, late)],
    ['be confirmed before the decision', () => confirm(sent, new Date(decidedAt.getTime() - 1))],
    ['be confirmed late as if nothing had happened', () => confirm(sent, dueAt)],
    ['be breached the moment before the due date', () => breach(queued, 'task', new Date(dueAt.getTime() - 1))],
    ['be breached after it was confirmed', () => breach(confirmed, 'task', late)],
    ['be breached twice', () => breach(breached, 'other', late)],
  ])('cannot %s', (_, move) => {
    expect(move).toThrow(ImpossibleMove)
  })
})

describe('a decision that is honoured', () => {
  it('is honoured when the last system has confirmed, however late', () => {
    expect(honouredAt([confirmed, breachedThenConfirmed])).toEqual(late)
  })

  it.each([queued, sent, breached])('is not honoured while one is $status', (open) => {
    expect(honouredAt([confirmed, open])).toBeNull()
  })
})

describe('the next attempt', () => {
  const now = new Date('2026-01-01T00:00:00Z')
  const seconds = (attempt: number, jitter: number, retryAfterMs?: number) =>
    (nextAttemptAt(attempt, now, jitter, retryAfterMs).getTime() - now.getTime()) / 1000

  it.each([
    [1, 0, 30],
    [1, 1, 60],
    [2, 0, 60],
    [3, 0.5, 180],
    [6, 0, 960],
    [7, 0, 1800],
    [7, 1, 3600],
    [5000, 1, 3600],
  ])('after attempt %i with jitter %d comes after %i seconds', (attempt, jitter, pause) => {
    expect(seconds(attempt, jitter)).toBe(pause)
  })

  it.each([
    ['is waited for', 1, 7_200_000, 7200],
    ['does not shorten the pause', 7, 1_000, 1800],
    ['is capped at a day', 1, 40 * 86_400_000, 86_400],
  ])('the wait a system asks for %s', (_, attempt, retryAfterMs, pause) => {
    expect(seconds(attempt, 0, retryAfterMs)).toBe(pause)
  })

  it.each([
    [0, 0],
    [1.5, 0],
    [1, -0.1],
    [1, 1.1],
    [1, Number.NaN],
  ])('refuses attempt %d with jitter %d', (attempt, jitter) => {
    expect(() => nextAttemptAt(attempt, now, jitter)).toThrow(RangeError)
  })

  it('refuses a wait that is negative', () => {
    expect(() => nextAttemptAt(1, now, 0, -1)).toThrow(RangeError)
  })

  it('comes between 30 seconds and one hour, never sooner after more failures', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, jitter) => {
        expect(seconds(attempt, jitter)).toBeGreaterThanOrEqual(30)
        expect(seconds(attempt, jitter)).toBeLessThanOrEqual(3600)
        expect(seconds(attempt + 1, jitter)).toBeGreaterThanOrEqual(seconds(attempt, jitter))
      }),
    )
  })
})

describe('the alarm of an obligation', () => {
  const from = new Date('2026-01-01T00:00:00Z')
  const until = new Date('2026-01-11T00:00:00Z')

  it.each([
    ['2026-01-05T23:59:59.999Z', 0],
    ['2026-01-06T00:00:00.000Z', 50],
    ['2026-01-08T23:59:59.999Z', 50],
    ['2026-01-09T00:00:00.000Z', 80],
    ['2026-01-10T23:59:59.999Z', 80],
    ['2026-01-11T00:00:00.000Z', 100],
    ['2026-02-01T00:00:00.000Z', 100],
  ])('at %s stands at %i per cent', (now, level) => {
    expect(alarmLevel(from, until, new Date(now))).toBe(level)
  })
})
