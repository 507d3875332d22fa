import { describe, expect, it } from 'vitest'
import { axeFaults, mountPart } from '#tests/support/mount-part.ts'
import ClockCard from './ClockCard.vue'

// The tenth day after 7 December ends in Stockholm at 23:00 UTC; without an operator days are counted in UTC.
const promise = { title: 'Offers: your no is on its way', startedAt: '2026-12-07T18:04:00Z', dueAt: '2026-12-18T00:00:00Z' }

describe('the clock card', () => {
  it.each([
    ['the day before', '2026-12-16T12:00:00Z', '1 day left. Due 17 December 2026'],
    ['the last day', '2026-12-17T12:00:00Z', '0 days left. Due 17 December 2026'],
    ['the day after', '2026-12-18T12:00:00Z', '1 day late. It was due 17 December 2026'],
  ])('says on %s how the promise stands', async (_, now, said) => {
    const card = await mountPart(ClockCard, { props: promise, now })

    expect(card.get('.left').text()).toBe(said)
  })

  it('draws the days as a ruler that says the same', async () => {
    const card = await mountPart(ClockCard, { props: promise, now: '2026-12-09T08:41:00Z' })

    expect(card.get('[role=img]').attributes('aria-label')).toBe('Day 2 of 10. Due 17 December 2026.')
    expect(await axeFaults(card.element)).toEqual([])
  })

  it('shows a late promise in words and not in colour alone', async () => {
    const card = await mountPart(ClockCard, { props: promise, now: '2026-12-20T08:00:00Z' })

    expect(card.text()).toContain('3 days late')
    expect(card.classes()).toContain('case--wax')
  })

  it('counts in the plural forms of Arabic', async () => {
    const card = await mountPart(ClockCard, { props: promise, now: '2026-12-15T12:00:00Z', locale: 'ar' })

    expect(card.get('.left').text()).toContain('يومان')
  })
})
