import { type Block, plainText, type Run, sliceRuns } from '#domain/blocks.ts'
import { splitGivenId } from './heading-ids.ts'

const ANCHOR = /<a\s+(?:id|name)\s*=\s*"([A-Za-z][\w.-]{0,127})"\s*>\s*(?:<\/a>)?|<\/a>/g

/** Takes `{#id}` and empty `<a id="…"></a>` off a line: both are addresses that an author wrote, not words. */
export function takeAddresses(runs: readonly Run[]): { runs: Run[]; ids: string[] } {
  const ids: string[] = []
  const bare = runs.map((run) => {
    if (run.marks.includes('code') || !run.text.includes('<a') || !/<a\s+(?:id|name)\s*=/.test(run.text)) return run
    const text = run.text.replaceAll(ANCHOR, (_, id: string | undefined) => {
      if (id !== undefined) ids.push(id)
      return ''
    })
    return { ...run, text }
  })
  const { runs: kept, id } = takeGivenId(trimmed(bare))
  return { runs: kept, ids: id === null ? ids : [id, ...ids] }
}

function trimmed(runs: readonly Run[]): Run[] {
  const text = plainText({ inline: runs })
  const start = text.length - text.trimStart().length
  return sliceRuns(runs, start, Math.max(start, text.trimEnd().length))
}

function takeGivenId(runs: Run[]): { runs: Run[]; id: string | null } {
  const last = runs.at(-1)
  if (!last || last.href !== null || last.marks.length > 0) return { runs, id: null }
  const { text, id } = splitGivenId(last.text)
  if (id === null) return { runs, id }
  return { runs: text === '' ? runs.slice(0, -1) : [...runs.slice(0, -1), { ...last, text }], id }
}

/** Lets links inside a text follow its addresses, whatever they were called before. */
export function withLinksTo(blocks: readonly Block[], addresses: ReadonlyMap<string, string>): Block[] {
  const follow = (run: Run): Run => {
    const target = run.href?.startsWith('#') ? addresses.get(decoded(run.href.slice(1))) : undefined
    return target === undefined ? run : { ...run, href: `#${target}` }
  }
  return blocks.map((block) =>
    block.inline.some(({ href }) => href?.startsWith('#')) ? { ...block, inline: block.inline.map(follow) } : block,
  )
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch (failure) {
    // A percent sign that starts no code stands for itself.
    if (failure instanceof URIError) return fragment
    throw failure
  }
}

/** The address that widespread Markdown viewers give a heading, which authors use in their links: "1. Who we are" is `1-who-we-are`. */
export function customaryAddress(words: string): string {
  return words
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
    .replaceAll(/\s/g, '-')
}
