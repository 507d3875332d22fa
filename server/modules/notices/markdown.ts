import MarkdownIt, { type Token } from 'markdown-it'
import { type Block, type BlockKind, type ColumnEdge, joinRuns, plainText, type Run, sliceRuns } from '#domain/blocks.ts'
import { customaryAddress, takeAddresses, withLinksTo } from './anchors.ts'
import { createIds, idFromWords, splitLabel } from './heading-ids.ts'
import { runsOf } from './inline-runs.ts'
import { withoutComments } from './source-lines.ts'

/** How a plain summary begins, in each language: `> In short: …` */
const IN_SHORT = /^(?:In short|Kurz gesagt|باختصار)\s*[:：]\s*/i

// Script in a notice must be inert even without a policy: with `html: false` the parser knows no tags at all.
const parser = new MarkdownIt('default', { html: false, linkify: false, typographer: false })

/** A text as it was read: its blocks, and what only its publisher needs to know. */
export interface Reading {
  blocks: Block[]
  /** Ids that the author wrote; all others were made here and may be exchanged for those of the version before. */
  given: ReadonlySet<string>
  /** Line of the source, counted from 1, on which each block begins. */
  lines: readonly number[]
}

/** Reads a notice's Markdown into blocks with stable ids. The same text always gives the same blocks. */
export function readMarkdown(source: string): Block[] {
  return readText(source).blocks
}

/** Reads a notice's Markdown with everything that publishing it needs. */
export function readText(source: string): Reading {
  const bare = withoutComments(source.replaceAll('\r\n', '\n'))
  const reader = createReader((line) => bare.lines[line] ?? 1)
  for (const token of parser.parse(bare.text, {})) reader.read(token)
  return { blocks: withLinksTo(reader.blocks, reader.addresses), given: reader.given, lines: reader.lines }
}

/** What a block has beside its words and its place. */
interface Besides extends Pick<Block, 'language' | 'align'> {
  ids?: readonly string[]
}

interface Item {
  label: string
  isFresh: boolean
}

/** What can stand in a list item before any words of it. */
const opensInItem = new Set([
  'bullet_list_open',
  'ordered_list_open',
  'blockquote_open',
  'heading_open',
  'table_open',
  'fence',
  'code_block',
  'hr',
])

