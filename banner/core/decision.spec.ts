import { describe, expect, it } from 'vitest'
import type { OptionalId } from '../types.ts'
import { everything, isTakable, proofOf } from './decision.ts'

const optional: OptionalId[] = ['preferences', 'statistics', 'advertising']
const none = new Set<OptionalId>()
const all = new Set(optional)

describe('whose decision it is', () => {
  it('takes a yes from a person', () => {
    expect(isTakable(all, none, true)).toBe(true)
  })

  it('does not take a yes from a script', () => {
    expect(isTakable(all, none, false)).toBe(false)
  })

  it('takes a no from anyone', () => {
    expect(isTakable(none, all, false)).toBe(true)
  })

  it('takes a smaller yes from anyone', () => {
    expect(isTakable(new Set<OptionalId>(['statistics']), all, false)).toBe(true)
  })
})

describe('accept all', () => {
  it('means every category', () => {
    expect([...everything(optional, false)]).toEqual(optional)
  })

  it('leaves advertising off while the browser sends Global Privacy Control', () => {
    expect([...everything(optional, true)]).toEqual(['preferences', 'statistics'])
  })
})

describe('the proof', () => {
  it('names every category with its state, the whole fingerprint and the moment', () => {
    const answer = {
      fingerprint: '0123abcd',
      granted: new Set<OptionalId>(['statistics']),
      signal: false,
      decidedAt: new Date('2026-12-09T09:41:00Z'),
      device: 'd',
    }
    const facts = { id: 'i', site: 'shop', fingerprint: '0123abcd'.repeat(8), optional, language: 'de', surface: 'banner-first' } as const

    expect(proofOf(answer, facts)).toEqual({
      id: 'i',
      site: 'shop',
      device: 'd',
      fingerprint: '0123abcd'.repeat(8),
      decisions: [
        { category: 'preferences', state: 'denied' },
        { category: 'statistics', state: 'granted' },
        { category: 'advertising', state: 'denied' },
      ],
      decidedAt: '2026-12-09T09:41:00.000Z',
      language: 'de',
      surface: 'banner-first',
      signal: false,
    })
  })
})
