import { describe, expect, it } from 'vitest'
import { axeFaults, mountPart } from '#tests/support/mount-part.ts'
import PagerNav from './PagerNav.vue'

describe('the pager', () => {
  it('goes forward and not back on the first page', async () => {
    const pager = await mountPart(PagerNav, { props: { summary: 'Page 1', hasPrevious: false, hasNext: true } })

    await pager.findAll('button')[0]?.trigger('click')
    await pager.findAll('button')[1]?.trigger('click')

    expect(pager.emitted()).toMatchObject({ next: [[]] })
    expect(pager.emitted('previous')).toBeUndefined()
    expect(await axeFaults(pager.element)).toEqual([])
  })

  it('waits while a page is on its way', async () => {
    const pager = await mountPart(PagerNav, { props: { summary: 'Page 1', hasPrevious: false, hasNext: true, busy: true } })

    await pager.findAll('button')[1]?.trigger('click')

    expect(pager.emitted('next')).toBeUndefined()
  })

  it('is only a sentence where there is one page', async () => {
    const pager = await mountPart(PagerNav, { props: { summary: '3 records', hasPrevious: false, hasNext: false } })

    expect(pager.find('button').exists()).toBe(false)
    expect(pager.text()).toBe('3 records')
  })
})
