import { describe, expect, it } from 'vitest'
import { axeFaults, mountPart } from '#tests/support/mount-part.ts'
import CaseBox from './CaseBox.vue'

describe('the case', () => {
  it('holds a head, a body and a foot', async () => {
    const box = await mountPart(CaseBox, {
      props: { as: 'article', tone: 'time' },
      slots: { head: '<h2>Head</h2>', default: '<p>Body</p>', foot: '<p>Foot</p>' },
    })

    expect(box.element.tagName).toBe('ARTICLE')
    expect(box.text()).toBe('HeadBodyFoot')
    expect(await axeFaults(box.element)).toEqual([])
  })

  it('leaves out the parts nobody filled', async () => {
    const box = await mountPart(CaseBox, { slots: { default: 'Body' } })

    expect(box.find('.case__foot').exists()).toBe(false)
  })
})
