import { type Block, plainText } from './blocks.ts'
import type { Lexicon } from './comparison-lexicon.ts'

/** From this likeness on, two blocks between the same neighbours are one block that was rewritten. Found by reading real histories. */
const REWRITTEN = 0.45
/** A block that was cut or grew by much is still the same one if this much of the shorter text stands in the longer one. */
const CONTAINED = 0.65
/** Fewer shared letters than these prove nothing. */
const TELLING = 30

/** How alike the blocks of two texts are; rows and columns are positions in the old and the new text. */
export interface Likeness {
  /**
   * 0 to 1: letters of the words that stand in both, as a part of all letters. Headings with one id are one heading.
   * @param least what is less alike may be called 0
   */
  of(i: number, j: number, least: number): number
  /** The likeness of two blocks between the same neighbours; 0 where one is not the other, rewritten. */
  inPlace(i: number, j: number): number
  /** Letters of the words that stand in both. */
  shared(i: number, j: number): number
  /** Letters of an old block that stand in some neighbouring new ones, and the other way round. */
  covered(i: number, columns: readonly number[]): number
  coveredOfNew(j: number, rows: readonly number[]): number
  /** Letters of an old block's words. */
  sizeOf(i: number): number
  sizeOfNew(j: number): number
  /** The numbers of a block's words, each once, and how many letters such a word has. */
  wordsOf(i: number): Iterable<number>
  wordsOfNew(j: number): Iterable<number>
  lettersIn(word: number): number
  /** Whether both are running text, which can be cut into several paragraphs or items. */
  isText(i: number, j: number): boolean
}

export function createLikeness(before: readonly Block[], after: readonly Block[], lexicon: Lexicon): Likeness {
  const sizeOf = (block: Block | undefined) => (block ? lexicon.sizeOf(block) : 0)
  const wordsOf = (block: Block | undefined): Iterable<number> => (block ? lexicon.wordsOf(block) : [])
  const shared = (i: number, j: number): number => {
    const [old, fresh] = [before[i], after[j]]
    return old && fresh ? lexicon.sharedBy(old, fresh) : 0
  }
  const coveredBy = (whole: Block | undefined, parts: readonly (Block | undefined)[]): number =>
    whole
      ? lexicon.coveredBy(
          whole,
          parts.filter((part) => part !== undefined),
        )
      : 0
  const of = (i: number, j: number, least: number): number => {
    const [old, fresh] = [before[i], after[j]]
    if (!old || !fresh || !isOneFamily(old, fresh)) return 0
    if (old.kind === 'heading' && old.id === fresh.id) return 1
    const [one, other] = [lexicon.sizeOf(old), lexicon.sizeOf(fresh)]
    if (one === 0 || other === 0) return plainText(old) === plainText(fresh) && old.kind === fresh.kind ? 1 : 0
    // Even if every word of the shorter block stood in the longer one.
    if (2 * Math.min(one, other) < least * (one + other)) return 0
    return (2 * lexicon.sharedBy(old, fresh)) / (one + other)
  }
  const inPlace = (i: number, j: number): number => {
    const [one, other] = [sizeOf(before[i]), sizeOf(after[j])]
    const shorter = Math.min(one, other)
    const likeness = of(i, j, shorter < TELLING ? REWRITTEN : 0)
    if (likeness >= REWRITTEN) return likeness
    const letters = (likeness * (one + other)) / 2
    return letters >= TELLING && letters >= CONTAINED * shorter ? likeness : 0
  }
  return {
    of,
    inPlace,
    shared,
    covered: (i, columns) =>
      coveredBy(
        before[i],
        columns.map((j) => after[j]),
      ),
    coveredOfNew: (j, rows) =>
      coveredBy(
        after[j],
        rows.map((i) => before[i]),
      ),
    sizeOf: (i) => sizeOf(before[i]),
    sizeOfNew: (j) => sizeOf(after[j]),
    wordsOf: (i) => wordsOf(before[i]),
    wordsOfNew: (j) => wordsOf(after[j]),
    lettersIn: lexicon.lettersIn,
    isText: (i, j) => isRunningText(before[i]) && isRunningText(after[j]),
  }
}

function isOneFamily(old: Block, fresh: Block): boolean {
  if (old.kind === 'heading' || fresh.kind === 'heading') return old.kind === fresh.kind
  return isRow(old) === isRow(fresh)
}

function isRow({ kind }: Block): boolean {
  return kind === 'table-head' || kind === 'table-row'
}

function isRunningText(block: Block | undefined): boolean {
  return block?.kind === 'paragraph' || block?.kind === 'list-item' || block?.kind === 'quote'
}
