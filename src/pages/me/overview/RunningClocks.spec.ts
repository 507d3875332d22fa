import { describe, expect, it } from 'vitest'
import type { NoticeAnswer, NoticeStanding } from '#contract/notice-decisions.ts'
import type { Notice } from '#contract/notices.ts'
import { call } from '#src/api/client.ts'
import { axeFaults, mountPart } from '#tests/support/mount-part.ts'
import { mountRoom, until } from '#tests/support/mount-room.ts'
import { startApi } from '#tests/support/page-api.ts'
import OverviewPage from './OverviewPage.vue'
import RunningClocks from './RunningClocks.vue'

const now = '2026-03-02T09:00:00Z'
const mayObject = 'You can object before 12 March 2026.'
const api = startApi(new Date(now))

function answer(said: NoticeAnswer) {
  const body = { id: crypto.randomUUID(), answer: said, language: 'en', surface: 'notice' } as const
  return call('POST /api/me/notices/{slug}/versions/{date}/decisions', { params: { slug: 'privacy', date: '2026-03-12' }, body })
}
async function openOverview() {
  const { room } = await mountRoom(OverviewPage, { now, path: '/en/me' })
  await until(() => expect(room.text()).toContain('Privacy notice, version 3'))
  await until(() => expect(room.text()).not.toContain('Counting your records'))
  return room
}
async function clocksOf(notices: Notice[], standings: NoticeStanding[]) {
  return await mountPart(RunningClocks, { props: { choices: [], erasure: null, notices, standings }, now })
}

describe('the clock of an announced version', () => {
  it('says until when one can object, before and after an objection that was withdrawn', async () => {
    await api.signIn()

    const before = await openOverview()
    await answer('objected')
    await answer('taken-back')
    const after = await openOverview()

    expect([before.text(), after.text()]).toEqual([expect.stringContaining(mayObject), expect.stringContaining(mayObject)])
  })

  it('says that one objected and by when to decide, and no longer that one can object', async () => {
    await api.signIn()
    await answer('objected')

    const room = await openOverview()

    expect(room.text()).toContain('You objected to version 3 on 2 March 2026, 10:00.')
    expect(room.text()).toContain('Decide by 11 March 2026: delete your account, or withdraw your objection.')
    expect(room.text()).not.toContain(mayObject)
    expect(room.find('.clocks a[href="/en/me/delete"]').exists()).toBe(true)
    expect(await axeFaults(room.get('.clocks').element)).toEqual([])
  })

  it('says nothing of objecting where there is nothing to object to', async () => {
    const { database } = api.ports
    await database.updateTable('notice_versions').set({ significance: 'minor' }).where('effective_on', '=', '2026-03-12').execute()
    await api.signIn()

    const room = await openOverview()

    expect(room.text()).not.toContain(mayObject)
  })

  it('runs for every announced version, each compared with the one before it', async () => {
    const notice = await call('GET /api/notices/{slug}', { params: { slug: 'privacy' } })
    const third = notice.versions.filter(({ status }) => status === 'upcoming')
    const fourth = third.map((version) => ({ ...version, number: 4, effectiveOn: '2026-04-20' }))

    const part = await clocksOf([{ ...notice, versions: [...notice.versions, ...fourth] }], [])

    expect(part.findAll('h3').map((title) => title.text())).toEqual(['Privacy notice, version 3', 'Privacy notice, version 4'])
    expect(part.findAll('a').map((link) => link.attributes('href'))[1]).toBe('/en/notices/privacy/compare/2026-03-12..2026-04-20')
  })
})
