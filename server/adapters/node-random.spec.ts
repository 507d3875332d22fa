import { describe, expect, it } from 'vitest'
import { movableClock } from '#tests/support/ports.ts'
import { nodeRandom } from './node-random.ts'
import { uuid7Maker } from './uuid7.ts'

const clock = movableClock(new Date('2026-03-02T09:00:00Z'))

describe('identifiers', () => {
  it('are UUIDs of version 7 that begin with the time', () => {
    const id = nodeRandom(clock).id()

    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(clock.now().getTime())
  })

  it('sort in the order in which they were made, also 10,000 within one millisecond', () => {
    const random = nodeRandom(clock)

    const ids = Array.from({ length: 10_000 }, () => random.id())

    expect(ids.toSorted()).toEqual(ids)
    expect(new Set(ids).size).toBe(10_000)
  })

  it('sort on when the clock goes back', () => {
    const moving = movableClock(new Date('2026-03-02T09:00:00Z'))
    const random = nodeRandom(moving)
    const first = random.id()
    moving.advance({ hours: -1 })

    expect(random.id() > first).toBe(true)
  })

  it('move into the next millisecond when the counter is used up', () => {
    const make = uuid7Maker(
      () => 0,
      (length) => new Uint8Array(length).fill(255),
    )
    const ids = Array.from({ length: 0x1000 - 0x7ff }, make)

    const next = make()

    expect(ids.at(-1)).toBe('00000000-0000-7fff-bfff-ffffffffffff')
    expect(next).toBe('00000000-0001-7000-bfff-ffffffffffff')
  })
})

describe('tokens and fractions', () => {
  it('are 256 bits in base64url, and from 0 up to but not including 1', () => {
    const random = nodeRandom(clock)

    expect(random.token()).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(random.token()).not.toBe(random.token())
    expect(Math.floor(random.fraction())).toBe(0)
  })
})
