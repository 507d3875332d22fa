import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Block, plainText } from '#domain/blocks.ts'
import { readText } from './markdown.ts'
import { stableBlocks } from './stable-ids.ts'

/** Publishes texts one after the other, as versions of one notice. */
function history(sources: readonly string[]): Block[][] {
  const taken = new Set<string>()
  let before: Block[] = []
  return sources.map((source) => {
    before = stableBlocks(readText(source), { before, original: null, taken: new Set(taken), language: 'en' })
    for (const { id } of before) taken.add(id)
    return before
  })
}
const idOf = (blocks: readonly Block[] | undefined, words: string) => blocks?.find((block) => plainText(block).includes(words))?.id

describe('the address of a clause', () => {
  it('stays when a paragraph is put before it, when its section is renumbered and when it moves', () => {
    const [first, second] = history([
      '## 1. Kept\n\nWe keep message texts for seven days after we accepted them.\n\n## 2. Shared\n\nOur auditors see invoices, and nobody else does.',
      '## 1. Shared\n\nA new beginning that nobody has read before.\n\nOur auditors see invoices, and nobody else does.\n\n## 2. Kept\n\nWe keep message texts for seven days after we accepted them.',
    ])

    expect(idOf(second, 'auditors')).toBe(idOf(first, 'auditors'))
    expect(idOf(second, 'message texts')).toBe(idOf(first, 'message texts'))
    expect(idOf(second, 'Kept')).toBe(idOf(first, 'Kept'))
  })

  it('is never given to anything else, not even after the clause is gone', () => {
    const [first, , third] = history([
      '## Kept\n\nWe keep message texts for seven days after we accepted them.',
      '## Kept',
      '## Kept\n\nYour dog may come to our office on Fridays, if it is calm.',
    ])

    expect(idOf(third, 'dog')).not.toBe(idOf(first, 'message texts'))
  })

  it('belongs to each of five sections with the same heading, also when one is put before them', () => {
    const section = (word: string) => `## Changes\n\nThe rule about ${word} is told in this very paragraph and nowhere else.`
    const [first, second] = history([
      ['apples', 'pears', 'plums', 'cherries', 'quinces'].map(section).join('\n\n'),
      ['melons', 'apples', 'pears', 'plums', 'cherries', 'quinces'].map(section).join('\n\n'),
    ])

    expect(new Set(second?.map(({ id }) => id)).size).toBe(12)
    expect(idOf(second, 'quinces')).toBe(idOf(first, 'quinces'))
    expect(second?.at(-2)?.id).toBe(first?.at(-2)?.id)
  })

  it('is the author’s where the author wrote one', () => {
    const [, second] = history(['## Kept {#kept}\n\nSeven days.', '## Something else entirely {#kept}\n\nFive days. {#period}'])

    expect(second?.map(({ id }) => id)).toEqual(['kept', 'period'])
  })

  it('is the same in a translation that has no addresses of its own', () => {
    const [english = []] = history(['## 1. Kept\n\nSeven days.\n\n(a) texts\n\n(b) logs\n\n## 2. Shared\n\nNobody.'])

    const german = stableBlocks(readText('## 1. Dauer\n\nSieben Tage.\n\n(a) Texte\n\n(b) Protokolle\n\n## 2. Empfänger\n\nNiemand.'), {
      before: [],
      original: english,
      taken: new Set(),
      language: 'de',
    })

    expect(german.map(({ id }) => id)).toEqual(english.map(({ id }) => id))
  })

  it('is followed by links inside the text after the section got another name', () => {
    const [, second] = history([
      '## What we hold\n\nTen kinds of data, each with its own clock.\n\nSee [there](#what-we-hold).',
      '## What we keep\n\nTen kinds of data, each with its own clock.\n\nSee [there](#what-we-keep).',
    ])

    expect(second?.at(-1)?.inline.find(({ href }) => href)?.href).toBe(`#${second?.[0]?.id}`)
  })
})

const folder = process.env.CORPUS_DIR ?? path.resolve(import.meta.dirname, '../../../../shared/corpus/notices')
const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.md')) : []
const histories = Object.entries(Object.groupBy(names.toSorted(), (name) => name.split('-')[0] ?? '')).map(
  ([name, list = []]) => [name, list.map((file) => readFileSync(path.join(folder, file), 'utf8'))] as const,
)

/** Ids by kind and words, for blocks long enough to be no coincidence. */
function longLines(blocks: readonly Block[]): Map<string, string[]> {
  const lines = new Map<string, string[]>()
  for (const block of blocks.filter((one) => plainText(one).length > 40)) {
    const key = `${block.kind} ${plainText(block)}`
    lines.set(key, [...(lines.get(key) ?? []), block.id])
  }
  return lines
}

describe.skipIf(histories.length === 0)('real histories (left out where CORPUS_DIR has none)', () => {
  it.each(histories)(
    '%s keeps the address of every paragraph that stays as it is, and none twice',
    (_name, sources) => {
      const versions = history(sources)

      const lost = versions.slice(1).flatMap((blocks, at) => {
        const [before, now] = [longLines(versions[at] ?? []), longLines(blocks)]
        return [...now].filter(([words, ids]) => ids.length === 1 && before.get(words)?.length === 1 && before.get(words)?.[0] !== ids[0])
      })

      expect(lost).toEqual([])
      expect(versions.map((blocks) => blocks.length - new Set(blocks.map(({ id }) => id)).size)).toEqual(versions.map(() => 0))
    },
    60_000,
  )
})
