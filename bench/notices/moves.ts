import type { Block } from '../../domain/blocks.ts'
import { compareBlocks } from '../../domain/comparison.ts'
import { readMarkdown } from '../../server/modules/notices/markdown.ts'
import { createAuthor } from '../../tests/support/notice-histories.ts'
import { type History, type Pair, seeds, textOf, tongues } from './pairs.ts'

/** A pair in which blocks stand elsewhere. `moved` says which old block, by its place, was put where in the new text. */
export interface MovedPair extends Pair {
  moved: readonly (readonly [from: number, to: number])[]
}

/** Made-up notices in four scripts in which a section or a paragraph was put elsewhere. */
export function madeUpMoves(): MovedPair[] {
  return tongues().flatMap((language) =>
    seeds().map((seed) => {
      const author = createAuthor(seed, language)
      const older = author.draft(10)
      const { draft, moved } = seed % 2 === 0 ? author.moveSection(older) : author.moveParagraph(older)
      const [before = [], after = []] = [older, draft].map((one) => readMarkdown(author.markdown(one)))
      const places = moved.map((line) => [placeOf(before, line), placeOf(after, line)] as const).filter(([from]) => from >= 0)
      return { name: `moves ${language} ${seed}`, language, before, after, moved: places }
    }),
  )
}

/** -1 for a line that is not there or more than once (heads of tables): it has no place of its own. */
function placeOf(blocks: readonly Block[], line: string): number {
  const texts = blocks.map(textOf)
  const first = texts.indexOf(line)
  return texts.lastIndexOf(line) === first ? first : -1
}

/** How many of the blocks that were put elsewhere are known again, and how many of these are marked as moved themselves. */
export function movesShown({ before, after, language, moved }: MovedPair): { all: number; shown: number; themselves: number } {
  const twins = new Map<string, { to: string; isMoved: boolean }>()
  for (const entry of compareBlocks(before, after, language).entries) {
    if (entry.op === 'kept' || entry.op === 'moved-here')
      twins.set(entry.before.id, { to: entry.after.id, isMoved: entry.op === 'moved-here' })
  }
  const known = moved.flatMap(([from, to]) => {
    const twin = twins.get(before[from]?.id ?? '')
    return twin !== undefined && twin.to === after[to]?.id ? [twin] : []
  })
  return { all: moved.length, shown: known.length, themselves: known.filter(({ isMoved }) => isMoved).length }
}

/** Ways of putting parts of real versions elsewhere. Each gives the new order of the old places. */
const ways: { name: string; isEdited: boolean; order(blocks: readonly Block[], turn: number): Order | null }[] = [
  { name: 'one section', isEdited: false, order: (blocks, turn) => sectionsElsewhere(blocks, turn, 1) },
  { name: 'one section, a word in twelve replaced', isEdited: true, order: (blocks, turn) => sectionsElsewhere(blocks, turn, 1) },
  { name: 'three neighbouring sections', isEdited: false, order: (blocks, turn) => sectionsElsewhere(blocks, turn, 3) },
  {
    name: 'three neighbouring sections, a word in twelve replaced',
    isEdited: true,
    order: (blocks, turn) => sectionsElsewhere(blocks, turn, 3),
  },
  { name: 'two sections swapped', isEdited: false, order: sectionsSwapped },
  { name: 'one paragraph', isEdited: false, order: (blocks, turn) => paragraphElsewhere(blocks, turn, 60, 2000) },
  { name: 'one paragraph, a word in twelve replaced', isEdited: true, order: (blocks, turn) => paragraphElsewhere(blocks, turn, 60, 2000) },
  { name: 'one short paragraph of 15 to 60 signs', isEdited: false, order: (blocks, turn) => paragraphElsewhere(blocks, turn, 15, 60) },
]

interface Order {
  /** Old places in their new order. */
  places: readonly number[]
  moved: readonly number[]
}

const TURNS = 3

