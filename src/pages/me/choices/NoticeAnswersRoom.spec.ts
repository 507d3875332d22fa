import { describe, expect, it } from 'vitest'
import type { NoticeAnswer } from '#contract/notice-decisions.ts'
import type { Locale } from '#contract/shared.ts'
import { call } from '#src/api/client.ts'
import { axeFaults } from '#tests/support/mount-part.ts'
import { mountRoom, until } from '#tests/support/mount-room.ts'
import { startApi } from '#tests/support/page-api.ts'
import DeletePage from '../delete/DeletePage.vue'
import ChoicesPage from './ChoicesPage.vue'
import NoticeAnswersRoom from './NoticeAnswersRoom.vue'

const now = '2026-03-02T09:00:00Z'
const api = startApi(new Date(now))

function answer(said: NoticeAnswer) {
  const body = { id: crypto.randomUUID(), answer: said, language: 'en', surface: 'notice' } as const
  return call('POST /api/me/notices/{slug}/versions/{date}/decisions', { params: { slug: 'privacy', date: '2026-03-12' }, body })
}
async function openRoom(locale: Locale = 'en') {
  const { room, said } = await mountRoom(NoticeAnswersRoom, { now, locale, path: `/${locale}/me/choices` })
  await until(() => expect(room.find('tbody tr').exists()).toBe(true))
  const rows = () => room.findAll('tbody tr').map((row) => row.text())
  return { room, said, rows }
}

describe('the answers to notices', () => {
  it('stand newest first with what became of them, and an open objection can be withdrawn', async () => {
    await api.signIn()
    await answer('acknowledged')
    await answer('objected')
    const { room, said, rows } = await openRoom()

    expect(rows()[0]).toContain('Privacy notice, version 3ObjectedYou can withdraw it until 11 March 2026.')
    expect(rows()[1]).toContain('A later answer counts.')
    expect(await axeFaults(room.element)).toEqual([])
    await room.findAll('tbody tr')[0]?.findAll('button')[1]?.trigger('click')

    await until(() => expect(rows()[0]).toContain('Objection withdrawn'))
    expect(said()).toBe('Your answer is stored.')
  })

  it.each([
    ['de', 'Widersprochen'],
    ['ar', 'اعترضت'],
  ] as const)('speak %s', async (locale, words) => {
    await api.signIn()
    await answer('objected')
    const { room, rows } = await openRoom(locale)

    expect(rows()[0]).toContain(words)
    expect(await axeFaults(room.element)).toEqual([])
  })

  it('say on the page of the deletion why somebody is there and by when to decide', async () => {
    await api.signIn()
    await answer('objected')
    const { room } = await mountRoom(DeletePage, { now, path: '/en/me/delete' })

    await until(() => expect(room.text()).toContain('You objected to version 3 of “Privacy notice”. Decide by 11 March 2026.'))
  })
})

describe('a choice that a notice ended', () => {
  it('says that it is asked again, because of which notice and since when', async () => {
    api.ports.clock.set(new Date('2026-03-12T09:00:00Z'))
    await api.signIn()
    const { room } = await mountRoom(ChoicesPage, { now: '2026-03-12T09:00:00Z', path: '/en/me/choices' })

    await until(() =>
      expect(room.text()).toContain(
        'You are asked again, because “Privacy notice” changed this on 12 March 2026. Until you answer, it is off.',
      ),
    )
    expect(await axeFaults(room.element)).toEqual([])
  })
})
