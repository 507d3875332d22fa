import { describe, expect, it } from 'vitest'
import type { Choice } from '#contract/choices.ts'
import { groupsOf, isOn, isUnderWay, tallyOf, withdrawable } from './groups.ts'

function choice(purpose: string, channel: Choice['channel'], state: Choice['state'], locked = false): Choice {
  const text = { en: purpose }
  return {
    purpose,
    title: text,
    wording: { id: purpose, text },
    channel,
    locked,
    lockedReason: null,
    state,
    pause: null,
    offers: [],
    decision: null,
    propagation: null,
    asksAgain: null,
  }
}
const service = choice('service-messages', 'email', 'granted', true)
const news = choice('product-news', 'email', 'granted')
const audiences = choice('partner-audiences', 'ads', 'denied')

describe('the choices of a person', () => {
  it('stand together by what they are about, the locked ones last', () => {
    expect(groupsOf([service, audiences, news])).toEqual([
      { name: 'messages', choices: [news, service] },
      { name: 'use', choices: [audiences] },
    ])
  })

  it('leave out a group that has none', () => {
    expect(groupsOf([audiences]).map(({ name }) => name)).toEqual(['use'])
  })

  it('are counted as on, off, and needed for the service', () => {
    expect(tallyOf([service, news, audiences])).toEqual({ on: 1, off: 1, needed: 1 })
  })

  it('can all be withdrawn that are on, except what the service needs', () => {
    expect(withdrawable([service, news, audiences])).toEqual([news])
  })

  it.each(['reduced', 'paused'] as const)('can be withdrawn while %s, so that nothing comes back by itself', (state) => {
    const offers = choice('offers', 'email', state)

    expect(withdrawable([offers])).toEqual([offers])
  })

  it.each([
    ['granted', true],
    ['reduced', true],
    ['paused', false],
    ['denied', false],
  ] as const)('show %s as on: %s', (state, expected) => {
    expect(isOn(state)).toBe(expected)
  })

  it.each([
    ['a decision no system must be told of', null, false],
    ['a decision that one system has not confirmed', { honouredAt: null }, true],
    ['a decision that all have confirmed', { honouredAt: '2026-12-08T02:10:00Z' }, false],
  ])('are watched only while they are under way: %s', (_, propagation, expected) => {
    expect(isUnderWay({ propagation: propagation as Choice['propagation'] })).toBe(expected)
  })
})
