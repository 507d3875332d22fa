import { type Entry, isChangedEntry } from '#domain/comparison.ts'
import { type Part, type Section, shapeOf, titleOf, type Whereabouts, whereabouts } from '#domain/comparison-outline.ts'
import { type Html, html } from '#server/http/html.ts'
import type { ComparisonWords } from './comparison.words.ts'
import { headingWords, linesHtml } from './comparison-lines.html.ts'
import { tableHtml, tagHtml } from './comparison-tables.html.ts'
import { type Tag, tagsOf } from './comparison-tags.ts'
import { nothing } from './inline.html.ts'

interface Context {
  words: ComparisonWords
  places: Whereabouts
  /** The highest level of heading in the two texts. */
  top: number
  /** The number of the last change. */
  last: number
}

/**
 * The comparison as HTML: every change both side by side and inline; the page shows one of the two.
 * Sections are `d-` and their id, changes `c` and their number. Insertions and deletions stand inside lines only.
 */
export function comparisonHtml(outline: readonly Section[], words: ComparisonWords): string {
  const top = outline.reduce((least, { heading }) => Math.min(least, heading ? shapeOf(heading).level : least), 6)
  const last = outline.reduce(
    (most, { number, parts }) => parts.reduce((one, part) => Math.max(one, part.number ?? 0), Math.max(most, number ?? 0)),
    0,
  )
  const context: Context = { words, places: whereabouts(outline), top, last }
  return outline.map((section, at) => sectionHtml(section, context, isSame(section) && !isSame(outline[at - 1])).text).join('\n')
}

function isSame(section: Section | undefined): boolean {
  return section !== undefined && section.number === null && section.parts.every((part) => part.number === null)
}

function sectionHtml(section: Section, context: Context, isFirstSame: boolean): Html {
  const { heading, number, parts } = section
  const { words } = context
  const note = isFirstSame ? html`<p class="hidden-note">${words.sameHere}</p>\n` : nothing
  const title = heading ? titleOf(heading, 'after') || titleOf(heading, 'before') : words.start
  const tags = heading && isChangedEntry(heading) ? changeHead(number, tagsOf(heading, words, context.places), context) : nothing
  const inner = html`${heading ? headingHtml(heading, number, context) : html`<h3>${words.start}</h3>`}${tags}`
  const body = parts.map((part) => partHtml(part, part.number !== null && part.number === number, title, context))
  return html`${note}<section${heading && html` id="${anchorOf(heading)}"`}${isSame(section) && html` class="same"`}>${inner}${body}</section>`
}

// An old heading that moved away stands in the page beside its new self, which has the better claim to the address.
function anchorOf(heading: Entry): string {
  return heading.op === 'removed' || heading.op === 'moved-away' ? `was-${heading.before.id}` : `d-${shapeOf(heading).id}`
}

function headingHtml(heading: Entry, number: number | null, { words, top }: Context): Html {
  const tag = `h${Math.min(6, 3 + Math.max(0, shapeOf(heading).level - top))}`
  return html`<${tag}${number !== null && html` id="c${number}"`}>${headingWords(heading, words)}</${tag}>`
}

/** What became of a block, where this change is and where the next one is. */
function changeHead(number: number | null, tags: readonly Tag[], { words, last }: Context): Html {
  const here = number === null ? nothing : html`<a class="change__no" href="#c${number}">${words.change(number)}</a> `
  const next = number === null || number >= last ? nothing : html`<a class="change__next" href="#c${number + 1}">${words.next}</a>`
  return html`<p class="tags">${here}${tags.map((tag) => html`${tagHtml(tag)} `)}${next}</p>`
}

function partHtml(part: Part, isWithHeading: boolean, title: string, context: Context): Html {
  const { words, places } = context
  const { entries, number, kind } = part
  if (number === null) return html`<div class="same">${partBody(part, title, context)}</div>`
  const named = entries.slice(0, 1).filter((entry) => kind !== 'table' || isChangedEntry(entry))
  // What is to be said about each moved block beside its move stands with the block.
  const tags = named.flatMap((entry) => tagsOf(entry, words, places).slice(0, entry.op === 'moved-here' ? 1 : undefined))
  const head = isWithHeading ? nothing : changeHead(number, tags, context)
  return html`<div class="change"${!isWithHeading && html` id="c${number}"`}>${head}${partBody(part, title, context)}</div>`
}

function partBody({ kind, entries, number }: Part, title: string, context: Context): Html {
  const { words } = context
  if (kind === 'table') {
    const table = (side: 'before' | 'after' | 'both') => tableHtml(entries, side, { ...context, caption: words.table(title) })
    return number === null ? table('both') : bothHtml(table('before'), table('after'), table('both'), words)
  }
  return html`${groupsOf(entries).map((group) => groupHtml(group, context))}`
}

/** Neighbours that are shown in one copy, and each changed block by itself. */
function groupsOf(entries: readonly Entry[]): Entry[][] {
  const groups: Entry[][] = []
  for (const [at, entry] of entries.entries()) {
    const last = entries[at - 1]
    if (last && !isRewritten(last) && !isRewritten(entry)) groups.at(-1)?.push(entry)
    else groups.push([entry])
  }
  return groups
}

/** Whether both texts have this block in different words or setting. */
function isRewritten(entry: Entry): boolean {
  return entry.op === 'split' || entry.op === 'merged' || ('isChanged' in entry && entry.isChanged)
}

function groupHtml(group: readonly Entry[], { words, places }: Context): Html {
  const [first] = group
  if (!first) return nothing
  const lines = html`${group.map((entry) => linesHtml(entry, 'both', words))}`
  switch (first.op) {
    case 'added':
      return oneSideHtml(html`<p class="muted">${words.notHere}</p>`, lines, 'after', words)
    case 'removed':
      return oneSideHtml(html`<p class="muted">${words.notHere}</p>`, lines, 'before', words)
    case 'moved-away':
      return oneSideHtml(nothing, html`<details><summary>${words.stoodHere}</summary>${lines}</details>`, 'before', words)
    case 'moved-here': {
      if (!isRewritten(first)) return oneSideHtml(nothing, lines, 'after', words)
      const tags = tagsOf(first, words, places).slice(1)
      return html`${tags.length > 0 && html`<p class="tags">${tags.map((tag) => html`${tagHtml(tag)} `)}</p>`}${rewrittenHtml(first, words)}`
    }
    case 'kept':
      return first.isChanged ? rewrittenHtml(first, words) : lines
    case 'split':
    case 'merged':
      return rewrittenHtml(first, words)
    default:
      return first satisfies never
  }
}

function rewrittenHtml(entry: Entry, words: ComparisonWords): Html {
  return bothHtml(linesHtml(entry, 'before', words), linesHtml(entry, 'after', words), linesHtml(entry, 'both', words), words)
}

function bothHtml(before: Html, after: Html, both: Html, { older, newer }: ComparisonWords): Html {
  return html`<div class="pair"><div><span class="side">${older}</span>${before}</div><div><span class="side">${newer}</span>${after}</div></div><div class="inline">${both}</div>`
}

/** What stands in one of the two texts only is in the page once; inline, the other side goes away. */
function oneSideHtml(other: Html, lines: Html, side: 'before' | 'after', { older, newer }: ComparisonWords): Html {
  const shown = (name: string) => html`<div><span class="side">${name}</span>${lines}</div>`
  const empty = (name: string) => html`<div class="other"><span class="side">${name}</span>${other}</div>`
  return html`<div class="pair pair--one">${side === 'before' ? shown(older) : empty(older)}${side === 'before' ? empty(newer) : shown(newer)}</div>`
}
