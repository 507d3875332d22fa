import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Block, joinRuns, type Mark, plainText, type Run } from './blocks.ts'
import { acceptAll, type Comparison, compareBlocks, rejectAll } from './comparison.ts'
import { linesBefore } from './comparison-words.ts'

const plain = (text: string): Run => ({ text, marks: [], href: null })
const set = (text: string, marks: Mark[], href: string | null = null): Run => ({ text, marks, href })
const block = (id: string, inline: string | Run[], rest: Partial<Block> = {}): Block => ({
  id,
  kind: 'paragraph',
  level: 0,
  label: '',
  section: 's',
  inline: typeof inline === 'string' ? [plain(inline)] : inline,
  ...rest,
})

const words = fc.constantFrom('we', 'keep', 'your', 'data', '7', 'days', 'أيام', 'لسبعة', 'Löschfrist', '保存期間', ',', '.', '“', '\n')
const run = fc.record({
  text: fc.array(words, { minLength: 1, maxLength: 6 }).map((list) => list.join(' ')),
  marks: fc.constantFrom<Mark[]>([], ['strong'], ['em'], ['strong', 'em'], ['code']),
  href: fc.constantFrom(null, null, '/en/notices', 'https://example.org/'),
})
const blocks = fc.array(
  fc.record({
    kind: fc.constantFrom('heading', 'paragraph', 'list-item', 'table-row', 'quote', 'code', 'rule'),
    level: fc.constantFrom(0, 1, 2),
    label: fc.constantFrom('', '1.', '2.', '(a)'),
    inline: fc.array(run, { maxLength: 4 }).map(joinRuns),
  }),
  { maxLength: 14 },
)
const text = blocks.map((list): Block[] => list.map((one, at) => ({ ...one, id: `b${at}`, section: '' }) as Block))
/** A later version: some blocks of the first one dropped, moved or replaced by those of another text. */
const history = fc.tuple(text, text, fc.infiniteStream(fc.nat(9))).map(([before, other, dice]) => {
  const after = before.flatMap((one, at): Block[] => {
    const roll = dice.next().value ?? 0
    if (roll === 0) return []
    const fresh = other[at]
    if (roll === 1 && fresh) return [fresh, one]
    return roll === 2 && fresh ? [{ ...one, inline: joinRuns([...one.inline, ...fresh.inline]) }] : [one]
  })
  const turn = (dice.next().value ?? 0) % Math.max(1, after.length)
  const moved = [...after.slice(turn), ...after.slice(0, turn)]
  return { before, after: moved.map((one, at) => ({ ...one, id: `n${at}` })) }
})

const remarks = (comparison: Comparison) => comparison.entries.flatMap((entry) => ('remarks' in entry ? entry.remarks : []))
const none = { added: 0, removed: 0, changed: 0, moved: 0 }

describe('a comparison of two texts', () => {
  it('gives exactly the new text when everything is accepted and the old one when everything is rejected', () => {
    fc.assert(
      fc.property(history, ({ before, after }) => {
        const comparison = compareBlocks(before, after, 'en')

        expect(acceptAll(comparison)).toEqual(after)
        expect(rejectAll(comparison)).toEqual(before)
      }),
      { numRuns: 400 },
    )
  })

  it('rebuilds the old words of a moved block as well', () => {
    fc.assert(
      fc.property(history, ({ before, after }) => {
        const lines = compareBlocks(before, after, 'en').entries.flatMap((entry) =>
          entry.op === 'moved-here' ? [linesBefore(entry.pieces)] : [],
        )

        expect(before.map(({ inline }) => inline)).toEqual(expect.arrayContaining(lines))
      }),
    )
  })

  it('finds nothing between a text and itself, and is the same every time', () => {
    fc.assert(
      fc.property(history, ({ before, after }) => {
        expect(compareBlocks(before, before, 'en').changes).toEqual(none)
        expect(compareBlocks(before, after, 'en')).toEqual(compareBlocks(before, after, 'en'))
      }),
    )
  })

  it('is never silent: where two texts differ, a change is counted', () => {
    const visible = (list: readonly Block[]) => list.map(({ kind, level, label, inline }) => ({ kind, level, label, inline }))
    fc.assert(
      fc.property(history, ({ before, after }) => {
        const { changes } = compareBlocks(before, after, 'en')

        const isCounted = Object.values(changes).some((count) => count > 0)
        expect(isCounted).toBe(JSON.stringify(visible(before)) !== JSON.stringify(visible(after)))
      }),
    )
  })
})

