import { describe, expect, it } from 'vitest'
import type { Locale } from '#contract/shared.ts'
import { acceptAll, compareBlocks, rejectAll } from '#domain/comparison.ts'
import { changedSections, outlineOf } from '#domain/comparison-outline.ts'
import { htmlFaults } from '#tests/support/html-faults.ts'
import { comparisonHtml } from './comparison.html.ts'
import { comparisonWords } from './comparison.words.ts'
import { readMarkdown } from './markdown.ts'

function compare(older: string, newer: string, language: Locale = 'en') {
  const [before, after] = [readMarkdown(older), readMarkdown(newer)]
  const comparison = compareBlocks(before, after, language)
  const outline = outlineOf(comparison)
  const html = comparisonHtml(outline, comparisonWords[language])
  return {
    html,
    tags: [...html.matchAll(/<span class="tag tag--time">(.*?)<\/span>/g)].map(([, tag = '']) => tag.replaceAll(/<[^>]*>/g, '')),
    marked: [...html.matchAll(/<(?:ins|del)><span class="vh">[^<]*<\/span>(.*?)<\/(?:ins|del)>/g)].map(([, words]) => words),
    sections: changedSections(outline),
    isExact: JSON.stringify([acceptAll(comparison), rejectAll(comparison)]) === JSON.stringify([after, before]),
    faults: htmlFaults(html),
  }
}

const kept = '## Kept {#kept}\n\n'
const sentences = [
  'We keep delivery events for seven days.',
  'We keep message texts until you delete them.',
  'Backups end thirty days after that.',
]

describe('a comparison is never silent', () => {
  it('marks an added sentence without the space before it, which would be a sliver at a line’s end', () => {
    const { html, marked } = compare('We keep texts.', 'We keep texts. **Logs** stay for seven days.')

    expect(marked).toContain('<strong>Logs</strong> stay for seven days.')
    expect(html).toContain('We keep texts. <ins>')
  })

  it.each([
    ['bold removed', 'We **never** sell data.', 'We never sell data.', ['Only the formatting changed', 'No longer bold']],
    ['italics added', 'We never sell data.', 'We *never* sell data.', ['Only the formatting changed', 'Now in italics']],
    ['a link target changed', 'See [the list](/old).', 'See [the list](/new).', ['Only a link changed', 'Link changed from /old to /new']],
    ['a link taken away', 'See [the list](/old).', 'See the list.', ['Only a link changed', 'Link removed to /old']],
    ['a link given', 'See the list.', 'See [the list](/new).', ['Only a link changed', 'Link added to /new']],
    ['a paragraph split', sentences.join(' '), sentences.join('\n\n'), ['Paragraph split into 3']],
    ['paragraphs merged', sentences.join('\n\n'), sentences.join(' '), ['3 paragraphs joined into one']],
    ['a list made of a paragraph', sentences.join(' '), `- ${sentences.join('\n- ')}`, ['Paragraph became a list of 3 parts']],
    ['a paragraph made of a list', `- ${sentences.join('\n- ')}`, sentences.join(' '), ['List of 3 parts became a paragraph']],
    ['one paragraph made a list item', 'Texts', '- Texts', ['Changed from a paragraph to a list item']],
    ['a new number', '1. Texts', '4. Texts', ['Number changed from 1. to 4.']],
    ['a quotation made of a paragraph', 'We never sell data.', '> We never sell data.', ['Changed from a paragraph to a quotation']],
    ['a space of another kind', 'Seven days', 'Seven\u00a0days', ['Only spaces or invisible characters changed']],
    ['letters stored in another way', 'Löschfrist', 'Lo\u0308schfrist', ['Only spaces or invisible characters changed']],
    ['a dividing line removed', 'One.\n\n---\n\nTwo.', 'One.\n\nTwo.', ['Removed']],
    ['a paragraph added', 'One.', 'One.\n\nQuite another one.', ['New']],
  ])('%s is shown and named', (_what, older, newer, named) => {
    const { tags, isExact, faults, sections } = compare(kept + older, kept + newer)

    expect(tags).toEqual(named)
    expect(sections).toMatchObject([
      { id: 'kept', isChanged: !named[0]?.startsWith('Number'), isRenumbered: named[0]?.startsWith('Number') },
    ])
    expect(isExact).toBe(true)
    expect(faults).toEqual([])
  })

  it('a heading that changed its level is named', () => {
    expect(compare('# A\n\n## Kept\n\nx', '# A\n\n### Kept\n\nx').tags).toEqual(['Level changed from 2 to 3'])
  })

  it('bold words that were also replaced are both shown and named', () => {
    const { tags, marked } = compare(`${kept}For **seven** days.`, `${kept}For five days.`)

    expect(tags).toEqual(['No longer bold'])
    expect(marked).toContain('<strong>seven</strong>')
    expect(marked).toContain('five')
  })

  it('one changed word of an Arabic sentence is shown whole, and nothing else', () => {
    const { marked, faults } = compare('نحتفظ برسائلك لسبعة أيام ثم نحذفها.', 'نحتفظ برسائلك لخمسة أيام ثم نحذفها.', 'ar')

    expect(new Set(marked)).toEqual(new Set(['لسبعة', 'لخمسة']))
    expect(faults).toEqual([])
  })

  it('one vowel sign of an Arabic word shows the whole word', () => {
    expect(new Set(compare('نحذفها بعد سَنة.', 'نحذفها بعد سُنة.', 'ar').marked)).toEqual(new Set(['سَنة', 'سُنة']))
  })

  it.each([
    ['de', 'We **never** sell data.', 'We never sell data.', 'Nicht mehr fett'],
    ['ar', 'We **never** sell data.', 'We never sell data.', 'لم يعد بخط عريض'],
    ['de', sentences.join(' '), sentences.join('\n\n'), 'Absatz in 3 geteilt'],
  ] as const)('names it in the language of the text: %s', (language, older, newer, named) => {
    expect(compare(older, newer, language).tags).toContain(named)
  })
})

