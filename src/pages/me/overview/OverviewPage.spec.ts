import { describe, expect, it } from 'vitest'
import { seedAccount } from '#server/modules/accounts/index.ts'
import { call } from '#src/api/client.ts'
import { axeFaults } from '#tests/support/mount-part.ts'
import { mountRoom, until } from '#tests/support/mount-room.ts'
import { startApi } from '#tests/support/page-api.ts'
import OverviewPage from './OverviewPage.vue'

const now = '2026-03-02T09:00:00Z'
const api = startApi(new Date(now))
const stranger = { email: 'stranger@example.com', password: 'nobody knows this person', name: 'Stranger', locale: 'en' } as const

async function openOverview() {
  const { room } = await mountRoom(OverviewPage, { now, path: '/en/me' })
  await until(() => expect(room.text()).toContain('This privacy center itself holds'))
  return room
}

describe('the overview of somebody whom no system knows', () => {
  it('says plainly that nothing is held, what is, and what to do', async () => {
    await seedAccount(api.ports, stranger)
    await call('POST /api/session', { body: { email: stranger.email, password: stranger.password } })

    const room = await openOverview()

    const note = room.get('.nothing-held')
    expect(note.text()).toContain('Our systems hold nothing under stranger@example.com')
    expect(note.text()).toContain('All 3 systems answered.')
    expect(note.text()).toContain('sign in with that one')
    expect(note.find('a[href="mailto:privacy@acmemail.example"]').exists()).toBe(true)
    expect(await axeFaults(note.element)).toEqual([])
  })
})

describe('the overview of somebody who is known', () => {
  it('says how much this privacy center itself holds, and nothing of nobody', async () => {
    await api.signIn()

    const room = await openOverview()

    expect(room.find('.nothing-held').exists()).toBe(false)
    expect(room.text()).toContain('Your sign-ins')
    expect(await axeFaults(room.get('.held').element)).toEqual([])
  })
})
