import { joinRuns, plainText, type Run, sliceRuns } from './blocks.ts'
import { commonSubsequence, createNumbering } from './comparison-sequence.ts'

/**
 * What happened to some words. `set-anew` are the same words in another setting or with another link target.
 * The old line is every `before`, the new line every `after`, in order.
 */
export type Piece =
  | { readonly op: 'same'; readonly runs: readonly Run[] }
  | { readonly op: 'added'; readonly after: readonly Run[] }
  | { readonly op: 'removed'; readonly before: readonly Run[] }
  | { readonly op: 'set-anew'; readonly before: readonly Run[]; readonly after: readonly Run[] }

interface Word {
  readonly text: string
  readonly isWord: boolean
  readonly from: number
  readonly to: number
}

const segmenters = new Map<string, Intl.Segmenter>()

/** Words as the language knows them, and what stands between them; together they are the text. No word is cut, whatever its script. */
export function wordsOf(text: string, locale: string): Word[] {
  let segmenter = segmenters.get(locale)
  if (!segmenter) {
    segmenter = new Intl.Segmenter(locale, { granularity: 'word' })
    segmenters.set(locale, segmenter)
  }
  return Array.from(segmenter.segment(text), ({ segment, index, isWordLike }) => ({
    text: segment,
    isWord: isWordLike === true,
    from: index,
    to: index + segment.length,
  }))
}

/**
 * Compares two lines word by word. Deterministic: no time-out, no guess.
 * @param locale the language of the text, as BCP 47
 */
export function compareWords(before: readonly Run[], after: readonly Run[], locale: string): Piece[] {
  const [old, fresh] = [wordsOf(plainText({ inline: before }), locale), wordsOf(plainText({ inline: after }), locale)]
  const numberOf = createNumbering()
  const matches = commonSubsequence(
    old.map(({ text }) => numberOf(text)),
    fresh.map(({ text }) => numberOf(text)),
  )
  const pieces: Piece[] = []
  let [i, j] = [0, 0]
  for (const [nextI, nextJ] of [...matches, [old.length, fresh.length] as const]) {
    pushChange(pieces, cut(before, old, i, nextI), cut(after, fresh, j, nextJ))
    if (nextI < old.length && nextJ < fresh.length)
      pushKept(pieces, cut(before, old, nextI, nextI + 1), cut(after, fresh, nextJ, nextJ + 1))
    i = nextI + 1
    j = nextJ + 1
  }
  return bridgeGaps(pieces)
}

function cut(runs: readonly Run[], words: readonly Word[], from: number, to: number): Run[] {
  const [first, last] = [words[from], words[to - 1]]
  return first && last && to > from ? sliceRuns(runs, first.from, last.to) : []
}

function pushChange(pieces: Piece[], before: Run[], after: Run[]): void {
  if (before.length > 0) pieces.push({ op: 'removed', before })
  if (after.length > 0) pieces.push({ op: 'added', after })
}

function pushKept(pieces: Piece[], before: Run[], after: Run[]): void {
  const last = pieces.at(-1)
  const isSame = sameRuns(before, after)
  if (isSame && last?.op === 'same') pieces[pieces.length - 1] = { op: 'same', runs: joinRuns([...last.runs, ...after]) }
  else if (isSame) pieces.push({ op: 'same', runs: after })
  else if (last?.op === 'set-anew') {
    pieces[pieces.length - 1] = {
      op: 'set-anew',
      before: joinRuns([...last.before, ...before]),
      after: joinRuns([...last.after, ...after]),
    }
  } else pieces.push({ op: 'set-anew', before, after })
}

/** Whether two lines say the same in the same setting. */
export function sameRuns(one: readonly Run[], other: readonly Run[]): boolean {
  const [first, second] = [joinRuns(one), joinRuns(other)]
  return (
    first.length === second.length &&
    first.every((run, at) => {
      const twin = second[at]
      return twin !== undefined && run.text === twin.text && run.href === twin.href && run.marks.join() === twin.marks.join()
    })
  )
}

// Two replaced words with only a space between them read better as one change than as two.
function bridgeGaps(pieces: readonly Piece[]): Piece[] {
  const bridged: Piece[] = []
  let [before, after]: [Run[], Run[]] = [[], []]
  const flush = () => {
    pushChange(bridged, joinRuns(before), joinRuns(after))
    before = []
    after = []
  }
  for (const [at, piece] of pieces.entries()) {
    if (piece.op === 'removed') before.push(...piece.before)
    else if (piece.op === 'added') after.push(...piece.after)
    else if (piece.op === 'same' && before.length > 0 && after.length > 0 && isGap(piece.runs) && isReplacement(pieces, at + 1)) {
      before.push(...piece.runs)
      after.push(...piece.runs)
    } else {
      flush()
      bridged.push(piece)
    }
  }
  flush()
  return bridged
}

function isGap(runs: readonly Run[]): boolean {
  return /^ +$/.test(plainText({ inline: runs }))
}

function isReplacement(pieces: readonly Piece[], at: number): boolean {
  return pieces[at]?.op === 'removed' && pieces[at + 1]?.op === 'added'
}

/** The old line, rebuilt from what happened to it. */
export function linesBefore(pieces: readonly Piece[]): Run[] {
  return joinRuns(pieces.flatMap((piece) => (piece.op === 'same' ? piece.runs : piece.op === 'added' ? [] : piece.before)))
}

/** The new line, rebuilt from what happened to the old one. */
export function linesAfter(pieces: readonly Piece[]): Run[] {
  return joinRuns(pieces.flatMap((piece) => (piece.op === 'same' ? piece.runs : piece.op === 'removed' ? [] : piece.after)))
}
