import { describe, expect, it } from 'vitest'
import { returnPath } from './return-path.ts'

describe('the page to return to after signing in', () => {
  it.each(['/en/me', '/de/me/data/billing?search=a', '/ar/me/copies#newest'])('may be our own page %s', (path) => {
    expect(returnPath(path)).toBe(path)
  })

  it.each([
    'https://evil.example/en/me',
    '//evil.example/en/me',
    '/\\evil.example',
    '/en\\..\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    '/en//evil.example',
    '/en/\n/me',
    '/fr/me',
    '/api/session',
    'en/me',
    '',
    undefined,
    ['/en/me'],
  ])('is dropped when it is %j', (asked) => {
    expect(returnPath(asked)).toBeNull()
  })
})