/** Every fifth real version, rearranged in every way. */
export function corpusMoves(list: readonly History[]): { name: string; pairs: MovedPair[] }[] {
  const versions = list.flatMap(({ name, language, versions }) =>
    versions.map((blocks, at) => ({ name: `${name} ${at + 1}`, language, blocks })),
  )
  return ways.map(({ name: way, isEdited, order }) => ({
    name: way,
    pairs: versions.flatMap(({ name, language, blocks }, at) =>
      Array.from({ length: at % 5 === 0 ? TURNS : 0 }, (_, turn) => turn).flatMap((turn): MovedPair[] => {
        const found = order(blocks, at * 7 + turn * 3)
        if (!found) return []
        const { places, moved } = found
        const isMoved = new Set(moved)
        const before = blocks.map((block, place) => ({ ...block, id: block.kind === 'heading' ? block.id : `o${place}` }))
        const after = places.map((place) => {
          const block = before[place] as Block
          const inline = isEdited && isMoved.has(place) ? edited(block) : block.inline
          return { ...block, inline, id: block.kind === 'heading' ? block.id : `n${place}` }
        })
        const truth = moved.map((place) => [place, places.indexOf(place)] as const)
        return [{ name: `${name}: ${way} ${turn}`, language, before, after, moved: truth }]
      }),
    ),
  }))
}

function sectionsElsewhere(blocks: readonly Block[], turn: number, count: number): Order | null {
  const [start = [], ...sections] = sectionsOf(blocks)
  if (sections.length < count + 3) return null
  const from = turn % (sections.length - count + 1)
  const taken = sections.slice(from, from + count)
  const rest = sections.toSpliced(from, count)
  const to = (from + 2 + (turn % 3)) % (rest.length + 1)
  if (to === from) return null
  return { places: [start, ...rest.toSpliced(to, 0, ...taken)].flat(), moved: taken.flat() }
}

function sectionsSwapped(blocks: readonly Block[], turn: number): Order | null {
  const [start = [], ...sections] = sectionsOf(blocks)
  if (sections.length < 4) return null
  const from = turn % sections.length
  const to = (from + 2 + (turn % 2)) % sections.length
  const [one = [], other = []] = [sections[from], sections[to]]
  return { places: [start, ...sections.with(from, other).with(to, one)].flat(), moved: [...one, ...other] }
}

function paragraphElsewhere(blocks: readonly Block[], turn: number, least: number, most: number): Order | null {
  const sections = sectionsOf(blocks)
  const texts = blocks.map(textOf)
  const isOnce = (text: string) => texts.filter((one) => one === text).length === 1
  const fitting = [...blocks.keys()].filter((place) => {
    const [block, text = ''] = [blocks[place], texts[place]]
    return (block?.kind === 'paragraph' || block?.kind === 'list-item') && text.length >= least && text.length <= most && isOnce(text)
  })
  const taken = fitting[turn % Math.max(1, fitting.length)]
  if (taken === undefined || sections.length < 3) return null
  const home = sections.findIndex((section) => section.includes(taken))
  const target = (home + 1 + (turn % (sections.length - 1))) % sections.length
  const places = sections.flatMap((section, at) => {
    const rest = section.filter((place) => place !== taken)
    return at === target ? rest.toSpliced(1 + (turn % rest.length), 0, taken) : rest
  })
  return { places, moved: [taken] }
}

/** Places of blocks, section by section; the first list stands before the first heading. */
function sectionsOf(blocks: readonly Block[]): number[][] {
  const levels = blocks.filter(({ kind }) => kind === 'heading').map(({ level }) => level)
  const top = Math.min(...levels.filter((level) => levels.filter((one) => one === level).length > 2))
  const sections: number[][] = [[]]
  for (const [place, block] of blocks.entries()) {
    if (block.kind === 'heading' && block.level <= top) sections.push([])
    sections.at(-1)?.push(place)
  }
  return sections
}

const others = ['instead', 'promptly', 'lawful', 'records', 'always', 'partner', 'today']

/** Every twelfth word replaced; a shorter text keeps its words. */
function edited({ inline }: Block): Block['inline'] {
  let word = 0
  return inline.map((run) => ({
    ...run,
    text: run.text.replaceAll(/[^\s]+/g, (text) => (++word % 12 === 0 ? (others[(word / 12) % others.length] ?? text) : text)),
  }))
}