describe('a moved paragraph', () => {
  const older = `## Kept\n\n${sentences[0]}\n\n${sentences[1]}\n\n## Gone\n\nNothing leaves without a record of it.`
  const newer = `## Kept\n\n${sentences[1]}\n\n## Gone\n\nNothing leaves without a record of it.\n\n${sentences[0]}`

  it('is named at both places, each leading to the other', () => {
    const { html, tags, marked, isExact, faults } = compare(older, newer)

    expect(tags).toEqual(['Moved to “Gone”', 'Moved here from “Kept”'])
    expect(html).toContain('<a href="#c2">Moved to “Gone”</a>')
    expect(html).toContain('<a href="#c1">Moved here from “Kept”</a>')
    expect(marked).toEqual([])
    expect(isExact).toBe(true)
    expect(faults).toEqual([])
  })

  it('shows what was rewritten on the way', () => {
    const { tags, marked } = compare(older, newer.replace('seven days', 'nine days'))

    expect(tags).toEqual(['Moved to “Gone”', 'Moved here from “Kept”'])
    expect(new Set(marked)).toEqual(new Set(['seven', 'nine']))
  })
})

describe('a table', () => {
  const table = (...rows: string[]) => `${kept}| Kind | Days |\n| --- | --- |\n${rows.map((row) => `| ${row} |`).join('\n')}`

  it('stays a table, and a new row is named in its first cell', () => {
    const { html, tags, faults, isExact } = compare(table('Texts | 7', 'Events | 30'), table('Texts | 7', 'Logs | 90', 'Events | 30'))

    expect(new Set(tags)).toEqual(new Set(['New row']))
    expect(html).toContain('<ins><span class="vh">added: </span>Logs</ins>')
    expect(html).toContain('<table')
    expect(faults).toEqual([])
    expect(isExact).toBe(true)
  })

  it('marks one cell, not its row', () => {
    expect(new Set(compare(table('Texts | 7', 'Events | 30'), table('Texts | 5', 'Events | 30')).marked)).toEqual(new Set(['7', '5']))
  })

  it('names a new column once and marks its cells only', () => {
    const wider = `${kept}| Kind | Place | Days |\n| --- | --- | --- |\n| Texts | SE | 7 |\n| Events | FI | 30 |`
    const { tags, marked, faults, isExact } = compare(table('Texts | 7', 'Events | 30'), wider)

    expect(tags).toEqual(['Column added: Place'])
    expect(new Set(marked)).toEqual(new Set(['Place', 'SE', 'FI']))
    expect(faults).toEqual([])
    expect(isExact).toBe(true)
  })

  it('names a removed row and a removed column', () => {
    expect(new Set(compare(table('Texts | 7', 'Events | 30'), table('Texts | 7')).tags)).toEqual(new Set(['Removed row']))
    const narrow = `${kept}| Kind |\n| --- |\n| Texts |\n| Events |`
    expect(compare(table('Texts | 7', 'Events | 30'), narrow).tags).toEqual(['Column removed: Days'])
  })
})

