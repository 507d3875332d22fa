import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Locale } from '#contract/shared.ts'
import { type Block, type BlockKind, joinRuns, type Mark, type Run } from '#domain/blocks.ts'
import { acceptAll, compareBlocks, rejectAll } from '#domain/comparison.ts'
import { outlineOf } from '#domain/comparison-outline.ts'
import { htmlFaults } from '#tests/support/html-faults.ts'
import { articleHtml } from './article.html.ts'
import { articleWords } from './article.words.ts'
import { comparisonHtml } from './comparison.html.ts'
import { comparisonWords } from './comparison.words.ts'
import { readMarkdown } from './markdown.ts'

function compare(older: string, newer: string, language: Locale = 'en') {
  const [before, after] = [readMarkdown(older), readMarkdown(newer)]
  const comparison = compareBlocks(before, after, language)
  const html = comparisonHtml(outlineOf(comparison), comparisonWords[language])
  const found = (pattern: RegExp) => [...new Set([...html.matchAll(pattern)].map((match) => (match[1] ?? '').replaceAll(/<[^>]*>/g, '')))]
  return {
    tags: found(/<span class="tag tag--time">(.*?)<\/span>/g),
    went: found(/<del><span class="vh">[^<]*<\/span>(.*?)<\/del>/g),
    came: found(/<ins><span class="vh">[^<]*<\/span>(.*?)<\/ins>/g),
    changes: comparison.changes,
    isExact: JSON.stringify([acceptAll(comparison), rejectAll(comparison)]) === JSON.stringify([after, before]),
    faults: htmlFaults(html),
  }
}

const table = (head: string, ...rows: string[]) => `| ${head} |\n| - | - |\n${rows.map((row) => `| ${row} |`).join('\n')}`
const [texts, events, bills] = ['Texts of messages | 7', 'Delivery events | 30', 'Billing records kept | 90']
const onlyFormatting = 'Only the formatting changed'
const onlySpaces = 'Only spaces or invisible characters changed'

