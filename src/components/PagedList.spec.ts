import { describe, expect, it } from 'vitest'
import { defineComponent, h, shallowRef } from 'vue'
import { useCursorPages } from '#src/composables/useCursorPages.ts'
import { axeFaults, mountPart } from '#tests/support/mount-part.ts'
import { until } from '#tests/support/mount-room.ts'
import PagedList from './PagedList.vue'

interface Page {
  names: string[]
  nextCursor: string | null
}

/** A list that asks `ask` for its pages. */
function listOf(ask: (cursor: string | undefined) => Promise<Page>, failed: Partial<ReturnType<typeof useCursorPages<Page>>> = {}) {
  const List = defineComponent(() => {
    const pages = { ...useCursorPages(ask), ...failed }
    const props = {
      pages,
      reading: 'Reading',
      isEmpty: ({ names }: Page) => names.length === 0,
      empty: 'Nothing here',
      emptyWhy: 'Because',
    }
    return () => h('div', [h(PagedList<Page>, props, { default: ({ page }: { page: Page }) => h('p', page.names.join()) })])
  })
  return mountPart(List, {})
}

describe('a list that is read page by page', () => {
  it('says that it reads, shows a page, and turns to the next and back', async () => {
    const list = await listOf(async (cursor) => (cursor ? { names: ['two'], nextCursor: null } : { names: ['one'], nextCursor: 'x' }))
    await until(() => expect(list.text()).toContain('one'))

    await list.findAll('.pager button').at(-1)?.trigger('click')
    await until(() => expect(list.text()).toContain('two'))
    await list.findAll('.pager button')[0]?.trigger('click')

    await until(() => expect(list.text()).toContain('one'))
    expect(await axeFaults(list.element)).toEqual([])
  })

  it('has no pager where there is one page', async () => {
    const list = await listOf(async () => ({ names: ['one'], nextCursor: null }))

    await until(() => expect(list.text()).toBe('one'))
  })

  it('says why it is empty', async () => {
    const list = await listOf(async () => ({ names: [], nextCursor: null }))

    await until(() => expect(list.text()).toBe('Nothing hereBecause'))
    expect(await axeFaults(list.element)).toEqual([])
  })

  it('says that it failed, and tries again', async () => {
    let tries = 0
    const refusal = shallowRef({ code: 'network', status: 0, facts: {} } as never)
    const reload = async () => void tries++
    const list = await listOf(async () => ({ names: ['one'], nextCursor: null }), { refusal, reload })

    await list.get('button').trigger('click')

    expect([tries, list.text().includes('one')]).toEqual([1, false])
    expect(await axeFaults(list.element)).toEqual([])
  })
})