describe('the list of what differs', () => {
  it('names each section once: new, removed, moved, changed', () => {
    const older =
      '## A\n\nFirst words of the notice stand here.\n\n## B\n\nSecond words of the notice.\n\n## C\n\nThird part of the notice, which is the longest of them all.\n\n## D\n\nFourth.'
    const newer =
      '## A\n\nFirst words of this notice stand here.\n\n## C\n\nThird part of the notice, which is the longest of them all.\n\n## B\n\nSecond words of the notice.\n\n## E\n\nQuite different.'

    const { sections } = compare(older, newer)

    expect(sections.map(({ title, isNew, isRemoved, isMoved, isChanged }) => ({ title, isNew, isRemoved, isMoved, isChanged }))).toEqual([
      { title: 'A', isNew: false, isRemoved: false, isMoved: false, isChanged: true },
      { title: 'D', isNew: false, isRemoved: true, isMoved: false, isChanged: false },
      { title: 'B', isNew: false, isRemoved: false, isMoved: true, isChanged: false },
      { title: 'E', isNew: true, isRemoved: false, isMoved: false, isChanged: false },
    ])
  })

  it('does not call a section changed that only got another number', () => {
    const { sections } = compare('## 1. A\n\nx', '## 1. Quite new\n\nOther words.\n\n## 2. A\n\nx')

    expect(sections.map(({ title, isNew, isChanged, isRenumbered }) => [title, isNew, isChanged, isRenumbered])).toEqual([
      ['Quite new', true, false, false],
      ['A', false, false, true],
    ])
  })

  it('leads to changes that stand in the page, numbered without a gap', () => {
    const { html } = compare(`${kept}One.\n\nTwo.\n\nThree.`, `${kept}One more.\n\nTwo.\n\nThree.\n\nFour.`)

    const ids = [...html.matchAll(/ id="c(\d+)"/g)].map(([, number]) => Number(number))
    const links = [...html.matchAll(/href="#c(\d+)"/g)].map(([, number]) => Number(number))
    expect(ids).toEqual([1, 2])
    expect(links.every((number) => ids.includes(number))).toBe(true)
  })
})

describe('a plain summary in a comparison', () => {
  it.each([
    ['en', 'In short', 'In short, not binding:'],
    ['de', 'Kurz gesagt', 'Kurz gesagt, nicht verbindlich:'],
    ['ar', 'باختصار', 'باختصار، غير مُلزم:'],
  ] as const)('says on both sides that it binds nobody, outside what changed: %s', (language, opening, label) => {
    const { html, faults } = compare(`${kept}> ${opening}: seven days.`, `${kept}> ${opening}: five days.`, language)

    expect(html.split(`<p class="margin"><b>${label}</b> `)).toHaveLength(4)
    expect(html).not.toMatch(new RegExp(`<(ins|del)>[^/]*${label}`))
    expect(faults).toEqual([])
  })

  it('keeps its label where it is new, moved or the same', () => {
    const label = '<p class="margin"><b>In short, not binding:</b>'

    expect(compare(kept, `${kept}> In short: seven days.`).html).toContain(label)
    expect(compare(`${kept}> In short: seven days.\n\nOne.`, `${kept}> In short: seven days.\n\nTwo.`).html).toContain(label)
  })
})
