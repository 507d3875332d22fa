import { describe, expect, it } from 'vitest'
import { checkPassword, normalizedPassword, type PasswordRules } from './passwords.ts'

const rules: PasswordRules = {
  profile: 'nist',
  hasSecondFactor: false,
  blocklist: new Set(['correct horse battery']),
  email: 'Ada.Lovelace.Byron@acmemail.example',
}

describe('a password under the profile nist', () => {
  it.each([
    ['14 characters', 'abcdefghijklmn', false, [{ code: 'too-short', minimum: 15 }]],
    ['15 characters', 'abcdefghijklmno', false, []],
    ['7 characters and a second factor', 'abcdefg', true, [{ code: 'too-short', minimum: 8 }]],
    ['8 characters and a second factor', 'abcdefgh', true, []],
    ['15 characters outside the basic plane', '😀'.repeat(15), false, []],
    ['14 characters outside the basic plane', '😀'.repeat(14), false, [{ code: 'too-short', minimum: 15 }]],
    ['256 characters', 'ab'.repeat(128), false, []],
    ['257 characters', `${'ab'.repeat(128)}c`, false, [{ code: 'too-long', maximum: 256 }]],
  ])('with %s', (_, password, hasSecondFactor, faults) => {
    expect(checkPassword(password, { ...rules, hasSecondFactor })).toEqual(faults)
  })

  it('may be a sentence of small letters and spaces', () => {
    expect(checkPassword('the rain falls on the sea', rules)).toEqual([])
  })

  it('must not be a known one, in whatever case', () => {
    expect(checkPassword('Correct Horse Battery', rules)).toEqual([{ code: 'blocklisted' }])
  })

  it.each(['ada.lovelace.byron@acmemail.example', 'ADA.lovelace.byron', 'acmemail.example'])(
    'must not be the own address: %s',
    (password) => {
      expect(checkPassword(password, rules)).toEqual([{ code: 'is-your-address' }])
    },
  )

  it('is the same however a keyboard composes it', () => {
    expect(normalizedPassword('pa\u0308sse')).toBe(normalizedPassword('p\u00e4sse'))
  })
})

describe('a password under the profile annex', () => {
  const annex: PasswordRules = { ...rules, profile: 'annex' }

  it('has all four classes', () => {
    expect(checkPassword('Straßenbahn-2026', annex)).toEqual([])
  })

  it.each([
    ['an upper-case letter', 'straßenbahn-2026', 'upper'],
    ['a lower-case letter', 'STRASSENBAHN-2026', 'lower'],
    ['a digit', 'Straßenbahn-zwanzig', 'digit'],
    ['a special character', 'Straßenbahn 2026', 'special'],
  ])('misses %s', (_, password, missing) => {
    expect(checkPassword(password, annex)).toEqual([{ code: 'class-missing', missing }])
  })

  it('is no shorter than under nist, as the stricter rule is met', () => {
    expect(checkPassword('Tram-26!', annex)).toEqual([{ code: 'too-short', minimum: 15 }])
    expect(checkPassword('Tram-26!', { ...annex, hasSecondFactor: true })).toEqual([])
  })
})
