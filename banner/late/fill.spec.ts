import { describe, expect, it } from 'vitest'
import { fill } from './fill.ts'

describe('a text with a place for a value', () => {
  it('takes the value as it is', () => {
    expect(fill('until {date}, not later', "9 June $& $'")).toBe("until 9 June $& $', not later")
  })

  it('stays as it is without such a place', () => {
    expect(fill('until then', '9 June')).toBe('until then')
  })
})