describe('a change that is easily overlooked', () => {
  it.each([
    [
      'a row moved',
      table('A | B', texts, events, bills),
      table('A | B', bills, texts, events),
      ['Moved here from another place', 'Moved to another place'],
    ],
    ['two columns swapped', table('A | B', 'one | two'), table('B | A', 'two | one'), ['Column added: A', 'Column removed: A']],
    ['a cell no longer bold', table('A | B', 'one | **two**'), table('A | B', 'one | two'), [onlyFormatting, 'No longer bold']],
    ['an item one list deeper', '- Texts\n- Events', '- Texts\n  - Events', ['Level changed from 1 to 2']],
    ['a paragraph that left its item', '- a\n\n  more', '- a\n\nmore', ['Level changed from 1 to 0']],
    ['numbers for bullets', '- Texts', '1. Texts', ['Number changed from no number to 1.']],
    ['a list that begins elsewhere', '3. Texts', '5. Texts', ['Number changed from 3. to 5.']],
    ['the letter of a clause', '2.1 (a) Texts.', '2.1 (b) Texts.', ['Number changed from 2.1 (a) to 2.1 (b)']],
    ['a clause without its letter', '(a) Texts are kept.', 'Texts are kept.', ['Number changed from (a) to no number']],
    ['code made plain', 'Set `a` here.', 'Set a here.', [onlyFormatting, 'No longer set as code']],
    ['a code block made a paragraph', '```\na = 1\n```', 'a = 1', ['Changed from a code block to a paragraph']],
    ['a strike taken away', 'We ~~never~~ sell.', 'We never sell.', [onlyFormatting, 'No longer struck through']],
    ['bold on another word', 'We **never** sell data.', 'We never **sell** data.', [onlyFormatting, 'No longer bold', 'Now bold']],
    ['bold on fewer words', 'We **never sell** data.', 'We **never** sell data.', [onlyFormatting, 'No longer bold']],
    ['a line break made a space', 'One  \ntwo.', 'One two.', [onlySpaces]],
    ['deeper indented code', '```\na\n  b\n```', '```\na\n    b\n```', [onlySpaces]],
    ['a soft hyphen', 'Seven days.', 'Seven da\u00adys.', [onlySpaces]],
    ['a space without width', 'Seven days.', 'Seven da\u200bys.', [onlySpaces]],
    ['a mark of direction', 'Send to (Acme).', 'Send to \u200f(Acme).', [onlySpaces]],
    ['the source of an image', 'See ![the plan](/p.png).', 'See ![the plan](/q.png).', ['Image changed from /p.png to /q.png']],
    ['an image without words', '![](/a/p.png)', '![](/b/p.png)', ['Image changed from /a/p.png to /b/p.png']],
    ['an image made words', 'See ![the plan](/p.png).', 'See the plan.', ['No longer an image: /p.png']],
    ['an image made a link', '![plan](/p.png)', '[plan](/p.png)', ['Link added to /p.png', 'No longer an image: /p.png']],
    ['the hint of a link', '[Ask](/a "We answer")', '[Ask](/a "Write")', ['Hint of a link changed from “We answer” to “Write”']],
    ['a hint taken away', '[Ask](/a "We answer")', '[Ask](/a)', ['Hint of a link removed: “We answer”']],
    ['the hint of an image', '![Plan](/a "One")', '![Plan](/a "Two")', ['Hint of a link changed from “One” to “Two”']],
    ['a quotation within a quotation', '> We keep it.', '> > We keep it.', ['Depth of quotation changed from 1 to 2']],
    ['a list made a quoted list', '- Texts', '> - Texts', ['Depth of quotation changed from 0 to 1']],
    ['a quoted heading', '> ## Texts', '## Texts', ['Depth of quotation changed from 1 to 0']],
    [
      'a quoted table',
      `> ${table('A | B', 'c | d').replaceAll('\n', '\n> ')}`,
      table('A | B', 'c | d'),
      ['Depth of quotation changed from 1 to 0'],
    ],
    ['an item made a quotation in it', '- We keep it.', '- > We keep it.', ['New', 'Changed from a list item to a quotation']],
    ['the language of code', '```js\na\n```', '```py\na\n```', ['Language of the code changed from js to py']],
    ['code that names its language', '```\na\n```', '```js\na\n```', ['Language of the code changed from none to js']],
    ['a column set to the other edge', '| A |\n| - |\n| 1 |', '| A |\n| -: |\n| 1 |', ['Alignment of columns changed']],
    ['a heading one level deeper', '## Texts', '### Texts', ['Level changed from 2 to 3']],
    ['a summary made a quotation', '> In short: It is kept.', '> It is kept.', ['Changed from a short summary to a quotation']],
  ])('is named: %s', (_what, older, newer, named) => {
    const { tags, isExact, faults } = compare(older, newer)

    expect(tags).toEqual(named)
    expect(isExact).toBe(true)
    expect(faults).toEqual([])
  })

  it.each([
    ['a comma', 'en', 'We keep it, always.', 'We keep it; always.', [','], [';']],
    ['the last full stop', 'en', 'We keep it.', 'We keep it', ['.'], []],
    ['a capital letter', 'en', 'We keep it.', 'we keep it.', ['We'], ['we']],
    ['an accent as a sign of its own', 'en', 'A cafe\u0301 here.', 'A cafe\u0300 here.', ['cafe\u0301'], ['cafe\u0300']],
    ['one person of a family', 'en', 'Family 👩‍👩‍👧 plan.', 'Family 👩‍👩‍👦 plan.', ['👩‍👩‍👧'], ['👩‍👩‍👦']],
    ['a joiner that changes a sign', 'en', 'Two 👩‍👧 here.', 'Two 👩👧 here.', ['👩‍👧'], ['👩👧']],
    ['the colour of a hand', 'en', 'Wave 👋🏻 now.', 'Wave 👋🏿 now.', ['👋🏻'], ['👋🏿']],
    ['a flag', 'en', 'In 🇸🇪 now.', 'In 🇩🇪 now.', ['🇸🇪'], ['🇩🇪']],
    ['an Arabic number', 'ar', 'خلال ٣٠ يومًا.', 'خلال ٦٠ يومًا.', ['٣٠'], ['٦٠']],
    ['a Latin name within Arabic', 'ar', 'نرسلها إلى Acme Mail AB في السويد.', 'نرسلها إلى Acme Post AB في السويد.', ['Mail'], ['Post']],
    ['an Arabic prefix', 'ar', 'نحتفظ بها والبيانات محفوظة.', 'نحتفظ بها فالبيانات محفوظة.', ['والبيانات'], ['فالبيانات']],
    ['the words of an image', 'en', 'See ![the plan](/p.png).', 'See ![the map](/p.png).', ['plan'], ['map']],
    ['the head of a column', 'en', table('A | B', '1 | 2'), table('A | C', '1 | 2'), ['B'], ['C']],
    ['an emptied cell', 'en', table('A | B', '1 | 2'), table('A | B', '1 | '), ['2'], []],
    ['a box that was ticked', 'en', '- [ ] asked', '- [x] asked', [' '], ['x']],
    ['the mark of a footnote', 'en', 'Kept.[^1]', 'Kept.[^2]', ['1'], ['2']],
    ['everything, where nothing was', 'en', '', 'New text.', [], ['New text.']],
    ['everything, where nothing is left', 'en', 'Old text.', '', ['Old text.'], []],
  ] as const)('is marked whole: %s', (_what, language, older, newer, went, came) => {
    const compared = compare(older, newer, language)

    expect(compared.went).toEqual(went)
    expect(compared.came).toEqual(came)
    expect(compared.isExact).toBe(true)
    expect(compared.faults).toEqual([])
  })

  it.each([
    ['the same text', 'Same.\n\n- a', 'Same.\n\n- a'],
    ['other line ends', 'One.\r\n\r\nTwo.\r\n', 'One.\n\nTwo.\n'],
    ['another way to write a line', 'a\n\n---\n\nb', 'a\n\n***\n\nb'],
    ['a comment for authors', 'a <!-- x --> b', 'a <!-- y --> b'],
    ['nothing and nothing', '', ''],
  ])('is not claimed where readers see the same: %s', (_what, older, newer) => {
    const { changes, tags, faults } = compare(older, newer)

    expect(changes).toEqual({ added: 0, removed: 0, changed: 0, moved: 0 })
    expect(tags).toEqual([])
    expect(faults).toEqual([])
  })
})

