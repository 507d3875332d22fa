import { describe, expect, it, vi } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import type { Notice } from '#contract/notices.ts'
import { call } from '#src/api/client.ts'
import { axeFaults } from '#tests/support/mount-part.ts'
import { mountRoom, until } from '#tests/support/mount-room.ts'
import { startApi } from '#tests/support/page-api.ts'
import AnswerBox from './AnswerBox.vue'

const now = '2026-03-02T09:00:00Z'
const api = startApi(new Date(now))

async function openBox(locale: 'en' | 'de' | 'ar' = 'en') {
  const { versions }: Notice = await call('GET /api/notices/{slug}', { params: { slug: 'privacy' } })
  const version = ref(versions.find(({ status }) => status === 'upcoming'))
  const Page = defineComponent({
    setup: () => () =>
      h('div', [h('h1', 'Notice'), h(AnswerBox, { slug: 'privacy', version: version.value as never, language: 'en', surface: 'notice' })]),
  })
  const { room, said } = await mountRoom(Page, { now, locale, path: `/${locale}/notices/privacy/2026-03-12` })
  const button = (name: string) => room.findAll('button').find((one) => one.text() === name)
  const press = async (name: string) => {
    await until(() => expect(button(name)).toBeDefined())
    await button(name)?.trigger('click')
  }
  return { room, said, button, press, version }
}

describe('the answer to an upcoming version', () => {
  it('says before any button until when one can object and what follows, and leads strangers to the door and back', async () => {
    const { room } = await openBox()

    expect(room.text()).toContain('You can object until 11 March 2026. Version 3 takes effect on 12 March 2026.')
    expect(room.text()).toContain('The objection alone deletes nothing.')
    expect(room.get('a.btn').attributes('href')).toBe('/en/sign-in?next=/en/notices/privacy/2026-03-12%23answer')
    expect(room.findAll('button')).toEqual([])
    expect(await axeFaults(room.element)).toEqual([])
  })

  it('is an objection, which leads to the deletion, names the day to decide by, and can be withdrawn', async () => {
    await api.signIn()
    const { room, said, press, button } = await openBox()

    await press('Object until 11 March 2026')
    await until(() => expect(room.text()).toContain('You objected to version 3 on 2 March 2026, 10:00.'))
    expect(said()).toBe('Your answer is stored.')
    expect(room.text()).toContain('Decide by 11 March 2026: delete your account, or withdraw your objection.')
    expect(room.get('.own-answer a').attributes('href')).toBe('/en/me/delete')
    expect(await axeFaults(room.element)).toEqual([])
    await press('Withdraw my objection')

    await until(() => expect(room.text()).toContain('You withdrew your objection on 2 March 2026'))
    expect(button('Object until 11 March 2026')).toBeDefined()
  })

  it('gives the receipt as a file', async () => {
    await api.signIn()
    const { said, press } = await openBox()
    const kept: Blob[] = []
    vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => `blob:${kept.push(file as Blob)}`)
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)
    await press('Acknowledge version 3')

    await press('Download the receipt')

    await until(() => expect(said()).toBe('The receipt is in your downloads.'))
    expect(await kept[0]?.text()).toContain('"answer":"acknowledged"')
    vi.restoreAllMocks()
  })

  it('can be a no to the changed purposes only, and the account stays', async () => {
    const { database } = api.ports
    const about = JSON.stringify({ purposes: ['offers'] })
    await database.updateTable('notice_versions').set({ about }).where('effective_on', '=', '2026-03-12').execute()
    await api.signIn()
    const { room, press } = await openBox()

    await press('Say no to Offers only')

    await until(() => expect(room.text()).toContain('You objected on 2 March 2026, 10:00 and said no to Offers. Your account stays.'))
    const { choices } = await call('GET /api/me/choices')
    expect(choices.find(({ purpose }) => purpose === 'offers')?.state).toBe('denied')
    expect(await axeFaults(room.element)).toEqual([])
  })

  it('says why an answer comes too late, and shows what stands', async () => {
    await api.signIn()
    const { room, press } = await openBox()
    await until(() => expect(room.find('.own-answer').exists()).toBe(true))
    api.ports.clock.set(new Date('2026-03-11T23:00:00Z'))
    await api.signIn()

    await press('Object until 11 March 2026')

    await until(() =>
      expect(room.get('[role=alert]').text()).toContain('This version took effect on 12 March 2026. Objections to it are closed.'),
    )
  })

  it.each([
    ['de', 'Sie können bis zum 11. März 2026 widersprechen.'],
    ['ar', 'يمكنك الاعتراض حتى'],
  ] as const)('speaks %s', async (locale, words) => {
    await api.signIn()
    const { room } = await openBox(locale)

    await until(() => expect(room.find('.own-answer').exists()).toBe(true))
    expect(room.text()).toContain(words)
    expect(await axeFaults(room.element)).toEqual([])
  })
})
