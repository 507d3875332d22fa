import type { BlockShape } from '#domain/blocks.ts'
import type { Entry } from '#domain/comparison.ts'
import { shapesOf, type Whereabouts } from '#domain/comparison-outline.ts'
import type { Pair } from '#domain/comparison-pairs.ts'
import type { Remark } from '#domain/comparison-remarks.ts'
import type { Piece } from '#domain/comparison-words.ts'
import type { ComparisonWords, DetailWords } from './comparison.words.ts'

/** A change in words, and where the other half of a move stands. */
export interface Tag {
  readonly text: string
  readonly change: number | null
}

/** Everything about an entry that its words alone would not show. */
export function tagsOf(entry: Entry, words: ComparisonWords, places: Whereabouts): Tag[] {
  const plain = (text: string): Tag => ({ text, change: null })
  switch (entry.op) {
    case 'added':
      return [plain(entry.after.kind === 'table-row' ? words.newRow : words.isNew)]
    case 'removed':
      return [plain(entry.before.kind === 'table-row' ? words.removedRow : words.isRemoved)]
    case 'moved-away':
      return [{ text: words.movedAway(placeName(entry, 'after', places)), change: places.ofNew.get(entry.to) ?? null }]
    case 'moved-here': {
      const text = words.movedHere(placeName(entry, 'before', places))
      return [{ text, change: places.ofOld.get(entry.before.id) ?? null }, ...remarkWords(entry, words).map(plain)]
    }
    case 'kept':
      return remarkWords(entry, words).map(plain)
    case 'split':
    case 'merged':
      return [partsWord(entry, words), ...remarkWords({ remarks: entry.remarks, pieces: entry.parts.flat() }, words)].map(plain)
    default:
      return entry satisfies never
  }
}

/** The title of the section in which the other half of a move stands; null for a heading, which is a section itself. */
function placeName(entry: Entry & { op: 'moved-away' | 'moved-here' }, side: 'before' | 'after', places: Whereabouts): string | null {
  if (entry.before.kind === 'heading') return null
  if (entry.op === 'moved-here' && side === 'before') return places.oldTitles.get(entry.before.section) ?? null
  return entry.op === 'moved-away' ? (places.newTitles.get(places.newSections.get(entry.to) ?? '') ?? null) : null
}

function partsWord(entry: Entry & { op: 'split' | 'merged' }, words: ComparisonWords): string {
  const { before, after } = shapesOf(entry)
  const isList = (shapes: readonly BlockShape[]) => shapes.some(({ kind }) => kind === 'list-item')
  if (entry.op === 'split') return words.split(after.length, isList(after) && !isList(before))
  return words.merged(before.length, isList(before) && !isList(after))
}

function remarkWords(
  { remarks, pieces, before, after }: Partial<Pair> & { remarks: readonly Remark[]; pieces: readonly Piece[] },
  words: ComparisonWords,
): string[] {
  const said = remarks.flatMap((remark): string[] => {
    switch (remark.kind) {
      case 'formatting':
        return [...remark.lost.map((mark) => words.lost[mark]), ...remark.gained.map((mark) => words.gained[mark])]
      case 'link':
      case 'title':
      case 'image':
        return [detailWord(remark.from, remark.to, words[remark.kind])]
      case 'renumbered':
        return [words.renumbered(remark.from || words.noNumber, remark.to || words.noNumber)]
      case 'shape':
        return before && after ? shapeWords(before, after, words) : []
      case 'quoted':
        return [words.quoted(remark.from, remark.to)]
      case 'language':
        return [words.codeLanguage(remark.from || words.noLanguage, remark.to || words.noLanguage)]
      case 'align':
        return [words.align]
      case 'invisible':
        return [words.invisible]
      case 'column-added':
        return [words.columnAdded(remark.name)]
      case 'column-removed':
        return [words.columnRemoved(remark.name)]
      default:
        return remark satisfies never
    }
  })
  const hasNewWords = pieces.some(({ op }) => op === 'added' || op === 'removed')
  if (hasNewWords || remarks.length === 0) return said
  if (remarks.every(({ kind }) => kind === 'formatting')) return [words.onlyFormatting, ...said]
  return remarks.every(({ kind }) => kind === 'link') ? [words.onlyLink, ...said] : said
}

function detailWord(from: string | null, to: string | null, words: DetailWords): string {
  if (from === null) return words.added(to ?? '')
  return to === null ? words.removed(from) : words.changed(from, to)
}

function shapeWords(before: BlockShape, after: BlockShape, words: ComparisonWords): string[] {
  if (before.kind !== after.kind) return [words.kind(before.kind, after.kind)]
  return [words.depth(before.level, after.level)]
}
