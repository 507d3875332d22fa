import { type NoticeTongue, type NoticeWords, noticeWords } from './notice-words.ts'

/** A made-up notice as its author thinks of it; `notice-histories` writes it as Markdown. */
export interface DraftSection {
  title: string
  blocks: DraftBlock[]
}
export type DraftBlock =
  | { kind: 'paragraph'; sentences: string[] }
  | { kind: 'list'; items: string[] }
  | { kind: 'table'; rows: string[][]; columns: string[] }

export interface Draft {
  sections: DraftSection[]
  isNumbered: boolean
}

/** One version after another, as Markdown. */
export interface NoticeHistory {
  name: string
  language: NoticeTongue
  versions: string[]
}

/** An author without moods: the same seed always writes and changes the same notice. */
export interface Author {
  draft(sections: number): Draft
  /** Puts sections or paragraphs elsewhere; nothing else changes. The words of what was put elsewhere come along. */
  moveSection(draft: Draft): { draft: Draft; moved: string[] }
  moveParagraph(draft: Draft): { draft: Draft; moved: string[] }
  /** Replaces about this share of all sentences by others that keep most of their words. */
  rewrite(draft: Draft, share: number): Draft
  change(draft: Draft, kind: ChangeKind): Draft
  markdown(draft: Draft): string
}

export const changeKinds = [
  'insert-section',
  'remove-section',
  'move-section',
  'move-paragraph',
  'rewrite',
  'split',
  'merge',
  'bold',
  'link',
  'list',
  'row',
  'column',
  'repeat-heading',
] as const
export type ChangeKind = (typeof changeKinds)[number]

/** Histories in four scripts: each version changes the one before in one to three ways, among them every kind there is. */
export function madeUpHistories(versions = 9): NoticeHistory[] {
  return (Object.keys(noticeWords) as NoticeTongue[]).map((language, at) => {
    const author = createAuthor(at + 1, language)
    const roll = createRoll(at + 101)
    let draft = author.draft(8)
    const texts = [author.markdown(draft)]
    for (let version = 1; version < versions; version++) {
      for (let count = 0; count <= version % 3; count++) {
        const kind = changeKinds[(version * 3 + count * 5 + at) % changeKinds.length] ?? 'rewrite'
        draft = author.change(draft, kind)
      }
      draft = roll(3) === 0 ? { ...draft, isNumbered: !draft.isNumbered } : draft
      texts.push(author.markdown(draft))
    }
    return { name: `made-up-${language}`, language, versions: texts }
  })
}

/** Whole numbers below a limit, always the same ones for a seed. Source: mulberry32, public domain. */
function createRoll(seed: number): (limit: number) => number {
  let state = seed >>> 0
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
}

