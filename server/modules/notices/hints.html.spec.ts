import { describe, expect, it } from 'vitest'
import type { Locale } from '#contract/shared.ts'
import type { GlossaryTerm } from '#domain/glossary.ts'
import { htmlFaults } from '#tests/support/html-faults.ts'
import { articleHtml } from './article.html.ts'
import { articleWords } from './article.words.ts'
import { withHints } from './hints.html.ts'
import { readMarkdown } from './markdown.ts'

const consent: GlossaryTerm<Locale> = {
  id: 'consent',
  term: { en: 'consent', de: 'Einwilligung', ar: 'موافقة' },
  forms: { en: ['consents'], de: [], ar: [] },
  meaning: { en: 'A free "yes".', de: 'Ein freies Ja.', ar: 'قبول حر.' },
}
const article = (markdown: string) => articleHtml(readMarkdown(markdown), { words: articleWords.en })
const hints = (markdown: string) =>
  [...withHints(article(markdown), [consent], 'en').matchAll(/<a class="term"[^>]*>[^<]*<\/a>/g)].map(([link]) => link)
const link = (words: string) => `<a class="term" href="#word-used-consent" title="A free &quot;yes&quot;.">${words}</a>`

describe('a hint at an explained word', () => {
  it('leads to the explanation and says it, at the first use in each section', () => {
    expect(hints('## One\n\nYour consent, your Consent.\n\n## Two\n\nWith consents.\n\nNo consent.')).toEqual([
      link('consent'),
      link('consents'),
    ])
  })

  it.each([
    ['a heading', '## Consent\n\nText.'],
    ['a link', '## One\n\n[our consent page](/x)'],
    ['code', '## One\n\n`consent`\n\n```\nconsent\n```'],
    ['the head of a table', '## One\n\n| Consent |\n| - |\n| yes |'],
    ['an address', '## One\n\n[yes](/consent "consent")'],
    ['a longer word', '## One\n\nconsenting'],
  ])('is not put into %s', (_where, markdown) => {
    expect(hints(markdown)).toEqual([])
  })

  it('adds no word to the text and breaks no element', () => {
    const plain = article('## One\n\n(a) Your **consent** &amp; more.\n\n- a consent\n\n> In short: consent.\n\n| A |\n| - |\n| consent |')
    const hinted = withHints(plain, [consent], 'en')

    expect(hinted).not.toBe(plain)
    expect(hinted.replaceAll(/<[^>]*>/g, '')).toBe(plain.replaceAll(/<[^>]*>/g, ''))
    expect(htmlFaults(hinted)).toEqual([])
  })
})
