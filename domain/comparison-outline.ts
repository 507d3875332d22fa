import { type BlockShape, plainText, type Run } from './blocks.ts'
import { type Comparison, type Entry, isChangedEntry } from './comparison.ts'
import { linesAfter, linesBefore } from './comparison-words.ts'

/** What a reader takes in at once: neighbours that came, went or moved together, one changed block, or a table. */
export interface Part {
  readonly kind: 'same' | 'change' | 'table'
  readonly entries: readonly Entry[]
  /** The number of the change, counted from 1 through the whole text; null where nothing changed. */
  readonly number: number | null
}

/** A heading and what stands under it, as one text would have it or the other. */
export interface Section {
  /** Null for what stands before the first heading. */
  readonly heading: Entry | null
  /** The number of the change that the heading itself is part of. */
  readonly number: number | null
  readonly parts: readonly Part[]
}

/** A section in the list of what differs. */
export interface SectionSummary {
  /** Id of the heading in the text that has it; empty for what stands before the first heading. */
  readonly id: string
  readonly label: string
  readonly title: string
  readonly isNew: boolean
  readonly isRemoved: boolean
  readonly isMoved: boolean
  /** Whether its words or setting differ; new and removed sections do not count as changed. */
  readonly isChanged: boolean
  /** Whether nothing but printed numbers differs in it. */
  readonly isRenumbered: boolean
  /** Numbers of the changes in it. */
  readonly changes: readonly number[]
}

/** The comparison as sections with numbered changes, in the order in which it is read. */
export function outlineOf({ entries }: Comparison): Section[] {
  const lists: Entry[][] = [[]]
  for (const entry of entries) {
    if (isHeading(entry)) lists.push([])
    lists.at(-1)?.push(entry)
  }
  let last = 0
  const next = () => ++last
  return lists.filter((list) => list.length > 0).map((list) => sectionOf(list, next))
}

function sectionOf(list: readonly Entry[], next: () => number): Section {
  const heading = list[0] && isHeading(list[0]) ? list[0] : null
  const number = heading && isChangedEntry(heading) ? next() : null
  const parts: Part[] = []
  const rest = heading ? list.slice(1) : list
  for (let at = 0; at < rest.length; ) {
    const end = endOfPart(rest, at)
    const entries = rest.slice(at, end)
    const isWithHeading = at === 0 && heading !== null && number !== null && isOneWay(heading) && heading.op === entries[0]?.op
    const isAnyChanged = entries.some(isChangedEntry)
    const kind = entries[0] && isRow(entries[0]) ? 'table' : isAnyChanged ? 'change' : 'same'
    parts.push({ kind, entries, number: !isAnyChanged ? null : isWithHeading ? number : next() })
    at = end
  }
  return { heading, number, parts }
}

function endOfPart(entries: readonly Entry[], start: number): number {
  const first = entries[start]
  let end = start + 1
  for (let entry = entries[end]; first && entry && belongTogether(first, entry); entry = entries[end]) end++
  return end
}

function belongTogether(first: Entry, entry: Entry): boolean {
  if (isRow(first) || isRow(entry)) return isRow(first) && isRow(entry) && shapeOf(entry).kind !== 'table-head'
  if (isOneWay(first)) return entry.op === first.op
  return !isChangedEntry(first) && !isChangedEntry(entry)
}

/** Came, went or moved: neighbours with the same fate are one change. */
function isOneWay({ op }: Entry): boolean {
  return op === 'added' || op === 'removed' || op === 'moved-away' || op === 'moved-here'
}

/** The shapes of an entry's blocks in both texts. */
export function shapesOf(entry: Entry): { before: readonly BlockShape[]; after: readonly BlockShape[] } {
  switch (entry.op) {
    case 'added':
      return { before: [], after: [entry.after] }
    case 'removed':
    case 'moved-away':
      return { before: [entry.before], after: [] }
    case 'split':
      return { before: [entry.before], after: entry.after }
    case 'merged':
      return { before: entry.before, after: [entry.after] }
    case 'kept':
    case 'moved-here':
      return { before: [entry.before], after: [entry.after] }
    default:
      return entry satisfies never
  }
}

/** The shape of the block that stands at an entry: the new one where there is one. */
export function shapeOf(entry: Entry): BlockShape {
  switch (entry.op) {
    case 'kept':
    case 'moved-here':
    case 'added':
    case 'merged':
      return entry.after
    case 'removed':
    case 'moved-away':
      return entry.before
    case 'split':
      return entry.after[0] ?? entry.before
    default:
      return entry satisfies never
  }
}

function isHeading(entry: Entry): boolean {
  return shapeOf(entry).kind === 'heading'
}