export function createAuthor(seed: number, language: NoticeTongue): Author {
  const words = noticeWords[language]
  const roll = createRoll(seed)
  const pick = <T>(list: readonly T[]): T => list[roll(list.length)] as T
  const sentence = () => sentenceOf([pick(words.who), pick(words.does), pick(words.what), pick(words.tail)], words, language)
  const paragraph = (): DraftBlock => ({ kind: 'paragraph', sentences: Array.from({ length: 2 + roll(3) }, sentence) })
  const row = () => [pick(words.what), `${1 + roll(36)}`, pick(['SE', 'DE', 'FI', 'NO', 'FR'])]
  const block = (): DraftBlock => {
    const kind = roll(6)
    if (kind === 0) return { kind: 'list', items: Array.from({ length: 3 + roll(3) }, sentence) }
    if (kind === 1) return { kind: 'table', columns: [...words.columns], rows: Array.from({ length: 3 + roll(3) }, row) }
    return paragraph()
  }
  const section = (title = pick(words.titles)): DraftSection => ({
    title,
    blocks: [paragraph(), ...Array.from({ length: 1 + roll(4) }, block)],
  })

  const reworded = (text: string): string => {
    const fresh = sentence()
    if (words.gap === '') return pick([`${text.slice(0, Math.ceil(text.length / 2))}${fresh.slice(-Math.ceil(fresh.length / 3))}`, fresh])
    const [old, other] = [text.split(' '), fresh.split(' ')]
    const at = roll(Math.max(1, old.length - 3))
    return [...old.slice(0, at), ...other.slice(0, 2), ...old.slice(at + 2)].join(' ')
  }
  const moveSection = (draft: Draft) => {
    const from = roll(draft.sections.length)
    const rest = draft.sections.filter((_, at) => at !== from)
    const taken = draft.sections[from]
    if (!taken) return { draft, moved: [] }
    const to = (from + 1 + roll(rest.length)) % draft.sections.length
    return { draft: { ...draft, sections: rest.toSpliced(to, 0, taken) }, moved: linesOf(taken) }
  }
  const moveParagraph = (draft: Draft) => {
    const from = roll(draft.sections.length)
    const to = (from + 1 + roll(draft.sections.length - 1)) % draft.sections.length
    const source = draft.sections[from]
    const at = source?.blocks.findLastIndex(({ kind }) => kind === 'paragraph') ?? -1
    const taken = source?.blocks[at]
    if (!source || !taken || source.blocks.length < 2) return { draft, moved: [] }
    const sections = draft.sections.map((one, place) => {
      if (place === from) return { ...one, blocks: one.blocks.toSpliced(at, 1) }
      return place === to ? { ...one, blocks: one.blocks.toSpliced(roll(one.blocks.length + 1), 0, taken) } : one
    })
    return { draft: { ...draft, sections }, moved: blockLines(taken) }
  }
  const rewrite = (draft: Draft, share: number): Draft => {
    const some = (text: string) => (roll(1000) < share * 1000 ? reworded(text) : text)
    return withBlocks(draft, (one) => {
      if (one.kind === 'paragraph') return [{ ...one, sentences: one.sentences.map(some) }]
      return one.kind === 'list' ? [{ ...one, items: one.items.map(some) }] : [one]
    })
  }
  /** Changes one block of a kind, drawn among all that can be changed so. */
  const changeOne = (draft: Draft, canChange: (one: DraftBlock) => boolean, changed: (one: DraftBlock) => DraftBlock[]): Draft => {
    const all = draft.sections.flatMap(({ blocks }) => blocks).filter(canChange)
    const chosen = all.length > 0 ? pick(all) : null
    return withBlocks(draft, (one) => (one === chosen ? changed(one) : [one]))
  }
  const change = (draft: Draft, kind: ChangeKind): Draft => {
    switch (kind) {
      case 'insert-section':
        return { ...draft, sections: draft.sections.toSpliced(roll(draft.sections.length), 0, section()) }
      case 'remove-section':
        return draft.sections.length > 3 ? { ...draft, sections: draft.sections.toSpliced(roll(draft.sections.length), 1) } : draft
      case 'move-section':
        return moveSection(draft).draft
      case 'move-paragraph':
        return moveParagraph(draft).draft
      case 'rewrite':
        return rewrite(draft, 0.2)
      case 'split':
        return changeOne(draft, isLong, (one) => (one.kind === 'paragraph' ? [0, 1].map((half) => halfOf(one.sentences, half)) : [one]))
      case 'merge':
        return { ...draft, sections: draft.sections.map((one, at) => (at === roll(draft.sections.length) ? merged(one) : one)) }
      case 'bold':
        return changeOne(draft, isParagraph, (one) => [
          withFirst(one, (text) => (text.startsWith('**') ? text.replaceAll('**', '') : `**${text}**`)),
        ])
      case 'link':
        return changeOne(draft, isParagraph, (one) => [
          withFirst(one, (text) => `[${text.replaceAll(/[[\]]|\(\/[^)]*\)/g, '')}](/${roll(1000)})`),
        ])
      case 'list':
        return changeOne(draft, isLong, (one) => (one.kind === 'paragraph' ? [{ kind: 'list', items: one.sentences }] : [one]))
      case 'row':
        return changeOne(draft, isTable, (one) =>
          one.kind === 'table' ? [{ ...one, rows: one.rows.toSpliced(roll(one.rows.length + 1), 0, row()) }] : [one],
        )
      case 'column':
        return changeOne(draft, isTable, (one) =>
          one.kind === 'table'
            ? [{ ...one, columns: [...one.columns, pick(words.titles)], rows: one.rows.map((cells) => [...cells, pick(words.tail)]) }]
            : [one],
        )
      case 'repeat-heading':
        return {
          ...draft,
          sections: draft.sections.map((one, at) => (at === 1 ? { ...one, title: draft.sections[0]?.title ?? one.title } : one)),
        }
      default:
        return kind satisfies never
    }
  }
  const draft = (count: number): Draft => ({
    isNumbered: roll(2) === 0,
    sections: Array.from({ length: count }, (_, at) => section(words.titles[at % words.titles.length])),
  })
  return { draft, moveSection, moveParagraph, rewrite, change, markdown: (one) => markdownOf(one, words) }
}

