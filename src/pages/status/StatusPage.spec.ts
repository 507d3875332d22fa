import { afterEach, describe, expect, it, vi } from 'vitest'
import { answering, Refused } from '#tests/support/answering.ts'
import { axeFaults } from '#tests/support/mount-part.ts'
import { mountRoom, until } from '#tests/support/mount-room.ts'
import StatusPage from './StatusPage.vue'

const code = `01890a5d-ac96-774b-bcce-b302099a8057-${'a'.repeat(32)}`
const line = { name: 'messages', category: 'message-bodies', ground: null, until: null }
const signed = {
  document: {
    type: 'vitrine-erasure-certificate',
    version: 1,
    id: '01890a5d-ac96-774b-bcce-b302099a8057',
    subject: 'account:01890a5d',
    issuer: { name: 'Acme Mail GmbH', address: [] },
    requestedAt: '2026-03-02T09:00:00.000Z',
    executedAt: '2026-03-16T23:00:00.000Z',
    planHash: 'f'.repeat(64),
    sources: [
      {
        source: 'mail',
        title: { en: 'Mail platform' },
        collections: [
          { ...line, mode: 'erase', count: 5 },
          { ...line, category: 'billing', mode: 'keep', count: 2, ground: { en: 'Bookkeeping law' }, until: '2033-12-31' },
        ],
      },
    ],
    backupsUntil: '2026-04-16',
  },
  keyId: 'key-1',
  publicKey: 'p',
  signature: 's',
}

describe('the status of a deletion', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('shows what each system did, what stays and until when, and when backups are rid of it', async () => {
    answering({ 'GET /api/registers/categories': () => ({ categories: [] }), [`GET /api/certificates/${code}`]: () => signed })

    const { room } = await mountRoom(StatusPage, { path: `/en/status/${code}` })

    await until(() => expect(room.text()).toContain('Mail platform'))
    expect(room.text()).toContain('Bookkeeping law')
    expect(room.text()).toContain('31 December 2033')
    expect(room.text()).toContain('All gone by 16 April 2026')
    expect(await axeFaults(room.element)).toEqual([])
  })

  it('says that a wrong address leads nowhere, and where the right one is', async () => {
    answering({
      'GET /api/registers/categories': () => ({ categories: [] }),
      [`GET /api/certificates/${code}`]: () => new Refused(404, 'request/not-found'),
    })

    const { room } = await mountRoom(StatusPage, { path: `/en/status/${code}` })

    await until(() => expect(room.get('h1').text()).toBe('There is no certificate at this address'))
    expect(room.text()).toContain('the last mail')
  })
})
