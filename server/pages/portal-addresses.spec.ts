import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isPortalAddress, roomOf } from './portal-addresses.ts'

const router = readFileSync(new URL('../../src/router.ts', import.meta.url), 'utf8')
const paths = [...router.matchAll(/path: '([^'/:][^']*)'/g)].map(([, path = '']) => path).filter((path) => !path.startsWith('notices/'))

describe('the addresses of the portal', () => {
  it('are found in its router', () => {
    expect(paths.length).toBeGreaterThan(8)
  })

  it.each(paths)('hold every page of its router: %s', (path) => {
    expect(isPortalAddress(path.replace(/:\w+/g, 'anything'))).toBe(true)
  })

  it.each(['nonsense', 'me/nonsense', 'me/data/mail/more', 'sign-in/x', 'ME'])('hold nothing else: %s', (path) => {
    expect(isPortalAddress(path)).toBe(false)
  })

  it.each([
    ['/me/data', 'me'],
    ['/notices/privacy/2025-03-01', 'notices'],
    ['/fr/notices', null],
    ['/', null],
    ['/nonsense', null],
  ])('say which room is meant without a language: %s is %s', (path, room) => {
    expect(roomOf(path)).toBe(room)
  })
})