function createReader(lineOf: (line: number) => number) {
  const blocks: Block[] = []
  const lines: number[] = []
  const given = new Set<string>()
  const addresses = new Map<string, string>()
  const uniqueId = createIds()
  const items: Item[] = []
  const lists: { next: number | null }[] = []
  let [section, quotes, isHead, heading]: [string, number, boolean, number] = ['', 0, false, 0]
  let cells: Run[][] | null = null
  let edges: ColumnEdge[] = []
  let [ordinal, line] = [0, 1]
  let waiting: string[] = []

  const push = (kind: BlockKind, level: number, label: string, inline: Run[], { ids = [], ...setting }: Besides = {}) => {
    const wishes = [...waiting, ...ids]
    waiting = []
    const words = plainText({ inline })
    const id = uniqueId(wishes[0] ?? (kind === 'heading' ? idFromWords(words) : `${section || 'start'}-${++ordinal}`))
    if (wishes.length > 0) given.add(id)
    for (const wish of wishes) if (!addresses.has(wish)) addresses.set(wish, id)
    if (kind === 'heading') {
      section = id
      ordinal = 0
      for (const customary of [words, `${label} ${words}`].map(customaryAddress))
        if (!addresses.has(customary)) addresses.set(customary, id)
    }
    const quoted = quotes - (kind === 'quote' || kind === 'in-short' ? 1 : 0)
    blocks.push({ id, kind, level, label, section, ...(quoted > 0 && { quoted }), ...setting, inline })
    lines.push(line)
  }

  const pushLine = (token: Token) => {
    const { runs, ids } = takeAddresses(runsOf(token.children ?? []))
    const words = plainText({ inline: runs })
    const item = items.at(-1)
    if (words === '' && ids.length > 0 && heading === 0) waiting.push(...ids)
    else if (heading > 0) {
      const { label, skip } = splitLabel('heading', words)
      push('heading', heading, label, sliceRuns(runs, skip, Number.POSITIVE_INFINITY), { ids })
    } else if (item?.isFresh) {
      item.isFresh = false
      push('list-item', lists.length, item.label, runs, { ids })
    } else if (quotes > 0) {
      const short = lists.length === 0 ? IN_SHORT.exec(words) : null
      if (short) push('in-short', 0, '', sliceRuns(runs, short[0].length, Number.POSITIVE_INFINITY), { ids })
      else push('quote', lists.length, '', runs, { ids })
    } else {
      const { label, skip } = splitLabel('paragraph', words)
      push('paragraph', lists.length, label, sliceRuns(runs, skip, Number.POSITIVE_INFINITY), { ids })
    }
  }

  // An item that begins with a list, a quotation or code comes before it.
  const openFreshItem = () => {
    const item = items.at(-1)
    if (!item?.isFresh) return
    item.isFresh = false
    push('list-item', lists.length, item.label, [])
  }

  const openItem = () => {
    const list = lists.at(-1)
    const label = list && list.next !== null ? `${list.next++}.` : ''
    items.push({ label, isFresh: true })
  }

  const closeItem = () => {
    openFreshItem()
    items.pop()
  }

  const read = (token: Token): void => {
    if (token.map) line = lineOf(token.map[0])
    if (opensInItem.has(token.type)) openFreshItem()
    switch (token.type) {
      case 'heading_open':
        heading = Number(token.tag.slice(1))
        break
      case 'heading_close':
        heading = 0
        break
      case 'blockquote_open':
        quotes++
        break
      case 'blockquote_close':
        quotes--
        break
      case 'ordered_list_open':
        lists.push({ next: Number(token.attrGet('start') ?? 1) })
        break
      case 'bullet_list_open':
        lists.push({ next: null })
        break
      case 'ordered_list_close':
      case 'bullet_list_close':
        lists.pop()
        break
      case 'list_item_open':
        openItem()
        break
      case 'list_item_close':
        closeItem()
        break
      case 'thead_open':
        isHead = true
        edges = []
        break
      case 'thead_close':
        isHead = false
        break
      case 'tr_open':
        cells = []
        break
      case 'tr_close':
        push(isHead ? 'table-head' : 'table-row', lists.length, '', joinCells(cells ?? []), isHead ? alignment(edges) : {})
        cells = null
        break
      case 'th_open':
        edges.push(edgeOf(token))
        break
      case 'inline':
        if (cells) cells.push(runsOf(token.children ?? []))
        else pushLine(token)
        break
      case 'fence':
      case 'code_block':
        push('code', lists.length, '', [codeRun(token)], namedLanguage(token))
        break
      case 'hr':
        push('rule', 0, '', [])
        break
    }
  }
  return { blocks, lines, given, addresses, read }
}

function codeRun({ content }: Token): Run {
  return { text: content.replace(/\n$/, '').replaceAll('\t', '    '), marks: [], href: null }
}

function namedLanguage({ info }: Token): { language?: string } {
  const language = info.trim()
  return language === '' ? {} : { language }
}

function edgeOf(token: Token): ColumnEdge {
  const edge = /text-align:(left|center|right)/.exec(String(token.attrGet('style') ?? ''))?.[1]
  return (edge as ColumnEdge | undefined) ?? 'none'
}

function alignment(edges: readonly ColumnEdge[]): { align?: readonly ColumnEdge[] } {
  return edges.some((edge) => edge !== 'none') ? { align: edges } : {}
}

function joinCells(cells: readonly Run[][]): Run[] {
  return joinRuns(cells.flatMap((cell, at) => (at === 0 ? cell : [{ text: '\t', marks: [], href: null } satisfies Run, ...cell])))
}
