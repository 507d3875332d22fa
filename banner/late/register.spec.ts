import { describe, expect, it } from 'vitest'
import { readRegister } from './register.ts'

describe('the register of the banner', () => {
  it('gives every service one bit, and a category the bits of its services', () => {
    const { services, bitsOf } = readRegister([
      ['advertising', 'ads'],
      ['statistics', 'count', 'map'],
    ])

    expect(services).toEqual(['ads', 'count', 'map'])
    expect(Object.fromEntries(bitsOf)).toEqual({ advertising: [0], statistics: [1, 2], ads: [0], count: [1], map: [2] })
  })
})
