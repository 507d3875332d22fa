import { describe, expect, it } from 'vitest'
import { axeFaults, mountPart } from '#tests/support/mount-part.ts'
import DayRuler from './DayRuler.vue'

describe('the day ruler', () => {
  it('is an image that says its whole sentence when it stands alone', async () => {
    const ruler = await mountPart(DayRuler, { props: { total: 10, done: 2, label: 'Day 2 of 10. Due 17 December 2026.' } })

    expect(ruler.attributes()).toMatchObject({ role: 'img', 'aria-label': 'Day 2 of 10. Due 17 December 2026.' })
    expect(await axeFaults(ruler.element)).toEqual([])
  })

  it('is hidden from assistive technology when the same words stand beside it', async () => {
    const ruler = await mountPart(DayRuler, { props: { total: 7 } })

    expect(ruler.attributes('aria-hidden')).toBe('true')
  })

  it.each([
    [-3, '0'],
    [4, '4'],
    [99, '10'],
  ])('shows %i days behind us as %s of 10', async (done, shown) => {
    const ruler = await mountPart(DayRuler, { props: { total: 10, done } })

    expect((ruler.element as HTMLElement).style.getPropertyValue('--done')).toBe(shown)
  })
})
