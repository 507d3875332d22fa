/** How a run of text is set apart. The order here is the order in which marks are written. */
export const marks = ['strong', 'em', 'strike', 'code'] as const
export type Mark = (typeof marks)[number]

/** A piece of text that is set in one way. `\n` is a line break; in a table row, `\t` stands between two cells. */
export interface Run {
  readonly text: string
  readonly marks: readonly Mark[]
  /** Where the text leads, or null for plain text. */
  readonly href: string | null
  /** What the author says about a link or an image besides its words; left away where nothing is said. */
  readonly title?: string
  /** Source of the image for which the text stands, as the author wrote it; left away elsewhere. */
  readonly image?: string
}

/** `in-short`: a plain summary beside a section, marked as not binding. */
export type BlockKind = 'heading' | 'paragraph' | 'list-item' | 'table-head' | 'table-row' | 'quote' | 'in-short' | 'code' | 'rule'

/** Everything about a block but its words. */
export interface BlockShape {
  /** Unique within a text, kept across versions and languages where the author wrote one; an address, never a printed number. */
  readonly id: string
  readonly kind: BlockKind
  /** Headings: 1 to 6. List items and what stands inside them: depth of the list from 1. Elsewhere 0. */
  readonly level: number
  /** The printed number, verbatim ("2.1.8", "(a)", "3."), or empty. Never used as an id: numbers change. */
  readonly label: string
  /** Id of the heading under which the block stands; its own id for a heading; empty before the first one. */
  readonly section: string
  /** How many quotations stand around it, beyond the one that the kinds `quote` and `in-short` say; left away where none does. */
  readonly quoted?: number
  /** Code: the language that the author named, as `json`; left away where none is. */
  readonly language?: string
  /** Table heads: to which edge each column is set; left away where no column says. */
  readonly align?: readonly ColumnEdge[]
}

/** `none` follows the direction of the text. */
export type ColumnEdge = 'none' | 'left' | 'center' | 'right'

/** The smallest part of a notice that is compared, moved and addressed as one. */
export interface Block extends BlockShape {
  readonly inline: readonly Run[]
}

/** The block's words without their setting. */
export function plainText({ inline }: Pick<Block, 'inline'>): string {
  const [first] = inline
  return first && inline.length === 1 ? first.text : inline.map(({ text }) => text).join('')
}

/** Whether two runs are set alike, whatever they say. */
export function isSetAlike(one: Run, other: Run): boolean {
  return (
    one.href === other.href &&
    one.title === other.title &&
    one.image === other.image &&
    one.marks.length === other.marks.length &&
    one.marks.every((mark, at) => mark === other.marks[at])
  )
}

/** The same words with neighbours of the same setting joined and empty runs dropped, so that equal texts have equal runs. */
export function joinRuns(runs: readonly Run[]): Run[] {
  const joined: Run[] = []
  for (const run of runs) {
    const last = joined.at(-1)
    if (run.text === '') continue
    if (last && isSetAlike(last, run)) joined[joined.length - 1] = { ...last, text: last.text + run.text }
    else joined.push(run)
  }
  return joined
}

/** The part of a line of runs between two positions, counted in UTF-16 code units of its plain text. */
export function sliceRuns(runs: readonly Run[], from: number, to: number): Run[] {
  const slice: Run[] = []
  let at = 0
  for (const run of runs) {
    const end = at + run.text.length
    if (end > from && at < to) slice.push({ ...run, text: run.text.slice(Math.max(0, from - at), to - at) })
    at = end
  }
  return slice
}

/** The same for many parts, each of which begins where the one before began or later; time grows with the runs, not with runs × parts. */
export function createSlicer(runs: readonly Run[]): (from: number, to: number) => Run[] {
  let [first, start] = [0, 0]
  return (from, to) => {
    for (let run = runs[first]; run && start + run.text.length <= from; run = runs[first]) {
      start += run.text.length
      first++
    }
    const slice: Run[] = []
    let at = start
    for (let place = first; at < to; place++) {
      const run = runs[place]
      if (!run) break
      const end = at + run.text.length
      if (end > from) slice.push(at >= from && end <= to ? run : { ...run, text: run.text.slice(Math.max(0, from - at), to - at) })
      at = end
    }
    return slice
  }
}

/** The cells of a table row. */
export function cellsOf(runs: readonly Run[]): Run[][] {
  const cells: Run[][] = [[]]
  for (const run of runs) {
    for (const [at, text] of run.text.split('\t').entries()) {
      if (at > 0) cells.push([])
      if (text !== '') cells.at(-1)?.push({ ...run, text })
    }
  }
  return cells
}
