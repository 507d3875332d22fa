import { type Block, plainText } from './blocks.ts'
import { createNumbering } from './comparison-sequence.ts'
import { visitWords } from './words.ts'

/** The words and signs of one text without the spaces between them. Equal words have equal numbers within one lexicon. */
export interface Line {
  readonly text: string
  readonly words: readonly number[]
  /** Where each word begins and ends, in UTF-16 code units. */
  readonly from: readonly number[]
  readonly to: readonly number[]
}

/** How often each word of a block occurs, in the order of their numbers. */
interface Bag {
  readonly numbers: Int32Array
  readonly counts: Int32Array
  /** Letters of all words together. */
  readonly size: number
}

/** Reads every block at most once, and measures how much of one stands in another. */
export interface Lexicon {
  lineOf(block: Block): Line
  readLine(text: string): Line
  /** The numbers of a block's words, each once, without signs. */
  wordsOf(block: Block): Iterable<number>
  lettersIn(word: number): number
  /** Letters in words; 0 for a block that has none. */
  sizeOf(block: Block): number
  /** Letters of the words that stand in both. */
  sharedBy(one: Block, other: Block): number
  /** Letters of a block's words that stand in some others taken together, each word as often as they have it. */
  coveredBy(whole: Block, parts: readonly Block[]): number
}

/** @param locale the language of the texts, as BCP 47; it decides where words begin and end */
export function createLexicon(locale: string): Lexicon {
  const numberOf = createNumbering()
  const letters: number[] = []
  const lines = new Map<Block, Line>()
  const bags = new Map<Block, Bag>()

  const readLine = (text: string): Line => {
    const [words, from, to]: [number[], number[], number[]] = [[], [], []]
    visitWords(text, locale, (start, end, isWord) => {
      const number = numberOf(text.slice(start, end))
      letters[number] = isWord ? end - start : 0
      words.push(number)
      from.push(start)
      to.push(end)
    })
    return { text, words, from, to }
  }
  const lineOf = (block: Block): Line => {
    const known = lines.get(block)
    if (known) return known
    const line = readLine(plainText(block))
    lines.set(block, line)
    return line
  }
  const bagOf = (block: Block): Bag => {
    const known = bags.get(block)
    if (known) return known
    const bag = makeBag(lineOf(block).words, letters)
    bags.set(block, bag)
    return bag
  }
  return {
    lineOf,
    readLine,
    wordsOf: (block) => bagOf(block).numbers,
    lettersIn: (word) => letters[word] ?? 0,
    sizeOf: (block) => bagOf(block).size,
    sharedBy: (one, other) => sharedLetters(bagOf(one), bagOf(other), letters),
    coveredBy: (whole, parts) => {
      const words = parts.flatMap((part) => lineOf(part).words)
      return sharedLetters(bagOf(whole), makeBag(words, letters), letters)
    },
  }
}

function makeBag(words: readonly number[], letters: readonly number[]): Bag {
  const sorted = Int32Array.from(words).sort()
  const counts = new Int32Array(sorted.length)
  let [kinds, size, last] = [0, 0, -1]
  for (const word of sorted) {
    const length = letters[word] ?? 0
    if (length === 0) continue
    size += length
    if (word === last) counts[kinds - 1] = (counts[kinds - 1] ?? 0) + 1
    else {
      sorted[kinds] = word
      counts[kinds++] = 1
      last = word
    }
  }
  return { numbers: sorted.subarray(0, kinds), counts, size }
}

function sharedLetters(one: Bag, other: Bag, letters: readonly number[]): number {
  let shared = 0
  for (let i = 0, j = 0; i < one.numbers.length && j < other.numbers.length; ) {
    const a = one.numbers[i] ?? 0
    const b = other.numbers[j] ?? 0
    if (a === b) shared += Math.min(one.counts[i++] ?? 0, other.counts[j++] ?? 0) * (letters[a] ?? 0)
    else if (a < b) i++
    else j++
  }
  return shared
}
