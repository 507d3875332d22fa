import { describe, expect, it } from 'vitest'
import { plainText } from '#domain/blocks.ts'
import { htmlFaults } from '#tests/support/html-faults.ts'
import { articleHtml, sectionsOf } from './article.html.ts'
import { articleWords } from './article.words.ts'
import { safeAddress } from './inline-runs.ts'
import { readMarkdown } from './markdown.ts'

const htmlOf = (source: string) => articleHtml(readMarkdown(source), { words: articleWords.en })
const summaryOf = (source: string) => readMarkdown(source).map((block) => [block.id, block.kind, block.label, plainText(block)])

describe('a notice in Markdown', () => {
  it('keeps the ids that the author wrote and never makes one from a printed number', () => {
    expect(summaryOf('## 2.1.8 What we hold {#what-we-hold}\n\nTen kinds.\n\n(a) Billing.')).toEqual([
      ['what-we-hold', 'heading', '2.1.8', 'What we hold'],
      ['what-we-hold-1', 'paragraph', '', 'Ten kinds.'],
      ['what-we-hold-2', 'paragraph', '(a)', 'Billing.'],
    ])
  })

  it('gives each heading an id of its own, even when five have the same words, and in any script', () => {
    const source = '## Changes\n\n## Changes\n\n## 保存期間\n\n## مدة الحفظ\n\n## main'

    expect(readMarkdown(source).map(({ id }) => id)).toEqual(['changes', 'changes-2', '保存期間', 'مدة-الحفظ', 'section-main'])
  })

  it('keeps printed numbers of lists as they stand, also where a list begins at three', () => {
    expect(summaryOf('3. Three\n4. Four\n   - inside\n\n   still four').map(([, kind, label, words]) => [kind, label, words])).toEqual([
      ['list-item', '3.', 'Three'],
      ['list-item', '4.', 'Four'],
      ['list-item', '', 'inside'],
      ['paragraph', '', 'still four'],
    ])
  })

  it('becomes HTML that closes what it opens: lists in lists, tables, quotes, code and headings of four levels', () => {
    const source = [
      'Before the first heading.',
      '# One',
      '## Two\n\n### Three\n\n#### Four',
      '1. One\n   1. Deeper\n      - Deepest\n\n        > said\n\n2. Two\n\n   | a | b |\n   | --- | --- |\n   | 1 | **2** |',
      '> Quoted **words**',
      '```\nif (a < b) {}\n```',
      '| Kind | Kept |\n| --- | --: |\n| Bodies | 7 days |\n| Events | |',
      '---',
      'Line\\\nbreak and [a **bold** link](https://example.org/?a=1&b=2).',
    ].join('\n\n')

    expect(htmlFaults(htmlOf(source))).toEqual([])
    expect(htmlOf(source)).toContain('<td role="cell" class="to-right" data-label="Kept">7 days</td>')
    expect(htmlOf(source)).toContain(
      '<a href="https://example.org/?a=1&amp;b=2" rel="external noopener noreferrer">a <strong>bold</strong> link</a>',
    )
  })

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[click](javascript:alert(1))',
    '[click](JaVaScRiPt:alert(1))',
    '[click](data:text/html,<script>alert(1)</script>)',
    '<javascript:alert(1)>',
    '[click](//evil.example/)',
    '![x](x" onerror="alert(1))',
    '## Head {#x" onclick="alert(1)}',
    '`<svg onload=alert(1)>`',
    '```"><script>alert(1)</script>\n</code></pre><script>alert(1)</script>\n```',
    '| <b onclick=alert(1)>x | "y |\n| --- | --- |\n| 1 | 2 |',
    '<!-- --!><script>alert(1)</script>',
    '[x]: javascript:alert(1)\n\n[x]',
  ])('leaves script inert even without a policy: %s', (source) => {
    const html = htmlOf(source)

    expect(htmlFaults(html)).toEqual([])
    expect(html).not.toMatch(/<(?:script|img|svg|b)\b|href="(?:javascript|data|\/\/)/i)
  })

  it('shows raw tags as the text they are, so that no word of a notice is lost', () => {
    const words = readMarkdown('<div>kept</div>\n\nand <b>this</b>').map((block) => plainText(block))

    expect(words).toEqual(['<div>kept</div>', 'and <b>this</b>'])
  })

  it('takes empty anchors as the address of what follows, and shows nothing of them', () => {
    expect(
      summaryOf('<a id="old"></a>\n\nKept.\n\n## <a name="a"></a>A. Definitions\n\nSee [there](#a) and [here](#a-definitions).'),
    ).toEqual([
      ['old', 'paragraph', '', 'Kept.'],
      ['a', 'heading', 'A.', 'Definitions'],
      ['a-1', 'paragraph', '', 'See there and here.'],
    ])
    expect(htmlOf('## A. Definitions {#def}\n\n[here](#a-definitions)')).toContain('href="#def"')
  })

  it('gives lettered clauses a number of their own and an address on it', () => {
    expect(summaryOf('## 2.1 Doors {#doors}\n\n2.1.8 (a) Locked.\n\n(b) Guarded.').map(([id, , label]) => [id, label])).toEqual([
      ['doors', '2.1'],
      ['doors-1', '2.1.8 (a)'],
      ['doors-2', '(b)'],
    ])
    expect(htmlOf('## Doors {#doors}\n\n(b) Guarded.')).toContain(
      '<a class="n" href="?clause=doors-1#doors-1" aria-label="Link to “(b)”">(b)</a>',
    )
  })

  it.each(['> In short: all of it.', '> **Kurz gesagt:** all of it.', '> باختصار: all of it.'])(
    'sets a plain summary beside the section and says that it does not bind: %s',
    (short) => {
      const html = htmlOf(`## Kept {#kept}\n\nSeven days.\n\n${short}`)

      expect(html).toContain(
        '<div role="note" class="margin"><p id="kept-2"><b>In short</b> all of it.</p><p class="small">A help for reading, not binding.</p></div>',
      )
      expect(htmlFaults(html)).toEqual([])
    },
  )

  it('makes sections below a single title, and of bold lines where there are no headings', () => {
    const sections = (source: string) => sectionsOf(readMarkdown(source)).map(({ title }) => title)

    expect(htmlOf('# Title\n\n## One\n\n## Two').match(/<section/g)).toHaveLength(3)
    expect(sections('**Who we are**\n\nAcme.\n\n**What we keep**\n\nNothing.')).toEqual(['Who we are', 'What we keep'])
  })

  it.each([
    ['Japanese', '## 保存期間\n\n当社は**本文**を七日間保存します。\n\n## 共有'],
    ['Arabic', '## 1. مدة الحفظ\n\n(أ) نحفظ **النصوص** سبعة أيام.'],
  ])('reads %s like any other', (_language, source) => {
    expect(htmlFaults(htmlOf(source))).toEqual([])
    expect(htmlOf(source)).toContain('<strong>')
  })

  it('drops comments, which are notes between authors', () => {
    expect(summaryOf('Kept. <!-- not this -->\n\n<!--\n## nor this\n-->\nAlso kept.').map(([, , , words]) => words)).toEqual([
      'Kept.',
      'Also kept.',
    ])
  })
})