export function isRow(entry: Entry): boolean {
  const { kind } = shapeOf(entry)
  return kind === 'table-head' || kind === 'table-row'
}

/** The sections in which anything differs, once each: a section that moved is listed where it stands now. */
export function changedSections(outline: readonly Section[]): SectionSummary[] {
  return outline.map(summaryOf).filter((summary) => summary !== null)
}

function summaryOf({ heading, number, parts }: Section): SectionSummary | null {
  const changes = [...new Set([number, ...parts.map((part) => part.number)].filter((one) => one !== null))]
  if (changes.length === 0 || heading?.op === 'moved-away') return null
  const [isNew, isRemoved] = [heading?.op === 'added', heading?.op === 'removed']
  const entries = [...(heading ? [heading] : []), ...parts.flatMap((part) => part.entries)]
  const differing = entries.filter((entry) => isChangedEntry(entry) && !(heading && isWithHeading(heading, entry)))
  const isChanged = !isNew && !isRemoved && differing.some((entry) => !isOnlyRenumbered(entry))
  return {
    id: heading ? shapeOf(heading).id : '',
    label: heading ? shapeOf(heading).label : '',
    title: heading ? titleOf(heading, 'after') || titleOf(heading, 'before') : '',
    isNew,
    isRemoved,
    isMoved: heading?.op === 'moved-here',
    isChanged,
    isRenumbered: !isChanged && !isNew && !isRemoved && differing.length > 0,
    changes,
  }
}

function isOnlyRenumbered(entry: Entry): boolean {
  if (entry.op !== 'kept' && entry.op !== 'moved-here') return false
  return entry.remarks.every(({ kind }) => kind === 'renumbered') && entry.pieces.every(({ op }) => op === 'same')
}

/** Whether an entry only shares its heading's fate: a paragraph that moved along with its section did not change. */
function isWithHeading(heading: Entry, entry: Entry): boolean {
  return heading.op === entry.op && !('isChanged' in entry && entry.isChanged)
}

/** How many sections of the outline say the same in both versions. */
export function countSame(outline: readonly Section[]): number {
  return outline.filter(({ number, parts }) => number === null && parts.every((part) => part.number === null)).length
}

/** The words of a heading in one of the two texts; empty where that text does not have it. */
export function titleOf(heading: Entry, side: 'before' | 'after'): string {
  return plainText({ inline: wordsOf(heading, side) })
}

function wordsOf(entry: Entry, side: 'before' | 'after'): readonly Run[] {
  switch (entry.op) {
    case 'kept':
    case 'moved-here':
      return side === 'after' ? linesAfter(entry.pieces) : linesBefore(entry.pieces)
    case 'added':
      return side === 'after' ? entry.after.inline : []
    case 'removed':
    case 'moved-away':
      return side === 'before' ? entry.before.inline : []
    default:
      return []
  }
}

/** Where the blocks of both texts stand in the outline, and under which headings. */
export interface Whereabouts {
  /** The change of which an old block is part, by its id. */
  readonly ofOld: ReadonlyMap<string, number>
  readonly ofNew: ReadonlyMap<string, number>
  /** The words of headings, by their id. */
  readonly oldTitles: ReadonlyMap<string, string>
  readonly newTitles: ReadonlyMap<string, string>
  /** The heading under which a moved block stands now, by the block's id. */
  readonly newSections: ReadonlyMap<string, string>
}

export function whereabouts(outline: readonly Section[]): Whereabouts {
  const [ofOld, ofNew] = [new Map<string, number>(), new Map<string, number>()]
  const [oldTitles, newTitles] = [new Map<string, string>(), new Map<string, string>()]
  const newSections = new Map<string, string>()
  for (const { heading, number, parts } of outline) {
    if (heading) note(heading, number)
    for (const part of parts) for (const entry of part.entries) note(entry, part.number)
  }
  return { ofOld, ofNew, oldTitles, newTitles, newSections }

  function note(entry: Entry, number: number | null): void {
    if (number === null && !isHeading(entry)) return
    const { before, after } = shapesOf(entry)
    // A moved block is part of two changes: the one where it stood and the one where it stands.
    if (number !== null && entry.op !== 'moved-here') for (const { id } of before) ofOld.set(id, number)
    if (number !== null) for (const { id } of after) ofNew.set(id, number)
    if (entry.op === 'moved-here') newSections.set(entry.after.id, entry.after.section)
    if (!isHeading(entry)) return
    for (const { id } of before) oldTitles.set(id, titleOf(entry, 'before'))
    for (const { id } of after) newTitles.set(id, titleOf(entry, 'after'))
  }
}
