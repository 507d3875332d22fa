import { describe, expect, it } from 'vitest'
import { fill } from './fill.ts'

describe('a text with names', () => {
  it('takes its values', () => {
    expect(fill('until {date}', { date: '9 June' })).toBe('until 9 June')
  })

  it('shows a name without a value instead of hiding it', () => {
    expect(fill('until {toString}', {})).toBe('until {toString}')
  })
})