function sentenceOf(
  [who = '', does = '', what = '', tail = '']: readonly string[],
  { gap, stop }: NoticeWords,
  language: NoticeTongue,
): string {
  const order = language === 'ja' ? [who, tail, what, does] : language === 'ar' ? [does, who, what, tail] : [who, does, what, tail]
  return `${order.join(gap)}${stop}`
}

function withBlocks(draft: Draft, changed: (one: DraftBlock) => DraftBlock[]): Draft {
  return { ...draft, sections: draft.sections.map((section) => ({ ...section, blocks: section.blocks.flatMap(changed) })) }
}

function isParagraph({ kind }: DraftBlock): boolean {
  return kind === 'paragraph'
}

function isTable({ kind }: DraftBlock): boolean {
  return kind === 'table'
}

function isLong(one: DraftBlock): boolean {
  return one.kind === 'paragraph' && one.sentences.length > 1
}

function halfOf(sentences: readonly string[], half: number): DraftBlock {
  const middle = Math.ceil(sentences.length / 2)
  return { kind: 'paragraph', sentences: half === 0 ? sentences.slice(0, middle) : sentences.slice(middle) }
}

function withFirst(one: DraftBlock, changed: (text: string) => string): DraftBlock {
  return one.kind === 'paragraph' ? { ...one, sentences: one.sentences.map((text, at) => (at === 0 ? changed(text) : text)) } : one
}

/** The first two paragraphs that stand beside each other become one. */
function merged(section: DraftSection): DraftSection {
  const at = section.blocks.findIndex((one, place) => isParagraph(one) && section.blocks[place + 1]?.kind === 'paragraph')
  const [one, next] = [section.blocks[at], section.blocks[at + 1]]
  if (one?.kind !== 'paragraph' || next?.kind !== 'paragraph') return section
  return { ...section, blocks: section.blocks.toSpliced(at, 2, { kind: 'paragraph', sentences: [...one.sentences, ...next.sentences] }) }
}

/** The words of a section, block by block, as the reader of Markdown sees them. */
function linesOf({ title, blocks }: DraftSection): string[] {
  return [title, ...blocks.flatMap(blockLines)]
}

function blockLines(one: DraftBlock): string[] {
  switch (one.kind) {
    case 'paragraph':
      return [one.sentences.join(' ')]
    case 'list':
      return one.items
    case 'table':
      return [one.columns.join('\t'), ...one.rows.map((cells) => cells.join('\t'))]
    default:
      return one satisfies never
  }
}

function markdownOf({ sections, isNumbered }: Draft, { list }: NoticeWords): string {
  const blockText = (one: DraftBlock): string => {
    switch (one.kind) {
      case 'paragraph':
        return one.sentences.join(' ')
      case 'list':
        return `${list}\n\n${one.items.map((item) => `- ${item}`).join('\n')}`
      case 'table':
        return [one.columns, one.columns.map(() => '---'), ...one.rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
      default:
        return one satisfies never
    }
  }
  return sections
    .map(({ title, blocks }, at) => [`## ${isNumbered ? `${at + 1}. ` : ''}${title}`, ...blocks.map(blockText)].join('\n\n'))
    .join('\n\n')
}
