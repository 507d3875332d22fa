import { describe, expect, it } from 'vitest'
import { defineComponent, h } from 'vue'
import type { NoticeVersion } from '#contract/notices.ts'
import { call } from '#src/api/client.ts'
import { axeFaults } from '#tests/support/mount-part.ts'
import { mountRoom, until } from '#tests/support/mount-room.ts'
import { startApi } from '#tests/support/page-api.ts'
import PlainWords from './PlainWords.vue'

const now = '2026-03-02T09:00:00Z'
const api = startApi(new Date(now))

async function openChanges() {
  const { versions } = await call('GET /api/notices/{slug}', { params: { slug: 'privacy' } })
  const upcoming = versions.find(({ status }) => status === 'upcoming') as NoticeVersion
  const changelog = [
    { section: 'kept', text: { en: 'Analytics leave earlier.' }, concerns: ['message-metadata'] },
    { section: 'uses', text: { en: 'Nothing of anybody is touched.' }, concerns: ['nobody-has-this'] },
    { section: null, text: { en: 'Plainer words.' } },
  ]
  const Page = defineComponent({
    setup: () => () => h('div', [h('h1', 'Changes'), h(PlainWords, { version: { ...upcoming, changelog } })]),
  })
  return (await mountRoom(Page, { now, path: '/en/notices/privacy/compare/2026-03-01..2026-03-12' })).room
}

describe('the changes of an upcoming version, in plain words', () => {
  it('say to whom is signed in which of them touch records, and how many', async () => {
    await api.signIn()
    const room = await openChanges()

    await until(() => expect(room.text()).toContain('Concerns you'))
    const [first, ...others] = room.findAll('li')
    expect(first?.text()).toMatch(/Concerns you\s*\d+ records about you/)
    expect(others.map((one) => one.text())).toEqual(['Nothing of anybody is touched.', 'Plainer words.'])
    expect(await axeFaults(room.element)).toEqual([])
  })

  it('concern nobody by name while nobody is signed in', async () => {
    const room = await openChanges()

    expect(room.text()).toContain('Analytics leave earlier.')
    expect(room.text()).not.toContain('Concerns you')
  })
})
