import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { breakable } from './breakable.ts'

describe('where a value may break', () => {
  it('is after the signs inside an address', () => {
    expect(breakable('ida@lindqvist.example')).toEqual(['ida@', 'lindqvist.', 'example'])
  })

  it('is within a hash, which has no signs', () => {
    expect(breakable('a'.repeat(45))).toEqual(['a'.repeat(20), 'a'.repeat(20), 'a'.repeat(5)])
  })

  it('is between the words of a sentence, and never within one', () => {
    expect(breakable('samples leave the workshop')).toEqual(['samples', ' ', 'leave', ' ', 'the', ' ', 'workshop'])
  })

  it('never changes the value', () => {
    const signs = fc.array(fc.constantFrom('a', 'é', '🙂', '@', '.', '-', ':', ' ', '\n')).map((parts) => parts.join(''))

    fc.assert(fc.property(signs, (value) => breakable(value).join('') === value))
  })
})
