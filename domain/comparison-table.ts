import { type Block, cellsOf, type Run } from './blocks.ts'
import type { Lexicon } from './comparison-lexicon.ts'
import { bestInOrder, type Match } from './comparison-sequence.ts'
import { compareWords, linesAfter, linesBefore, type Piece, readRuns, sameRuns } from './comparison-words.ts'

/** One cell of a row that stands in both versions, in the order of both tables' columns. */
export interface CellPair {
  readonly op: 'kept' | 'added' | 'removed'
  readonly pieces: readonly Piece[]
}

/** Which column of the new table an old one became; null where it came or went. */
export interface Column {
  readonly from: number | null
  readonly to: number | null
}

/** So many cells are looked at for one pair of tables; columns of wider tables belong together by their place. */
const MOST_CELLS = 1_000_000
/** How much more a head that says the same counts than a cell that does. */
const HEAD = 3

/**
 * Which columns of two tables belong together: those whose heads and cells say the same, then those at the same place.
 * @param rows rows that stand in both tables, the head among them
 */
export function alignColumns(rows: readonly (readonly [before: Block, after: Block])[]): Column[] {
  const texts = rows.map(([before, after]) => ({
    before: cellTexts(before),
    after: cellTexts(after),
    weight: before.kind === 'table-head' && after.kind === 'table-head' ? HEAD : 1,
  }))
  const [width, newWidth] = [widest(texts.map(({ before }) => before)), widest(texts.map(({ after }) => after))]
  if (width * newWidth > MOST_CELLS) return columnsBetween([], width, newWidth)
  const telling = texts.slice(0, Math.ceil(MOST_CELLS / (width * newWidth + 1)))
  const pairs = bestInOrder(width, newWidth, (from, to) => {
    let score = 1 / (1 + Math.abs(from - to))
    for (const { before, after, weight } of telling) {
      const cell = before[from]
      if (cell !== undefined && cell !== '' && cell === after[to]) score += weight
    }
    return score
  })
  return columnsBetween(pairs, width, newWidth)
}

function cellTexts({ inline }: Block): string[] {
  return cellsOf(inline).map((cell) => cell.map(({ text }) => text).join(''))
}

function widest(rows: readonly (readonly string[])[]): number {
  return rows.reduce((most, { length }) => Math.max(most, length), 0)
}

function columnsBetween(pairs: readonly Match[], width: number, newWidth: number): Column[] {
  const columns: Column[] = []
  let [from, to] = [0, 0]
  for (const [nextFrom, nextTo] of [...pairs, [width, newWidth] as const]) {
    for (; from < nextFrom; from++) columns.push({ from, to: null })
    for (; to < nextTo; to++) columns.push({ from: null, to })
    if (from < width && to < newWidth) columns.push({ from: from++, to: to++ })
  }
  return columns
}

/** Compares a row cell by cell. A row may have fewer cells than its table has columns. */
export function compareRows(before: Block, after: Block, columns: readonly Column[], lexicon: Lexicon): CellPair[] {
  const [old, fresh] = [cellsOf(before.inline), cellsOf(after.inline)]
  return columns.flatMap(({ from, to }): CellPair[] => {
    const gone = from === null ? undefined : old[from]
    const come = to === null ? undefined : fresh[to]
    if (gone && come) return [{ op: 'kept', pieces: compareCells(gone, come, lexicon) }]
    if (gone) return [{ op: 'removed', pieces: gone.length > 0 ? [{ op: 'removed', before: gone }] : [] }]
    return come ? [{ op: 'added', pieces: come.length > 0 ? [{ op: 'added', after: come }] : [] }] : []
  })
}

function compareCells(old: readonly Run[], fresh: readonly Run[], lexicon: Lexicon): Piece[] {
  if (sameRuns(old, fresh)) return fresh.length > 0 ? [{ op: 'same', runs: fresh }] : []
  return compareWords(readRuns(old, lexicon), readRuns(fresh, lexicon))
}

const gap: Run = { text: '\t', marks: [], href: null }

/** The row as one line again: what parts two cells is kept, added or removed with them. */
export function rowPieces(cells: readonly CellPair[]): Piece[] {
  const pieces: Piece[] = []
  let [isFirstBefore, isFirstAfter] = [true, true]
  for (const { op, pieces: inner } of cells) {
    const [before, after] = [op !== 'added' && !isFirstBefore, op !== 'removed' && !isFirstAfter]
    if (before && after) pieces.push({ op: 'same', runs: [gap] })
    else if (before) pieces.push({ op: 'removed', before: [gap] })
    else if (after) pieces.push({ op: 'added', after: [gap] })
    pieces.push(...inner)
    if (op !== 'added') isFirstBefore = false
    if (op !== 'removed') isFirstAfter = false
  }
  return pieces
}

/** The texts of the heads of columns that came or went. */
export function columnNames(cells: readonly CellPair[]): { added: string[]; removed: string[] } {
  const name = (runs: readonly Run[]) => runs.map(({ text }) => text).join('')
  return {
    added: cells.filter(({ op }) => op === 'added').map(({ pieces }) => name(linesAfter(pieces))),
    removed: cells.filter(({ op }) => op === 'removed').map(({ pieces }) => name(linesBefore(pieces))),
  }
}
