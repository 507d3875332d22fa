import type { Block, BlockShape } from './blocks.ts'
import { alignBlocks } from './comparison-align.ts'
import { createLexicon } from './comparison-lexicon.ts'
import { createPairing, type Pair, type Parts } from './comparison-pairs.ts'
import { linesAfter, linesBefore } from './comparison-words.ts'

/** What happened to a block; the list of entries holds both texts in their own order. */
export type Entry =
  | ({ readonly op: 'kept' } & Pair)
  | { readonly op: 'added'; readonly after: Block }
  | { readonly op: 'removed'; readonly before: Block }
  /** Where a moved block stood; `to` is its id in the new text. */
  | { readonly op: 'moved-away'; readonly before: Block; readonly to: string }
  | ({ readonly op: 'moved-here' } & Pair)
  /** One block that was cut into several; each part has its words, and together they are the old block. */
  | ({ readonly op: 'split'; readonly before: BlockShape; readonly after: readonly BlockShape[] } & Parts)
  /** Several blocks that were joined into one; each part has its words, and together they are the new block. */
  | ({ readonly op: 'merged'; readonly before: readonly BlockShape[]; readonly after: BlockShape } & Parts)

export interface Comparison {
  readonly entries: readonly Entry[]
  readonly changes: { readonly added: number; readonly removed: number; readonly changed: number; readonly moved: number }
}

/**
 * What differs between two texts: blocks first, words inside. Nothing is silent, and both texts can be rebuilt from the answer.
 * @param locale the language of the texts, as BCP 47; it decides where words begin and end
 */
export function compareBlocks(before: readonly Block[], after: readonly Block[], locale: string): Comparison {
  const lexicon = createLexicon(locale)
  const alignment = alignBlocks(before, after, lexicon)
  const pairing = createPairing(before, after, alignment, lexicon)
  const [movedTo, movedFrom] = [new Map(alignment.moved), new Map(alignment.moved.map(([i, j]) => [j, i]))]
  const entries: Entry[] = []
  let [i, j] = [0, 0]
  const comeAndGo = (nextI: number, nextJ: number) => {
    for (; i < nextI; i++) {
      const [old, target] = [before[i], after[movedTo.get(i) ?? -1]]
      if (old) entries.push(target ? { op: 'moved-away', before: old, to: target.id } : { op: 'removed', before: old })
    }
    for (; j < nextJ; j++) {
      const [fresh, origin] = [after[j], movedFrom.get(j)]
      if (fresh) entries.push(origin === undefined ? { op: 'added', after: fresh } : { op: 'moved-here', ...pairing.pair(origin, j) })
    }
  }
  for (const link of alignment.inOrder) {
    comeAndGo(link.i, link.j)
    if (link.columns > 1) entries.push({ op: 'split', ...pairing.split(link) })
    else if (link.rows > 1) entries.push({ op: 'merged', ...pairing.merge(link) })
    else entries.push({ op: 'kept', ...pairing.pair(i, j) })
    i += link.rows
    j += link.columns
  }
  comeAndGo(before.length, after.length)
  return { entries, changes: countChanges(entries) }
}

/** Whether a reader sees any difference at this entry. */
export function isChangedEntry(entry: Entry): boolean {
  return entry.op !== 'kept' || entry.isChanged
}

function countChanges(entries: readonly Entry[]): Comparison['changes'] {
  const count = (isCounted: (entry: Entry) => boolean) => entries.filter(isCounted).length
  return {
    added: count(({ op }) => op === 'added'),
    removed: count(({ op }) => op === 'removed'),
    changed: count(
      (entry) => entry.op === 'split' || entry.op === 'merged' || ((entry.op === 'kept' || entry.op === 'moved-here') && entry.isChanged),
    ),
    moved: count(({ op }) => op === 'moved-here'),
  }
}

/** The new text, rebuilt from the comparison alone. */
export function acceptAll({ entries }: Comparison): Block[] {
  return entries.flatMap((entry): Block[] => {
    switch (entry.op) {
      case 'added':
        return [entry.after]
      case 'kept':
      case 'moved-here':
        return [{ ...entry.after, inline: linesAfter(entry.pieces) }]
      case 'split':
        return entry.after.map((shape, part) => ({ ...shape, inline: linesAfter(entry.parts[part] ?? []) }))
      case 'merged':
        return [{ ...entry.after, inline: linesAfter(entry.parts.flat()) }]
      case 'removed':
      case 'moved-away':
        return []
      default:
        return entry satisfies never
    }
  })
}

/** The old text, rebuilt from the comparison alone. */
export function rejectAll({ entries }: Comparison): Block[] {
  return entries.flatMap((entry): Block[] => {
    switch (entry.op) {
      case 'removed':
      case 'moved-away':
        return [entry.before]
      case 'kept':
        return [{ ...entry.before, inline: linesBefore(entry.pieces) }]
      case 'split':
        return [{ ...entry.before, inline: linesBefore(entry.parts.flat()) }]
      case 'merged':
        return entry.before.map((shape, part) => ({ ...shape, inline: linesBefore(entry.parts[part] ?? []) }))
      case 'added':
      case 'moved-here':
        return []
      default:
        return entry satisfies never
    }
  })
}
