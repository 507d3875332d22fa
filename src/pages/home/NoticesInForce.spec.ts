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

  it('offer the earlier version beside the one in force, and mails where companies are listed or nothing came before', async () => {
    const privacy = await call('GET /api/notices/{slug}', { params: { slug: 'privacy' } })
    const [former, current] = privacy.versions.filter(({ status }) => status !== 'upcoming')
    const versions = [former, current].flatMap((version) => version ?? [])
    const agreement = { ...privacy, slug: 'processing-agreement', kind: 'processing-agreement' as const, versions }
    const companies = { ...privacy, slug: 'sub-processors', kind: 'sub-processors' as const, versions }
    const transfers = { ...privacy, slug: 'transfers', kind: 'transfers' as const, versions: versions.slice(1) }

    const part = await mountPart(NoticesInForce, { props: { notices: [agreement, companies, transfers] }, now })

    expect(part.findAll('a.link').map((link) => link.attributes('href'))).toEqual([
      `/en/notices/processing-agreement/compare/${former?.effectiveOn}..${current?.effectiveOn}`,
      '/en/notices/sub-processors#subscribe',
      '/en/notices/transfers#subscribe',
    ])
    expect(part.text()).toContain('Compare with version 1')
    expect(part.text()).toContain('E-mail me changes')
  })

  it('say that nothing applies where no version does', async () => {
    const notice = await call('GET /api/notices/{slug}', { params: { slug: 'privacy' } })

    const part = await mountPart(NoticesInForce, { props: { notices: [{ ...notice, versions: [] }] }, now })

    expect(part.text()).toContain('No version applies today.')
  })
})
