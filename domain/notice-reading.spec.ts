import { describe, expect, it } from 'vitest'
import { clauseFate, versionBefore, versionsOnRail } from './notice-reading.ts'

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
