import { describe, expect, it } from 'vitest'
import { call } from '#src/api/client.ts'
import { mountPart } from '#tests/support/mount-part.ts'
import { startApi } from '#tests/support/page-api.ts'
import NoticesInForce from './NoticesInForce.vue'

const now = '2026-03-02T09:00:00Z'
startApi(new Date(now))

describe('the notices on the home page', () => {
  it('show every announced version, each compared with the one before it', async () => {
    const notice = await call('GET /api/notices/{slug}', { params: { slug: 'privacy' } })
    const third = notice.versions.filter(({ status }) => status === 'upcoming')
    const fourth = third.map((version) => ({ ...version, number: 4, effectiveOn: '2026-04-20' }))

    const part = await mountPart(NoticesInForce, { props: { notices: [{ ...notice, versions: [...notice.versions, ...fourth] }] }, now })

    expect(part.text()).toContain('Version 3 on 12 March 2026')
    expect(part.text()).toContain('Version 4 on 20 April 2026')
    expect(part.findAll('a').map((link) => link.attributes('href'))[2]).toBe('/en/notices/privacy/compare/2026-03-12..2026-04-20')
  })

  it('say that nothing applies where no version does', async () => {
    const notice = await call('GET /api/notices/{slug}', { params: { slug: 'privacy' } })

    const part = await mountPart(NoticesInForce, { props: { notices: [{ ...notice, versions: [] }] }, now })

    expect(part.text()).toContain('No version applies today.')
  })
})
