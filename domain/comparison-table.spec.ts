import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Block, joinRuns, type Run } from './blocks.ts'
import { createLexicon } from './comparison-lexicon.ts'
import { alignColumns, compareRows, rowPieces } from './comparison-table.ts'
import { linesAfter, linesBefore } from './comparison-words.ts'

const plain = (text: string): Run => ({ text, marks: [], href: null })
const row = (...cells: string[]): Block => ({
  id: 'r',
  kind: 'table-row',
  level: 0,
  label: '',
  section: '',
  inline: joinRuns([plain(cells.join('\t'))]),
})
const head = (...cells: string[]): Block => ({ ...row(...cells), kind: 'table-head' })

describe('the columns of two tables', () => {
  it.each([
    ['one added in the middle', [head('Data', 'Days'), head('Data', 'Place', 'Days')], ['0-0', 'null-1', '1-2']],
    ['the first one removed', [head('No', 'Data', 'Days'), head('Data', 'Days')], ['0-null', '1-0', '2-1']],
    ['one renamed', [head('Data', 'Days'), head('Data', 'Period')], ['0-0', '1-1']],
  ] as const)('belong together by their heads: %s', (_what, [before, after], expected) => {
    expect(alignColumns([[before, after]]).map(({ from, to }) => `${from}-${to}`)).toEqual(expected)
  })

  it('belong together by their cells where every head is new', () => {
    const columns = alignColumns([
      [head('A', 'B'), head('X', 'Y', 'Z')],
      [row('Texts', '7'), row('SE', 'Texts', '7')],
      [row('Logs', '30'), row('FI', 'Logs', '30')],
    ])

    expect(columns.map(({ from, to }) => `${from}-${to}`)).toEqual(['null-0', '0-1', '1-2'])
  })
})

describe('a row compared cell by cell', () => {
  it('can be rebuilt in both versions, whatever columns came and went', () => {
    const cells = fc.array(fc.constantFrom('', 'Texts', 'seven days', 'SE'), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(cells, cells, (old, fresh) => {
        const [before, after] = [row(...old), row(...fresh)]

        const pieces = rowPieces(compareRows(before, after, alignColumns([[before, after]]), createLexicon('en')))

        expect(linesBefore(pieces)).toEqual(before.inline)
        expect(linesAfter(pieces)).toEqual(after.inline)
      }),
      { numRuns: 300 },
    )
  })
})