describe('an address in a notice', () => {
  it.each([
    ['https://example.org/a', 'https://example.org/a'],
    ['mailto:privacy@acmemail.example', 'mailto:privacy@acmemail.example'],
    ['/notices/cookies', '/notices/cookies'],
    ['#uses', '#uses'],
    ['java\nscript:alert(1)', null],
    ['vbscript:x', null],
    ['\\\\evil.example', null],
    ['/\\evil.example', null],
    ['', null],
  ])('leads to the web, to mail or to this site: %j', (address, safe) => {
    expect(safeAddress(address)).toBe(safe)
  })

  it('breaks a line where an author wrote <br>, as tables need it, and nowhere in code', () => {
    const lines = readMarkdown('| A |\n| - |\n| one<br>two<BR/>`<br>` |').map(plainText)

    expect(lines).toEqual(['A', 'one\ntwo\n<br>'])
  })

  it.each([
    ['(أ) عنوان البريد.', '(أ)'],
    ['(هـ) سجل الدخول.', '(هـ)'],
    ['(٢) سجل الدخول.', '(٢)'],
    ['2.1 (ب) سجل الدخول.', '2.1 (ب)'],
    ['٢.١ سجل الدخول.', '٢.١'],
    ['(نعم) هذا نص.', ''],
  ])('takes the printed number of a clause in Arabic as its number: %s', (line, label) => {
    expect(readMarkdown(line)[0]?.label).toBe(label)
  })
})
