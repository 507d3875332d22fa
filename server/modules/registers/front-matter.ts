import { z } from 'zod'
import type { ContentFault } from './content.fault.ts'
import { Text } from './content.words.ts'
import { readYaml } from './located-yaml.ts'

/** A text without the front matter that may stand above it. */
export interface BareText {
  /** With an empty line for each line of the front matter, so that the lines of the file stay what they were. */
  markdown: string
  /** The notice's title in the language of the text, where the front matter says one. */
  title: string | null
  /** Other keys of the front matter, which mean nothing here. */
  unused: readonly { key: string; line: number }[]
}

const FrontMatter = z.looseObject({ title: Text.optional() })
/** A rule above a paragraph is no front matter: the line below must be a key. */
const OPENING = /^---[ \t]*\n(?=[A-Za-z_][\w-]*[ \t]*:(?:[ \t]|\n)|---[ \t]*(?:\n|$))/
const CLOSING = /^(?:---|\.\.\.)[ \t]*$/m

/**
 * Takes the front matter off a text; a mark of the encoding before it goes as well.
 * @param file as faults name it
 */
export function splitFrontMatter(file: string, source: string, faults: ContentFault[]): BareText {
  const text = source.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')
  const nul = text.indexOf('\0')
  if (nul >= 0) {
    const line = text.slice(0, nul).split('\n').length
    faults.push({ file, line, message: 'the character U+0000 stands here, which no text can hold; remove it' })
  }
  const plain: BareText = { markdown: text, title: null, unused: [] }
  const opening = OPENING.exec(text)?.[0]
  if (opening === undefined) return plain
  const rest = text.slice(opening.length)
  const closing = CLOSING.exec(rest)
  if (!closing) {
    faults.push({ file, line: 1, message: 'front matter begins here and never ends; write "---" on a line of its own below its last key' })
    return plain
  }
  const head = rest.slice(0, closing.index)
  const front = head.trim() === '' ? null : readYaml(FrontMatter, file, head, faults, 2)
  const lines = head.split('\n').length
  return {
    markdown: `${'\n'.repeat(lines)}${rest.slice(closing.index + closing[0].length)}`,
    title: front?.value.title ?? null,
    unused: Object.keys(front?.value ?? {}).flatMap((key) => (key === 'title' ? [] : [{ key, line: front?.lineOf([key]) ?? 1 }])),
  }
}
