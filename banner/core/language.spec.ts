import { describe, expect, it } from 'vitest'
import { fill, languageFor } from './language.ts'

const spoken = ['en', 'de', 'ar'] as const

describe('the language of the banner', () => {
  it.each([
    ['the page', 'de', ['ar'], 'de'],
    ['the page, whatever the region', 'de-AT', ['ar'], 'de'],
    ['the browser when the page says nothing', '', ['fr', 'ar-EG'], 'ar'],
    ['the browser when the page speaks another language', 'fr', ['de'], 'de'],
    ['English when nobody helps', 'fr', ['it'], 'en'],
  ])('follows %s', (_, page, browser, expected) => {
    expect(languageFor(spoken, page, browser)).toBe(expected)
  })
})

describe('a text with names', () => {
  it('takes its values', () => {
    expect(fill('until {date}', { date: '9 June' })).toBe('until 9 June')
  })

  it('shows a name without a value instead of hiding it', () => {
    expect(fill('until {toString}', {})).toBe('until {toString}')
  })
})
