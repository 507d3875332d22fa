import { cellsOf, plainText } from '#domain/blocks.ts'
import { isPseudoHeading } from './article.html.ts'
import { type Draft, type Finding, lineOf } from './lint-draft.ts'

/** Headings that jump over a level, lines that only look like headings, links and changelog entries that lead nowhere, words that are not shown. */
export function lintStructure(draft: Draft, changelog: readonly { section: string | null }[]): Finding[] {
  return [
    ...jumps(draft),
    ...pseudoHeadings(draft),
    ...deadLinks(draft),
    ...deadEntries(draft, changelog),
    ...lostCells(draft),
    ...lostDefinitions(draft),
  ]
}

function jumps({ blocks, lines }: Draft): Finding[] {
  let before = 0
  return blocks.flatMap(({ kind, level }, at): Finding[] => {
    if (kind !== 'heading') return []
    const jump = before > 0 && level > before + 1
    const from = before
    before = level
    return jump ? [{ code: 'heading-jump', line: lines[at] ?? null, facts: { from, to: level } }] : []
  })
}

function pseudoHeadings({ blocks, lines }: Draft): Finding[] {
  return blocks.flatMap((block, at): Finding[] =>
    isPseudoHeading(block) ? [{ code: 'pseudo-heading', line: lines[at] ?? null, facts: { text: plainText(block) } }] : [],
  )
}

function deadLinks(draft: Draft): Finding[] {
  const ids = new Set(draft.blocks.map(({ id }) => id))
  return draft.blocks.flatMap(({ inline }, at) =>
    inline.flatMap(({ href }): Finding[] => {
      if (!href?.startsWith('#') || ids.has(href.slice(1))) return []
      return [{ code: 'link-to-nothing', line: lineOf(draft, at, href), facts: { address: href } }]
    }),
  )
}

function deadEntries({ blocks }: Draft, changelog: readonly { section: string | null }[]): Finding[] {
  const ids = new Set(blocks.map(({ id }) => id))
  return changelog.flatMap(({ section }): Finding[] =>
    section === null || ids.has(section) ? [] : [{ code: 'changelog-to-nothing', line: null, facts: { section } }],
  )
}

/** Cells beyond the columns of a table's head are not shown. */
function lostCells({ blocks, lines, source }: Draft): Finding[] {
  let columns = 0
  return blocks.flatMap(({ kind, inline }, at): Finding[] => {
    if (kind === 'table-head') columns = cellsOf(inline).length
    const line = lines[at]
    if (kind !== 'table-row' || line === undefined) return []
    const written = cellsWritten(source[line - 1] ?? '')
    return written > columns ? [{ code: 'cells-lost', line, facts: { written, columns } }] : []
  })
}

function cellsWritten(row: string): number {
  const bare = row
    .replaceAll(/\\\|/g, '')
    .replace(/^[\s>]*(?:[-*+]\s+|\d+[.)]\s+)?\|/, '')
    .replace(/\|\s*$/, '')
  return bare.split('|').length
}

const DEFINITION = /^ {0,3}\[([^\][\n]{1,200})\]:[ \t]*\S+[ \t]*(?:["'(].*)?$/

/** The address of a link that no link uses is not shown. */
function lostDefinitions({ source }: Draft): Finding[] {
  return source.flatMap((text, at): Finding[] => {
    const name = DEFINITION.exec(text)?.[1]
    const isUsed =
      name !== undefined && source.some((other, place) => place !== at && other.toLowerCase().includes(`[${name.toLowerCase()}]`))
    return name === undefined || isUsed ? [] : [{ code: 'definition-unused', line: at + 1, facts: { text: text.trim() } }]
  })
}
