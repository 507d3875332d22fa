import { describe, expect, it } from 'vitest'
import { clauseFate, titleAbove, versionBefore, versionsOnRail } from './notice-reading.ts'

const [one, two, withdrawn, three, four] = [
  { effectiveOn: '2018-05-25', status: 'past' },
  { effectiveOn: '2020-01-01', status: 'past' },
  { effectiveOn: '2021-01-01', status: 'withdrawn' },
  { effectiveOn: '2025-03-01', status: 'in-force' },
  { effectiveOn: '2026-04-01', status: 'upcoming' },
] as const
const versions = [one, two, withdrawn, three, four]

describe('the version before', () => {
  it('is never one that was withdrawn', () => {
    expect(versionBefore(versions, '2025-03-01')).toBe(two)
    expect(versionBefore(versions, '2018-05-25')).toBeUndefined()
  })
})

describe('the rail of versions', () => {
  it('keeps the newest, the one in force and the one that is read', () => {
    expect(versionsOnRail(versions, '2018-05-25', 1)).toEqual([one, three, four])
  })
})

describe('a link to a clause', () => {
  it.each([
    ['is here', ['2020-01-01', '2025-03-01'], '2025-03-01', { fate: 'here' }],
    ['is gone since the first version without it', ['2018-05-25', '2020-01-01'], '2026-04-01', { fate: 'gone', last: two, since: three }],
    ['came with a later version', ['2026-04-01'], '2020-01-01', { fate: 'later', first: four }],
    ['was never part of any', [], '2020-01-01', { fate: 'unknown' }],
  ])('%s', (_title, holders, shown, fate) => {
    expect(clauseFate(versions, holders, shown)).toEqual(fate)
  })
})

describe('the title above a text', () => {
  const title = { en: 'Privacy notice', ar: 'إشعار الخصوصية' }

  it.each([
    ['is the text’s own, as this version bore it', { title: 'Privacy policy', language: 'en', fallbackFrom: null }, 'Privacy policy', 'en'],
    [
      'is in the reader’s language where only the text is missing in it',
      { title: 'Privacy notice', language: 'en', fallbackFrom: 'ar' },
      'إشعار الخصوصية',
      'ar',
    ],
    [
      'is the text’s where the notice has none in the reader’s language',
      { title: 'Privacy notice', language: 'en', fallbackFrom: 'de' },
      'Privacy notice',
      'en',
    ],
  ] as const)('%s', (_title, text, words, language) => {
    expect(titleAbove({ title }, text)).toEqual({ title: words, language })
  })
})
