import { describe, expect, it } from 'vitest'
import type { Notice, NoticeVersion } from '#contract/notices.ts'
import { mountPart } from '#tests/support/mount-part.ts'
import VersionStrip from './VersionStrip.vue'

const version = (number: number, effectiveOn: string, status: NoticeVersion['status']): NoticeVersion => ({
  effectiveOn,
  publishedAt: '2026-11-01T07:00:00Z',
  status,
  endsOn: null,
  number,
  significance: 'significant',
  languages: ['en'],
  prevailing: 'en',
  changelog: [],
  reason: null,
  corrects: null,
  withdrawn: null,
  annotations: [],
  purposes: [],
  objection: null,
  hash: 'a'.repeat(64),
})
const current = version(2, '2026-03-01', 'in-force')
const next = version(3, '2026-12-02', 'upcoming')
const later = version(4, '2027-01-05', 'upcoming')

async function stripOf(shown: NoticeVersion, versions: NoticeVersion[]) {
  const notice: Notice = { slug: 'privacy', kind: 'privacy-notice', title: { en: 'Privacy notice' }, summary: null, related: [], versions }
  const part = await mountPart(VersionStrip, { props: { notice, version: shown }, now: '2026-11-22T09:00:00Z' })
  return { text: part.text().replace(/\s+/g, ' '), links: part.findAll('a').map((link) => link.attributes('href')) }
}

describe('the line above a text', () => {
  it('names the version in force as what applies until the next one does', async () => {
    const { text, links } = await stripOf(next, [current, next, later])

    expect(text).toContain('Until then, version 2 applies.')
    expect(links).toEqual(['/en/notices/privacy', '/en/notices/privacy/compare/2026-03-01..2026-12-02'])
  })

  it('names the version to come that applies before a later one', async () => {
    const { text, links } = await stripOf(later, [current, next, later])

    expect(text).toContain('Version 4 applies from 5 January 2027, in 44 days. Before it, version 3 applies from 2 December 2026.')
    expect(text).toContain('Compare with version 3')
    expect(links).toEqual(['/en/notices/privacy/2026-12-02', '/en/notices/privacy/compare/2026-12-02..2027-01-05'])
  })

  it('names every version to come above the one in force', async () => {
    const { text, links } = await stripOf(current, [current, next, later])

    expect(text).toContain('Version 3 applies from 2 December 2026, in 10 days. Version 4 applies from 5 January 2027, in 44 days.')
    expect(links).toContain('/en/notices/privacy/2027-01-05')
  })

  it('passes over a version that was withdrawn', async () => {
    const { text } = await stripOf(later, [current, { ...next, status: 'withdrawn' }, later])

    expect(text).toContain('Until then, version 2 applies.')
  })

  it('says of a first version that was withdrawn that nothing applies today', async () => {
    const first = version(1, '2026-12-02', 'withdrawn')

    const { text, links } = await stripOf({ ...first, withdrawn: { at: '2026-11-03T08:00:00Z', reason: 'A wrong period' } }, [first])

    expect(text).toContain('Version 1 was withdrawn on 3 November 2026 and never applied. No version applies today. Reason: A wrong period')
    expect(links).toEqual([])
  })

  it('says of a later version that was withdrawn which one applies today', async () => {
    const { text } = await stripOf({ ...next, status: 'withdrawn' }, [current, { ...next, status: 'withdrawn' }])

    expect(text).toContain('never applied. Today, version 2 applies.')
  })
})
