import { describe, expect, it } from 'vitest'
import { axeFaults, mountPart } from '#tests/support/mount-part.ts'
import TagLabel from './TagLabel.vue'

describe('the tag', () => {
  it('says its state in words, not by colour alone', async () => {
    const tag = await mountPart(TagLabel, { props: { tone: 'ok' }, slots: { default: 'Confirmed' } })

    expect(tag.text()).toBe('Confirmed')
    expect(await axeFaults(tag.element)).toEqual([])
  })
})
