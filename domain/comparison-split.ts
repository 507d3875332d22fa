import { sliceRuns } from './blocks.ts'
import type { Lexicon } from './comparison-lexicon.ts'
import { commonSubsequence } from './comparison-sequence.ts'
import { type Reading, readRuns } from './comparison-words.ts'

/** Cuts the line of a whole where its parts begin. The cuts lie between words and, put together, are the whole. */
export function splitLine(whole: Reading, parts: readonly Reading[], lexicon: Lexicon): { whole: Reading; part: Reading }[] {
  const partOfWord = parts.flatMap(({ line }, part) => line.words.map(() => part))
  const matches = commonSubsequence(
    whole.line.words,
    parts.flatMap(({ line }) => line.words),
  )
  let from = 0
  return parts.map((part, at) => {
    const next = matches.find(([, word]) => (partOfWord[word] ?? 0) > at)?.[0]
    const isLast = at === parts.length - 1
    const to = isLast || next === undefined ? whole.line.text.length : Math.max(from, whole.line.from[next] ?? 0)
    const slice = readRuns(sliceRuns(whole.runs, from, to), lexicon)
    from = to
    return { whole: slice, part }
  })
}