const kinds: BlockKind[] = ['heading', 'paragraph', 'list-item', 'table-head', 'table-row', 'quote', 'in-short', 'code', 'rule']
const parts = ['<b>', '</ins>', '"', "'", '&amp;', '<!--', 'we', 'keep', 'أيام', 'سَنة', '保存', '👩‍👧', '\t', '\n', '\u202e', ' ', '7', '.']
const details = fc.constantFrom({}, {}, { title: 'One' }, { title: 'Two' }, { image: '/p.png' }, { image: 'https://example.org/"q' })
const bareRun = fc.record({
  text: fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 8 }).map((list) => list.join(' ')),
  marks: fc.constantFrom<Mark[]>([], ['strong'], ['em', 'code'], ['strong', 'em', 'strike', 'code']),
  href: fc.constantFrom(null, null, '/en?a=1&b="2"', 'https://example.org/<x>'),
})
const run = fc.tuple(bareRun, details).map(([bare, more]): Run => ({ ...bare, ...more }))
const setting = fc.constantFrom({}, {}, { quoted: 1 }, { quoted: 2 }, { language: 'js' }, { align: ['none', 'right'] as const })
const bareShape = fc.record({
  kind: fc.constantFrom(...kinds),
  level: fc.integer({ min: 0, max: 6 }),
  label: fc.constantFrom('', '1.', '(a)', '<i>'),
  inline: fc.array(run, { maxLength: 4 }).map(joinRuns),
})
const shape = fc.tuple(bareShape, setting).map(([bare, more]) => ({ ...bare, ...more }))
const text = fc.array(shape, { maxLength: 10 }).map((list): Block[] => list.map((one, at) => ({ ...one, id: `b${at}`, section: '' })))
/** A text and what became of it: blocks changed in place, left out, doubled or put elsewhere. */
const edited = fc.tuple(text, text, fc.array(fc.nat(5), { minLength: 10, maxLength: 10 }), fc.nat(9)).map(([before, other, dice, turn]) => {
  const after = before.flatMap((one, at): Block[] => {
    const fresh = other[at] ?? one
    return [[one], [], [one, fresh], [{ ...one, kind: fresh.kind }], [{ ...one, inline: fresh.inline }], [one]][dice[at] ?? 0] ?? [one]
  })
  return { before, after: [...after.slice(turn), ...after.slice(0, turn)].map((one, at) => ({ ...one, id: `b${at}` })) }
})

describe('a comparison of any two texts', { timeout: 30_000 }, () => {
  it.each(['en', 'ar'] as const)('is exact, sound HTML and the same every time: %s', (language) => {
    fc.assert(
      fc.property(edited, ({ before, after }) => {
        const comparison = compareBlocks(before, after, language)
        const html = comparisonHtml(outlineOf(comparison), comparisonWords[language])

        expect(acceptAll(comparison)).toEqual(after)
        expect(rejectAll(comparison)).toEqual(before)
        expect(htmlFaults(html)).toEqual([])
        expect(comparisonHtml(outlineOf(compareBlocks(before, after, language)), comparisonWords[language])).toBe(html)
      }),
      { numRuns: 150 },
    )
  })
})

/** A text, and the same with one field of one block taken from another text. */
const retouched = fc
  .tuple(
    fc.array(shape, { minLength: 1, maxLength: 6 }),
    shape,
    fc.nat(5),
    fc.constantFrom(...(['kind', 'level', 'label', 'inline', 'quoted', 'language', 'align', 'marks', 'href', 'title', 'image'] as const)),
  )
  .map(([list, other, place, field]) => {
    const before = list.map((one, at): Block => ({ ...one, id: `b${at}`, section: '' }))
    const [at, donor] = [place % before.length, other as Omit<Block, 'id' | 'section'>]
    const retouch = (block: Block): Block => {
      const [first, ...rest] = block.inline
      if (field in donor) return { ...block, [field]: donor[field as keyof typeof donor] }
      const fresh = donor.inline[0]
      return first && fresh && field in fresh
        ? { ...block, inline: joinRuns([{ ...first, [field]: fresh[field as keyof Run] }, ...rest]) }
        : block
    }
    return { before, after: before.map((block, index) => (index === at ? retouch(block) : block)) }
  })

