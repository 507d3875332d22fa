const segmenters = new Map<string, Intl.Segmenter>()

/** @param isWord false for signs such as commas and brackets */
type Visit = (from: number, to: number, isWord: boolean) => void

/**
 * Visits the words and signs of a text in order, without the spaces between them, as the language knows them.
 * No word is cut, whatever its script; Latin text takes a short way that comes to the same.
 * @param locale the language of the text, as BCP 47
 */
export function visitWords(text: string, locale: string, visit: Visit): void {
  if (isPlainLatin(text)) visitLatin(text, visit)
  else visitSegments(text, locale, visit)
}

function visitSegments(text: string, locale: string, visit: Visit): void {
  let segmenter = segmenters.get(locale)
  if (!segmenter) {
    segmenter = new Intl.Segmenter(locale, { granularity: 'word' })
    segmenters.set(locale, segmenter)
  }
  for (const { segment, index, isWordLike } of segmenter.segment(text)) {
    if (isWordLike || !isSpace(segment)) visit(index, index + segment.length, isWordLike === true)
  }
}

function isSpace(segment: string): boolean {
  return /^\s+$/.test(segment)
}

const [SIGN, LETTER, DIGIT, SPACE, UNKNOWN] = [0, 1, 2, 3, 4]
/** What each code unit is, up to the end of general punctuation. Combining marks and invisible signs are left to the segmenter. */
const kinds = Uint8Array.from({ length: 0x2060 }, (_, code) => kindOf(String.fromCharCode(code), code))

function kindOf(sign: string, code: number): number {
  if (/\s/.test(sign)) return SPACE
  if (/\p{Nd}/u.test(sign)) return code < 0x80 ? DIGIT : UNKNOWN
  if (/[\p{Script=Latin}_]/u.test(sign)) return code < 0x250 ? LETTER : UNKNOWN
  return code < 0xa0 || /[\u00a1-\u00bf\u00d7\u00f7\u2010-\u2027\u2030-\u205e]/.test(sign) ? (code === 0xad ? UNKNOWN : SIGN) : UNKNOWN
}

function kindAt(text: string, at: number): number {
  return at < text.length ? (kinds[text.charCodeAt(at)] ?? UNKNOWN) : SIGN
}

function isPlainLatin(text: string): boolean {
  for (let at = 0; at < text.length; at++) if ((kinds[text.charCodeAt(at)] ?? UNKNOWN) === UNKNOWN) return false
  return true
}

function isWordSign(kind: number): boolean {
  return kind === LETTER || kind === DIGIT
}

function visitLatin(text: string, visit: Visit): void {
  for (let at = 0; at < text.length; ) {
    const kind = kindAt(text, at)
    let end = at + 1
    if (kind === SPACE) {
      at = end
      continue
    }
    const isWord = isWordSign(kind)
    if (isWord) while (isWordSign(kindAt(text, end)) || isInsideWord(text, end)) end++
    visit(at, end, isWord)
    at = end
  }
}

const [STOP, COMMA, APOSTROPHE, QUOTE] = [0x2e, 0x2c, 0x27, 0x2019]

/** The sign in "don’t", "acme.example", "3.5" and "1,000" belongs to the word. */
function isInsideWord(text: string, at: number): boolean {
  const sign = text.charCodeAt(at)
  if (sign !== STOP && sign !== COMMA && sign !== APOSTROPHE && sign !== QUOTE) return false
  const before = kindAt(text, at - 1)
  if (before !== kindAt(text, at + 1)) return false
  return sign === COMMA ? before === DIGIT : isWordSign(before)
}
