import { describe, expect, it } from 'vitest'
import { lintDraft } from './lint.ts'
import { datesIn } from './lint-dates.ts'
import { readMarkdown } from './markdown.ts'
import type { Publishable } from './publication.ts'

const version = (texts: Publishable['texts'], rest: Partial<Publishable> = {}): Publishable => ({
  slug: 'privacy',
  kind: 'privacy-notice',
  title: { en: 'Privacy notice' },
  prevailing: 'en',
  significance: 'significant',
  reason: null,
  changelog: [],
  effectiveOn: '2026-03-01',
  texts,
  ...rest,
})
const context = {
  before: {},
  languages: [],
  categories: [
    { id: 'message-bodies', title: { en: 'Message bodies', de: 'Nachrichtentexte' }, role: 'processor' },
    { id: 'billing', title: { en: 'Billing', de: 'Abrechnung' }, role: 'controller' },
  ],
  publishedOn: '2026-01-26',
} as const
const found = (en: string) => lintDraft(version({ en }), context).map(({ code, line, facts }) => [code, line, facts])

describe('a draft of a notice', () => {
  it.each([
    ['a number that is missing', '## 8. One\n\n## 10. Two', ['number-gap', 3, { missing: '9', number: '10.' }]],
    ['a number that stands twice', '## 1. A\n\n## 2. B\n\n## 2. C', ['number-twice', 5, { number: '2.' }]],
    ['a number below another', '## 2. A\n\n### 2.1 B\n\n### 2.3 C', ['number-gap', 5, { missing: '2.2', number: '2.3' }]],
    ['a letter that is missing', '## 1. A\n\n(a) one\n\n(b) two\n\n(d) four', ['number-gap', 7, { missing: '(c)', number: '(d)' }]],
    ['a leftover', 'As said [below], we keep it.', ['leftover', 1, { text: '[below]' }]],
    ['a template’s tag', 'Dear {{name}}, we keep it.', ['leftover', 1, { text: '{{name}}' }]],
    ['bold that did not become bold', 'これは**「重要」**です。', ['leftover', 1, { text: '**' }]],
    ['a date that disagrees', '*Last updated: 4 May 2025*', ['date-differs', 1, { found: '2025-05-04', effectiveOn: '2026-03-01' }]],
    ['words that lost their space', 'We keep it.Then it goes.', ['glued-words', 1, { text: 'it.Then' }]],
    ['a link inside a word', 'See our[terms](https://x.example).', ['glued-words', 1, { text: 'ourterms' }]],
    ['an address that lost its space', 'Write tohttps://x.example now.', ['glued-address', 1, { text: 'tohttps://x.example' }]],
    [
      'a framework that is gone',
      'Transfers rest on the EU-U.S. Privacy Shield.',
      ['framework-gone', 1, { framework: 'Privacy Shield', since: '2020-07-16' }],
    ],
    ['an older framework', 'We joined Safe Harbor.', ['framework-gone', 1, { framework: 'Safe Harbour', since: '2015-10-06' }]],
    ['a heading that jumps', '## 1. A\n\n#### Deep', ['heading-jump', 3, { from: 2, to: 4 }]],
    ['a line that only looks like a heading', '**Who we are**\n\nAcme Mail.', ['pseudo-heading', 1, { text: 'Who we are' }]],
    ['a link to nothing', 'See [there](#nowhere).', ['link-to-nothing', 1, { address: '#nowhere' }]],
    ['a tag, which is shown as it stands', 'We <b>keep</b> it.', ['leftover', 1, { text: '<b>' }]],
    ['a comment that never ends', 'We keep it.\n\n<!-- more', ['leftover', 3, { text: '<!--' }]],
    ['a control character', 'Seven \u0007 days.', ['hidden-character', 1, { character: 'U+0007' }]],
    ['a cell without a column', '| A | B |\n| - | - |\n| 1 | 2 | 3 |', ['cells-lost', 3, { written: 3, columns: 2 }]],
    ['an address that no link uses', 'Kept.\n\n[1]: https://example.org', ['definition-unused', 3, { text: '[1]: https://example.org' }]],
    ['words turned around unseen', 'Seven \u202Esyad.', ['hidden-character', 1, { character: 'U+202E' }]],
    ['a register that does not exist', '{register: staff}', ['register-unknown', 1, { name: 'staff' }]],
    [
      'a role that the register swaps, in a row',
      '| Kind | Role |\n| --- | --- |\n| Message bodies | controller |',
      ['role-differs', 3, { category: 'message-bodies', said: 'controller', role: 'processor' }],
    ],
    [
      'a role that the register swaps, in a sentence',
      'For billing we are the processor.',
      ['role-differs', 1, { category: 'billing', said: 'processor', role: 'controller' }],
    ],
  ])('is warned about %s', (_what, source, finding) => {
    expect(found(source)).toContainEqual(finding)
  })

  it.each([
    [
      'clean words',
      '## 1. Kept {#kept}\n\nWe keep it, and then it goes. See [kept](#kept) or https://x.example/a.\n\n## 2. Gone\n\n(a) one\n\n(b) two',
    ],
    ['a comment that was left out, and lines after it', '<!-- [below] {{x}}\n-->\n\nFine.'],
    ['code', '`[below]` and `{{x}}`'],
    ['a framework that is said to be gone', 'Privacy Shield has been invalid since 16 July 2020.'],
    ['abbreviations, addresses and footnotes', 'See acmemail.example, a@b.example, e.g. this [1], or U.S. law.'],
    ['Roman numbers', '## 1. A\n\n(i) one\n\n(ii) two\n\n(iii) three'],
    ['its own dates', 'Effective 1 March 2026, published on 26 January 2026.'],
    ['sections that number anew below each heading', '## A. One\n\n### 1. x\n\n### 2. y\n\n## B. Two\n\n### 1. z'],
  ])('is left alone with %s', (_what, source) => {
    expect(found(source)).toEqual([])
  })

  it('is told of the line in its own file, after a comment and in a long paragraph', () => {
    expect(found('<!--\nnotes\n-->\n\nFirst line\nsecond [below] line').map(([, line]) => line)).toEqual([6])
  })

  it('is told of translations that are missing, older than their original, and of another shape', () => {
    const before = {
      en: readMarkdown('## Kept {#kept}\n\nSeven days.'),
      de: readMarkdown('## Dauer {#kept}\n\nSieben Tage.'),
      ar: readMarkdown('## مدة {#kept}\n\nسبعة أيام.'),
    }
    const draft = version({
      en: '## Kept {#kept}\n\nFive days, until 1 May 2026.',
      de: '## Dauer {#kept}\n\nSieben Tage.\n\n## Mehr {#more}',
    })

    const findings = lintDraft(draft, { ...context, before, languages: ['en', 'de', 'ar'] })

    expect(findings.map(({ code, language }) => [code, language])).toEqual([
      ['translation-missing', 'ar'],
      ['translation-stale', 'de'],
      ['translation-shape', 'de'],
      ['date-in-one-language', 'en'],
    ])
  })
})

describe('a date', () => {
  it.each([
    ['on 1 March 2026', ['2026-03-01']],
    ['March 1st, 2026 and 2026-03-02', ['2026-03-02', '2026-03-01']],
    ['am 1. März 2026 und 02.03.2026', ['2026-03-01', '2026-03-02']],
    ['في 1 مارس 2026', ['2026-03-01']],
    ['section 12 of 2026, article 45.13.2026', []],
  ])('is read from "%s"', (text, dates) => {
    expect(datesIn(text)).toEqual(dates)
  })
})