const lines = [
  'We keep it.',
  'We **keep** it.',
  'We *keep* it.',
  'We ~~keep~~ it.',
  'We `keep` it.',
  'We [keep](/a) it.',
  'We [keep](/b) it.',
  'We [keep](/a "hint") it.',
  'We ![keep](/a.png) it.',
  'We ![keep](/b.png) it.',
  'We ![](/keep) it.',
  'We  \nkeep it.',
  'We\nkeep it.',
  'We <b>keep</b> it.',
  'We keep it.[^1]',
  '(a) We keep it.',
  '2.1 We keep it.',
  'In short: We keep it.',
  '[x] We keep it.',
  'We keep\u00a0it.',
]
const wraps: ((line: string) => string)[] = [
  (line) => line,
  (line) => `# ${line}`,
  (line) => `### ${line}`,
  (line) => `- ${indented(line)}`,
  (line) => `1. ${indented(line)}`,
  (line) => `4. ${indented(line)}`,
  (line) => `- - ${indented(indented(line))}`,
  (line) => quoted(line),
  (line) => quoted(quoted(line)),
  (line) => `- ${indented(quoted(line))}`,
  (line) => quoted(`- ${indented(line)}`),
  (line) => `- a\n\n  ${indented(line)}`,
  (line) => `\`\`\`\n${line}\n\`\`\``,
  (line) => `\`\`\`js\n${line}\n\`\`\``,
  (line) => `| A | B |\n| - | - |\n| ${line.replaceAll(/\s*\n/g, ' ')} | b |`,
  (line) => `| A | B |\n| - | -: |\n| b | ${line.replaceAll(/\s*\n/g, ' ')} |`,
  (line) => `${line}\n\n---`,
]
const written = fc.record({ wrap: fc.constantFrom(...wraps), line: fc.constantFrom(...lines) })
const textOf = (parts: readonly { wrap: (line: string) => string; line: string }[]) =>
  parts.map(({ wrap, line }) => wrap(line)).join('\n\n')
/** A text in Markdown, and the same with one thing about one block written in another way. */
const revision = fc
  .tuple(fc.array(written, { minLength: 1, maxLength: 4 }), written, fc.nat(3), fc.nat(4))
  .map(([parts, other, place, act]) => {
    const at = place % parts.length
    const part = parts[at] ?? other
    const after = [
      parts.with(at, { ...part, line: other.line }),
      parts.with(at, { ...part, wrap: other.wrap }),
      parts.toSpliced(at, 1),
      parts.toSpliced(at, 0, other),
      [...parts.slice(at), ...parts.slice(0, at)],
    ][act]
    return { before: textOf(parts), after: textOf(after ?? parts) }
  })

function indented(line: string): string {
  return line.replaceAll('\n', '\n  ')
}

function quoted(line: string): string {
  return `> ${line.replaceAll('\n', '\n> ')}`
}

/** What is on the screen, without the addresses of clauses. */
function article(blocks: readonly Block[]): string {
  const options = { words: articleWords.en }
  return articleHtml(blocks, options).replaceAll(/ (?:id|aria-labelledby)="[^"]*"|href="\?clause=[^"]*"/g, '')
}

describe('nothing changes in silence:', { timeout: 60_000 }, () => {
  it('whatever differs between two stored texts is a change of the comparison', () => {
    fc.assert(
      fc.property(retouched, ({ before, after }) => {
        const isSame = JSON.stringify(before) === JSON.stringify(after)

        const { changes } = compareBlocks(before, after, 'en')

        expect(changes.added + changes.removed + changes.changed + changes.moved === 0).toBe(isSame)
      }),
      { numRuns: 600 },
    )
  })

  it('whatever reads otherwise on the page, however it was written in Markdown, is a change of the comparison', () => {
    fc.assert(
      fc.property(revision, (source) => {
        const [before, after] = [readMarkdown(source.before), readMarkdown(source.after)]
        const readsTheSame = article(before) === article(after)

        const comparison = compareBlocks(before, after, 'en')

        const { added, removed, changed, moved } = comparison.changes
        expect(readsTheSame || added + removed + changed + moved > 0).toBe(true)
        expect([acceptAll(comparison), rejectAll(comparison)]).toEqual([after, before])
      }),
      { numRuns: 500 },
    )
  })
})
