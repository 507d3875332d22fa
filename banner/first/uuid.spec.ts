import { describe, expect, it } from 'vitest'
import { uuid } from './uuid.ts'

describe('an id', () => {
  it('is a random UUID of version 4, never the same', () => {
    const ids = Array.from({ length: 200 }, uuid)

    expect(ids.filter((id) => !/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(id))).toEqual([])
    expect(new Set(ids).size).toBe(200)
  })
})
