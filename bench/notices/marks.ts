import { diffWords } from 'diff'
import type { Run } from '../../domain/blocks.ts'
import { type Comparison, compareBlocks } from '../../domain/comparison.ts'
import type { Piece } from '../../domain/comparison-words.ts'
import { type Pair, textOf } from './pairs.ts'

/** Letters and signs that the comparison marks as added or removed; spaces do not count. */
export function markedByUs({ before, after, language }: Pair): number {
  return markedInEntries(compareBlocks(before, after, language))
}

function markedInEntries({ entries }: Comparison): number {
  return entries.reduce((sum, entry) => {
    switch (entry.op) {
      case 'added':
        return sum + lettersIn(textOf(entry.after))
      case 'removed':
        return sum + lettersIn(textOf(entry.before))
      case 'kept':
      case 'moved-here':
        return sum + markedIn(entry.pieces)
      case 'split':
      case 'merged':
        return sum + markedIn(entry.parts.flat())
      default:
        return sum
    }
  }, 0)
}

function markedIn(pieces: readonly Piece[]): number {
  const letters = (runs: readonly Run[]) => lettersIn(runs.map(({ text }) => text).join(''))
  return pieces.reduce((sum, piece) => {
    if (piece.op === 'added') return sum + letters(piece.after)
    return piece.op === 'removed' ? sum + letters(piece.before) : sum
  }, 0)
}

function lettersIn(text: string): number {
  return text.replaceAll(/\s/g, '').length
}

/** The same for diffWords over the whole plain texts; with a segmenter it cuts no word, as we do not. */
export function markedByDiff({ before, after, language }: Pair, isWhole: boolean): number {
  const [older, newer] = [before, after].map((blocks) => blocks.map(textOf).join('\n'))
  const options = isWhole ? { intlSegmenter: new Intl.Segmenter(language, { granularity: 'word' }) } : {}
  return diffWords(older ?? '', newer ?? '', options).reduce(
    (sum, { added, removed, value }) => sum + (added || removed ? lettersIn(value) : 0),
    0,
  )
}
