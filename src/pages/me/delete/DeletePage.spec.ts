import { afterEach, describe, expect, it, vi } from 'vitest'
import { answering, Refused } from '#tests/support/answering.ts'
import { axeFaults } from '#tests/support/mount-part.ts'
import { mountRoom, until } from '#tests/support/mount-room.ts'
import { startApi } from '#tests/support/page-api.ts'
import DeletePage from './DeletePage.vue'

const now = '2026-03-02T09:00:00Z'
const api = startApi(new Date(now))

async function openDelete() {
  const { room, said } = await mountRoom(DeletePage, { now, path: '/en/me/delete' })
  await until(() => expect(room.find('.btn--danger').exists()).toBe(true))
  return { room, said }
}

describe('the deletion', () => {
  it('says before the button what goes, what is blanked, what stays, why and until when', async () => {
    await api.signIn()

    const { room } = await openDelete()

    expect(room.get('.fate').text()).toContain('Message metadata60')
    expect(room.get('.fate').text()).toContain('2 records are blanked.')
    expect(room.get('.fate').text()).toContain('Swedish Bookkeeping Act, chapter 7')
    expect(room.get('#consequence').text()).toContain('Until 16 March 2026 nothing is destroyed and you can call it off.')
    expect(room.get('.btn--danger').text()).toBe('Delete my account and data')
    expect(await axeFaults(room.element)).toEqual([])
  })

  it('begins with a grace period of 14 days, in which one click keeps the account', async () => {
    await api.signIn()
    const { room, said } = await openDelete()

    await room.get('.btn--danger').trigger('click')
    await until(() => expect(said()).toBe('Your deletion is planned. You can call it off.'))
    expect(room.get('.grace').text()).toContain('14 days left. Due 16 March 2026')
    expect(await axeFaults(room.element)).toEqual([])
    await room.get('.grace button').trigger('click')

    await until(() => expect(said()).toBe('Your account stays. Nothing was deleted.'))
    expect(room.get('h1').text()).toBe('Delete your account')
  })
})

const line = (mode: string, count: number) => ({ name: 'bodies', category: 'message-bodies', mode, count, ground: null, until: null })
const plan = (hash: string, mode: string) => ({
  hash,
  plannedAt: now,
  steps: [{ source: 'mail', title: { en: 'Mail platform' }, collections: [line(mode, 12)] }],
  graceDays: 14,
  executesAt: '2026-03-16T23:00:00Z',
  backupsUntil: '2026-04-15',
})

describe('a plan that changes while it is read', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('is shown anew and not confirmed by itself', async () => {
    const plans = [plan('a'.repeat(64), 'erase'), plan('b'.repeat(64), 'keep')]
    const calls = answering({
      'GET /api/registers/categories': () => ({ categories: [] }),
      'GET /api/me/erasures/current': () => ({ erasure: null }),
      'GET /api/me/erasure-plan': () => plans.shift(),
      'POST /api/me/erasures': () => new Refused(409, 'erasure/plan-changed', { planHash: 'b'.repeat(64) }),
    })
    const { room } = await openDelete()

    await room.get('.btn--danger').trigger('click')

    await until(() => expect(room.text()).toContain('The plan has changed'))
    expect(room.text()).toContain('12 records stay')
    expect(calls.filter((name) => name === 'POST /api/me/erasures')).toHaveLength(1)
  })
})
