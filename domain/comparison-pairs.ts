import type { Block, BlockShape } from './blocks.ts'
import type { Alignment } from './comparison-align.ts'
import type { Link } from './comparison-gaps.ts'
import type { Lexicon } from './comparison-lexicon.ts'
import { partRemarks, type Remark, remarksOf } from './comparison-remarks.ts'
import { splitLine } from './comparison-split.ts'
import { alignColumns, type CellPair, type Column, compareRows, rowPieces } from './comparison-table.ts'
import { compareWords, linesAfter, linesBefore, type Piece, type Reading, sameRuns } from './comparison-words.ts'

/** One block that stands in both versions, at its place or at another one. */
export interface Pair {
  readonly before: BlockShape
  readonly after: BlockShape
  readonly pieces: readonly Piece[]
  /** The same pieces cell by cell, for a row of a table; null elsewhere. */
  readonly cells: readonly CellPair[] | null
  readonly remarks: readonly Remark[]
  /** Whether anything a reader can see differs, apart from the place. */
  readonly isChanged: boolean
}

/** The words of a block that was cut or joined, part by part. */
export interface Parts {
  readonly parts: readonly (readonly Piece[])[]
  readonly remarks: readonly Remark[]
}

/** Compares the words of blocks that belong together. */
export function createPairing(before: readonly Block[], after: readonly Block[], { inOrder, moved }: Alignment, lexicon: Lexicon) {
  const columnsOf = createColumns(before, after, [...inOrder.map(({ i, j }) => [i, j] as const), ...moved])
  const reading = (block: Block): Reading => ({ runs: block.inline, line: lexicon.lineOf(block) })

  const pair = (i: number, j: number): Pair => {
    const [old, fresh] = [blockAt(before, i), blockAt(after, j)]
    const columns = columnsOf(i, j)
    const cells = columns ? exactCells(old, fresh, compareRows(old, fresh, columns, lexicon)) : null
    const isSame = sameRuns(old.inline, fresh.inline)
    const pieces = isSame ? samePieces(fresh) : cells ? rowPieces(cells) : compareWords(reading(old), reading(fresh))
    const remarks = remarksOf(old, fresh, pieces, cells)
    return { before: shapeOf(old), after: shapeOf(fresh), pieces, cells, remarks, isChanged: !isSame || remarks.length > 0 }
  }
  const split = ({ i, j, columns }: Link) => {
    const [old, fresh] = [blockAt(before, i), after.slice(j, j + columns)]
    const parts = splitLine(reading(old), fresh.map(reading), lexicon).map(({ whole, part }) => compareWords(whole, part))
    return { before: shapeOf(old), after: fresh.map(shapeOf), parts, remarks: partRemarks([old], fresh, parts) }
  }
  const merge = ({ i, j, rows }: Link) => {
    const [old, fresh] = [before.slice(i, i + rows), blockAt(after, j)]
    const parts = splitLine(reading(fresh), old.map(reading), lexicon).map(({ whole, part }) => compareWords(part, whole))
    return { before: old.map(shapeOf), after: shapeOf(fresh), parts, remarks: partRemarks(old, [fresh], parts) }
  }
  return { pair, split, merge }
}

function blockAt(blocks: readonly Block[], at: number): Block {
  const block = blocks[at]
  if (!block) throw new RangeError(`a text of ${blocks.length} blocks has none at ${at}`)
  return block
}

function samePieces({ inline }: Block): Piece[] {
  return inline.length > 0 ? [{ op: 'same', runs: inline }] : []
}

function shapeOf({ inline: _words, ...shape }: Block): BlockShape {
  return shape
}

function isRow({ kind }: Block): boolean {
  return kind === 'table-head' || kind === 'table-row'
}

/** Cells only where both rows can be rebuilt from them, letter by letter. */
function exactCells(old: Block, fresh: Block, cells: readonly CellPair[]): readonly CellPair[] | null {
  const pieces = rowPieces(cells)
  return sameRuns(linesBefore(pieces), old.inline) && sameRuns(linesAfter(pieces), fresh.inline) ? cells : null
}

/** Finds out once per pair of tables which columns belong together. */
function createColumns(before: readonly Block[], after: readonly Block[], pairs: readonly (readonly [number, number])[]) {
  const [tables, newTables] = [tablesOf(before), tablesOf(after)]
  const known = new Map<string, Column[]>()
  return (i: number, j: number): Column[] | null => {
    const [table, newTable] = [tables[i], newTables[j]]
    if (table === undefined || newTable === undefined) return null
    const columns =
      known.get(`${table} ${newTable}`) ??
      alignColumns(
        pairs
          .filter(([old, fresh]) => tables[old] === table && newTables[fresh] === newTable)
          .map(([old, fresh]) => [blockAt(before, old), blockAt(after, fresh)]),
      )
    known.set(`${table} ${newTable}`, columns)
    return columns
  }
}

/** For every row the position at which its table begins. */
function tablesOf(blocks: readonly Block[]): (number | undefined)[] {
  const tables: (number | undefined)[] = []
  for (const [at, block] of blocks.entries()) {
    tables.push(isRow(block) ? (block.kind === 'table-row' ? (tables[at - 1] ?? at) : at) : undefined)
  }
  return tables
}
