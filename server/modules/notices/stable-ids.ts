import type { Block } from '#domain/blocks.ts'
import { alignBlocks } from '#domain/comparison-align.ts'
import { createLexicon } from '#domain/comparison-lexicon.ts'
import { commonSubsequence, createNumbering } from '#domain/comparison-sequence.ts'
import { withLinksTo } from './anchors.ts'
import type { Reading } from './markdown.ts'

export interface Ancestry {
  /** The same text in the version before; empty for the first. */
  before: readonly Block[]
  /** The same version in the language that prevails, with its final ids; null for that language itself. */
  original: readonly Block[] | null
  /** Every id that any version of this notice has used: an address never means something else later. */
  taken: ReadonlySet<string>
  language: string
}

/**
 * Gives a text its addresses. What the author named keeps its name; what stands in the prevailing language, or stood in the version before,
 * keeps that address, wherever it is now and whatever number it bears; what is new gets an address that was never used.
 */
export function stableBlocks(reading: Reading, { before, original, taken, language }: Ancestry): Block[] {
  const isGiven = (at: number) => reading.given.has(reading.blocks[at]?.id ?? '')
  const known = new Map<number, string>()
  const used = new Set(reading.given)
  const inherit = (pairs: readonly (readonly [string, number])[]) => {
    for (const [id, at] of pairs) {
      if (isGiven(at) || known.has(at) || used.has(id)) continue
      known.set(at, id)
      used.add(id)
    }
  }
  if (original) inherit(asOriginal(original, reading))
  if (before.length > 0) inherit(asBefore(before, reading, language))
  return settled(reading, known, new Set([...taken, ...used]))
}

/** Which old block became which new one, moved ones too. Ids that were made from words must not decide, so they are hidden. */
function asBefore(before: readonly Block[], { blocks, given }: Reading, language: string): [string, number][] {
  const hidden = new Map(blocks.map(({ id }, at) => [id, given.has(id) ? id : `~${at}`]))
  const name = (id: string) => hidden.get(id) ?? id
  const nameless = blocks.map((block) => ({ ...block, id: name(block.id), section: name(block.section) }))
  const { inOrder, moved } = alignBlocks(before, nameless, createLexicon(language))
  return [...inOrder.map(({ i, j }) => [i, j] as const), ...moved].flatMap(([i, j]) => {
    const [old, fresh] = [before[i], blocks[j]]
    return old && fresh && (old.kind === 'heading') === (fresh.kind === 'heading') ? [[old.id, j] as [string, number]] : []
  })
}

/** Pairs a translation with its original by shape: section by section, what has the same kind, depth and printed number, in order. */
function asOriginal(original: readonly Block[], { blocks, given }: Reading): [string, number][] {
  const pairs: [string, number][] = []
  const shared = new Set(original.filter(({ id }) => given.has(id)).map(({ id }) => id))
  const shape = ({ id, kind, level, label }: Block) => (shared.has(id) ? `#${id}` : `${kind} ${level} ${label}`)
  const align = (left: readonly Indexed[], right: readonly Indexed[]) => {
    const numberOf = createNumbering()
    const matches = commonSubsequence(
      left.map(({ block }) => numberOf(shape(block))),
      right.map(({ block }) => numberOf(shape(block))),
    )
    return matches.flatMap(([i, j]) => {
      const [one, other] = [left[i], right[j]]
      if (!one || !other) return []
      pairs.push([one.block.id, other.at])
      return [[one, other] as const]
    })
  }
  const indexed = { left: numbered(original), right: numbered(blocks) }
  const isHeading = ({ block }: Indexed) => block.kind === 'heading'
  const sections = align(indexed.left.filter(isHeading), indexed.right.filter(isHeading))
  for (const [left, right] of [['', ''] as const, ...sections.map(([one, other]) => [one.block.id, other.block.id] as const)]) {
    const inside = (id: string) => (one: Indexed) => !isHeading(one) && one.block.section === id
    align(indexed.left.filter(inside(left)), indexed.right.filter(inside(right)))
  }
  return pairs
}

interface Indexed {
  block: Block
  at: number
}

function numbered(blocks: readonly Block[]): Indexed[] {
  return blocks.map((block, at) => ({ block, at }))
}

function settled({ blocks, given }: Reading, known: ReadonlyMap<number, string>, taken: ReadonlySet<string>): Block[] {
  const used = new Set(taken)
  const renamed = new Map<string, string>()
  const ordinals = new Map<string, number>()
  let section = ''
  const named = blocks.map((block, at) => {
    const id = given.has(block.id) ? block.id : (known.get(at) ?? fresh(block))
    used.add(id)
    renamed.set(block.id, id)
    if (block.kind === 'heading') section = id
    return { ...block, id, section }
  })
  return withLinksTo(named, renamed)

  function fresh(block: Block): string {
    if (block.kind !== 'heading') return nextFree(section || 'start', 1)
    return used.has(block.id) ? nextFree(block.id, 2) : block.id
  }

  function nextFree(base: string, first: number): string {
    for (let count = ordinals.get(base) ?? first; ; count++) {
      ordinals.set(base, count + 1)
      if (!used.has(`${base}-${count}`)) return `${base}-${count}`
    }
  }
}
