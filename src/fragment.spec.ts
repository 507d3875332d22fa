import { describe, expect, it } from 'vitest'
import { fragmentValue } from './fragment.ts'

describe('a value in the fragment of an address', () => {
  it.each([
    ['#token=abc', 'token', 'abc'],
    ['#device=1&x=2', 'device', '1'],
    ['', 'token', null],
    ['#section-3', 'token', null],
  ])('in %j is found by the name %s', (hash, name, found) => {
    expect(fragmentValue(hash, name)).toBe(found)
  })
})
