import { describe, expect, it } from 'vitest'
import { besideHtml } from './beside.html.ts'
import { readMarkdown } from './markdown.ts'
import { withOwnLinks } from './own-links.ts'

describe('a link in a text', () => {
  it.each([
    ['<a href="/notices/cookies">Cookies</a>', '<a href="/de/notices/cookies">Cookies</a>'],
    ['<a href="/choices">Wahl</a>', '<a href="/de/choices">Wahl</a>'],
    ['<a href="/sub-processors">Liste</a>', '<a href="/de/sub-processors">Liste</a>'],
  ])('leads to our page in the language of the text: %s', (html, expected) => {
    expect(withOwnLinks(html, 'de')).toBe(expected)
  })

  it.each([
    '<a href="/en/notices/privacy/2026-03-01?clause=kept#kept">in English</a>',
    '<a href="#kept">here</a>',
    '<a class="anchor" href="?clause=kept#kept">#</a>',
    '<a href="https://authority.example/notices">elsewhere</a>',
    '<a href="//authority.example/notices">elsewhere</a>',
    '<p>&lt;a href=&quot;/notices&quot;&gt;</p>',
  ])('stays as it is where it names a language, a clause or another host: %s', (html) => {
    expect(withOwnLinks(html, 'de')).toBe(html)
  })

  it('leads to each of two languages side by side from its own column', () => {
    const blocks = readMarkdown('## Kept {#kept}\n\nSee [cookies](/notices/cookies).')

    const html = besideHtml({ language: 'de', blocks }, { language: 'ar', blocks })

    expect(html).toMatch(/lang="de" dir="ltr".*href="\/de\/notices\/cookies".*lang="ar" dir="rtl".*href="\/ar\/notices\/cookies"/s)
  })
})