describe('a changed paragraph', () => {
  it('shows the words that went and the words that came', () => {
    const { entries, changes } = compareBlocks(
      [block('a', 'We keep analytics for 12 months.')],
      [block('a', 'We keep analytics for 6 months.')],
      'en',
    )

    expect(changes).toEqual({ ...none, changed: 1 })
    expect(entries[0]).toMatchObject({
      op: 'kept',
      pieces: [{ op: 'same' }, { op: 'removed', before: [plain('12')] }, { op: 'added', after: [plain('6')] }, { op: 'same' }],
    })
  })

  it.each([
    ['bold taken away', [set('never', ['strong'])], [plain('never')], { kind: 'formatting', lost: ['strong'], gained: [] }],
    ['italics given', [plain('never')], [set('never', ['em'])], { kind: 'formatting', lost: [], gained: ['em'] }],
    ['a link target', [set('list', [], '/old')], [set('list', [], '/new')], { kind: 'link', from: '/old', to: '/new' }],
    ['a link taken away', [set('list', [], '/old')], [plain('list')], { kind: 'link', from: '/old', to: null }],
  ] as const)('names %s that changed without its words', (_what, before, after, remark) => {
    const comparison = compareBlocks([block('a', [plain('We '), ...before])], [block('a', [plain('We '), ...after])], 'en')

    expect(comparison.changes).toEqual({ ...none, changed: 1 })
    expect(remarks(comparison)).toEqual([remark])
  })

  it('names a new number and a paragraph that became a list item', () => {
    const before = [block('a', 'The retention periods of the law apply', { label: '4.' })]
    const after = [block('a', 'The retention periods of the law apply', { label: '5.', kind: 'list-item', level: 1 })]

    expect(remarks(compareBlocks(before, after, 'en'))).toEqual([{ kind: 'renumbered', from: '4.', to: '5.' }, { kind: 'shape' }])
  })

  it('never cuts a word of any script in two', () => {
    const before = 'نحتفظ برسائلك لسبعة أيام ثم نحذفها.'
    const after = 'نحتفظ برسائلكم لسبعةِ أيام ثم نحذفها.'

    const [entry] = compareBlocks([block('a', before)], [block('a', after)], 'ar').entries

    const pieces = entry?.op === 'kept' ? entry.pieces : []
    const cut = pieces.flatMap((piece) => (piece.op === 'removed' ? [plainText({ inline: piece.before })] : []))
    expect(cut).toEqual(['برسائلك لسبعة'])
  })
})

describe('a block at another place', () => {
  const [one, two, three] = [
    'We keep texts for seven days.',
    'We keep metadata for thirty days.',
    'Backups end within thirty days of that.',
  ].map((words, at) => block(`p${at}`, words)) as [Block, Block, Block]

  it('has moved, not gone and come', () => {
    const comparison = compareBlocks([one, two, three], [two, three, one], 'en')

    expect(comparison.changes).toEqual({ ...none, moved: 1 })
    expect(comparison.entries.map(({ op }) => op)).toEqual(['moved-away', 'kept', 'kept', 'moved-here'])
  })

  it('has moved and changed when some of its words differ', () => {
    const long = block('x', 'Recipients may ask the sender, or ask us to pass their request on within seven days.')
    const changed = block('y', 'Recipients may ask the sender, or ask us to pass their request on within five days.')

    expect(compareBlocks([long, one, two], [one, two, changed], 'en').changes).toEqual({ ...none, changed: 1, moved: 1 })
  })

  it('keeps its heading by id even when every word of the heading changed', () => {
    const heading = (words: string) => block('retention', words, { kind: 'heading', level: 2 })

    expect(compareBlocks([heading('How long'), one], [heading('When it leaves'), one], 'en').changes).toEqual({ ...none, changed: 1 })
  })
})
