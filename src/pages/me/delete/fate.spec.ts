import { describe, expect, it } from 'vitest'
import { countOf, fateOf } from './fate.ts'

const law = { en: 'Bookkeeping Act, chapter 7' }
type Collection = Parameters<typeof fateOf>[0][number]['collections'][number]
function collection(category: string, mode: Collection['mode'], count: number, until: string | null = null): Collection {
  return { name: category, category, mode, count, ground: mode === 'keep' ? law : null, until }
}

describe('what a deletion does', () => {
  it('is summed by category over all systems, the most records first', () => {
    const fate = fateOf([
      { collections: [collection('suppressions', 'erase', 3), collection('message-bodies', 'erase', 40)] },
      { collections: [collection('suppressions', 'erase', 2)] },
    ])

    expect(fate.erased).toEqual([
      { category: 'message-bodies', count: 40 },
      { category: 'suppressions', count: 5 },
    ])
    expect(countOf(fate.erased)).toBe(45)
  })

  it('says of everything that stays why and until when, apart where the dates differ', () => {
    const { kept } = fateOf([
      { collections: [collection('billing', 'keep', 6, '2030-12-31'), collection('billing', 'keep', 9, '2033-12-31')] },
    ])

    expect(kept).toEqual([
      { category: 'billing', ground: law, until: '2033-12-31', count: 9 },
      { category: 'billing', ground: law, until: '2030-12-31', count: 6 },
    ])
  })

  it('does not call destroyed what is only blanked', () => {
    const fate = fateOf([{ collections: [collection('account-profile', 'mask', 1)] }])

    expect(fate).toEqual({ erased: [], masked: [{ category: 'account-profile', count: 1 }], kept: [] })
  })

  it('leaves out what holds nothing', () => {
    expect(fateOf([{ collections: [collection('suppressions', 'erase', 0)] }])).toEqual({ erased: [], masked: [], kept: [] })
  })
})
