import { describe, expect, it } from 'vitest'
import type { Notice, NoticeVersion } from '#contract/notices.ts'
import { rangeOf, versionBefore, versionFor } from './versions.ts'

const version = (number: number, effectiveOn: string, status: NoticeVersion['status']): NoticeVersion => ({
  effectiveOn,
  publishedAt: `${effectiveOn}T07:00:00Z`,
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
const [past, current, next] = [version(1, '2018-05-25', 'past'), version(2, '2025-03-01', 'in-force'), version(3, '2026-04-01', 'upcoming')]
const notice: Notice = {
  slug: 'privacy',
  kind: 'privacy-notice',
  title: { en: 'Privacy notice' },
  summary: null,
  related: [],
  versions: [past, current, next],
}

describe('the version that an address asks for', () => {
  it.each([
    [undefined, 2],
    ['2018-05-25', 1],
    ['2025-02-28', 1],
    ['2025-03-01', 2],
    ['2027-01-01', 3],
    ['2018-05-24', undefined],
    ['2026-13-45', undefined],
    ['2026-02-30', undefined],
    ['tomorrow', undefined],
    ['', undefined],
  ])('on %s is number %s', (date, number) => {
    expect(versionFor(notice, date)?.number).toBe(number)
  })

  it('is the first to come while none is in force', () => {
    expect(versionFor({ ...notice, versions: [next] }, undefined)).toBe(next)
  })

  it('is compared with the one that came before it', () => {
    expect(versionBefore(notice, next)).toBe(current)
    expect(versionBefore(notice, past)).toBeUndefined()
    expect(rangeOf(current, next)).toBe('2025-03-01..2026-04-01')
  })
})
