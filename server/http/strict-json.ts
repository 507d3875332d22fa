import { problem } from '#contract/problems.ts'

/** Deep enough for every body of the contract, shallow enough for any parser. */
export const MAXIMUM_DEPTH = 20

/**
 * Reads JSON the way RFC 8259 §4 and RFC 7493 (I-JSON) wish it were read: no duplicate names, no lone surrogates, no NUL, a bounded depth,
 * valid UTF-8 only. `JSON.parse` alone keeps the last of two equal names, and a lenient decoder replaces broken bytes.
 * @throws {ProblemError} request/malformed
 */
export function parseStrictJson(bytes: Uint8Array): unknown {
  const text = decode(bytes)
  refuseDuplicatesAndDepth(text)
  const value = parse(text)
  // Decoding and the grammar refuse both as they are; only an escape can bring in a lone surrogate or a NUL.
  if (text.includes('\\u')) refuseBrokenTexts(value)
  return value
}

// Without streaming a decoder keeps nothing between two texts, and making one costs more than reading a small body.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decode(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch {
    throw malformed('the bytes are not valid UTF-8')
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw malformed('the text is not JSON')
  }
}

const QUOTE = 0x22
const COMMA = 0x2c
const BACKSLASH = 0x5c
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d]

/** One pass over the tokens; grammar is left to JSON.parse. */
function refuseDuplicatesAndDepth(text: string): void {
  const open: { names: Set<string> | null; expectsName: boolean }[] = []
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at)
    const top = open[open.length - 1]
    if (character === QUOTE) {
      const end = endOfText(text, at)
      if (top?.names && top.expectsName) {
        const written = text.slice(at + 1, end)
        const name = written.includes('\\') ? String(parse(`"${written}"`)) : written
        if (top.names.has(name)) throw malformed('a name occurs twice in one object')
        if (name === '__proto__') throw malformed('the name __proto__ is not allowed')
        top.names.add(name)
        top.expectsName = false
      }
      at = end
    } else if (character === OPEN_OBJECT || character === OPEN_LIST) {
      if (open.length >= MAXIMUM_DEPTH) throw malformed(`more than ${MAXIMUM_DEPTH} levels`)
      open.push({ names: character === OPEN_OBJECT ? new Set() : null, expectsName: true })
    } else if (character === CLOSE_OBJECT || character === CLOSE_LIST) {
      open.pop()
    } else if (character === COMMA && top) {
      top.expectsName = true
    }
  }
}

function endOfText(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) if (!isEscaped(text, at)) return at
  throw malformed('a text is not closed')
}

/** Whether an odd number of backslashes stands before a place. */
function isEscaped(text: string, at: number): boolean {
  let before = at
  while (text.charCodeAt(before - 1) === BACKSLASH) before--
  return (at - before) % 2 === 1
}

function refuseBrokenTexts(value: unknown): void {
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw malformed('a text holds a lone surrogate')
    if (value.includes('\0')) throw malformed('a text holds a NUL')
  } else if (value !== null && typeof value === 'object') {
    for (const [name, child] of Object.entries(value)) {
      refuseBrokenTexts(name)
      refuseBrokenTexts(child)
    }
  }
}

function malformed(reason: string) {
  return problem('request/malformed', { reason })
}
