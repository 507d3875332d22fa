import { plainText } from '#domain/blocks.ts'
import { isPseudoHeading } from './article.html.ts'
import { type Draft, type Finding, lineOf } from './lint-draft.ts'

/** Headings that jump over a level, lines that only look like headings, links and changelog entries that lead nowhere. */
export function lintStructure(draft: Draft, changelog: readonly { section: string | null }[]): Finding[] {
  return [...jumps(draft), ...pseudoHeadings(draft), ...deadLinks(draft), ...deadEntries(draft, changelog)]
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
