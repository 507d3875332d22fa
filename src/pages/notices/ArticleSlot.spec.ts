import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import ArticleSlot from './ArticleSlot.vue'

// No axe test here: the component is an empty place, and its article is tested where it is written.
describe('the place of an article', () => {
  it('holds the very node that was served, and the next one after a change of page', async () => {
    const [served, next] = [document.createElement('article'), document.createElement('article')]
    const place = mount(ArticleSlot, { props: { article: served } })

    const first = place.element.firstChild
    await place.setProps({ article: next })

    expect(first).toBe(served)
    expect([...place.element.childNodes]).toEqual([next])
  })
})
