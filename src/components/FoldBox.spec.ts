import { describe, expect, it } from 'vitest'
import { axeFaults, mountPart } from '#tests/support/mount-part.ts'
import FoldBox from './FoldBox.vue'

describe('the fold', () => {
  it('is shut until it is opened', async () => {
    const fold = await mountPart(FoldBox, { props: { summary: 'History, 3 entries' }, slots: { default: '<p>Entries</p>' } })

    expect(fold.get('summary').text()).toBe('History, 3 entries')
    expect((fold.element as HTMLDetailsElement).open).toBe(false)
    expect(await axeFaults(fold.element)).toEqual([])
  })
})
