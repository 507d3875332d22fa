import { afterEach, describe, expect, it, vi } from 'vitest'
import { answering, Refused } from '#tests/support/answering.ts'
import { axeFaults } from '#tests/support/mount-part.ts'
import { mountRoom, until } from '#tests/support/mount-room.ts'
import CategoryPage from './CategoryPage.vue'

const text = { en: 'Text' }
const category = {
  id: 'message-bodies',
  title: { en: 'Message bodies' },
  summary: text,
  use: text,
  lawfulBasis: { article: 'Art. 28 GDPR', name: text, text },
  role: 'processor',
  origin: text,
  recipients: text,
  place: text,
  retention: { kind: 'days', days: 7 },
  retentionFrom: text,
  backupDays: 30,
  noticeSection: 'what-we-hold',
  hashed: false,
}
const source = { id: 'mail-platform', title: { en: 'Mail platform' }, state: 'unreachable', nextAttemptAt: '2026-12-09T08:42:00Z' }

describe('records of a system that does not answer', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('are said to be safe, with the system by name and the time of the next try', async () => {
    answering({
      'GET /api/registers/categories': () => ({ categories: [category] }),
      'GET /api/me/overview': () => ({ countedAt: '2026-12-09T08:41:00Z', sources: [source], categories: [], own: [] }),
      'GET /api/me/categories/message-bodies/records': () =>
        new Refused(503, 'source/unreachable', { source: { en: 'Mail platform' }, retryAfterSeconds: 60 }),
    })

    const { room } = await mountRoom(CategoryPage, { path: '/en/me/data/message-bodies' })

    await until(() => expect(room.get('[role=alert]').text()).toContain('Mail platform does not answer'))
    expect(room.get('[role=alert]').text()).toContain('Your records are not affected. This page asks again at 08:42.')
    expect(await axeFaults(room.element)).toEqual([])
  })

  it('are said to be none where the systems hold none', async () => {
    answering({
      'GET /api/registers/categories': () => ({ categories: [category] }),
      'GET /api/me/overview': () => ({ countedAt: '2026-12-09T08:41:00Z', sources: [], categories: [], own: [] }),
      'GET /api/me/categories/message-bodies/records': () => ({ records: [], total: 0, nextCursor: null, kinds: [] }),
    })

    const { room } = await mountRoom(CategoryPage, { path: '/en/me/data/message-bodies' })

    await until(() => expect(room.text()).toContain('No system holds a record of this kind about you.'))
  })
})
