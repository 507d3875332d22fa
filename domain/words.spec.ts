import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { visitWords } from './words.ts'

function wordsOf(text: string, locale = 'en'): string[] {
  const words: string[] = []
  visitWords(text, locale, (from, to) => words.push(text.slice(from, to)))
  return words
}

describe('the words of a text', () => {
  it.each([
    ['en', 'Don’t keep it, e.g. for 1,000 days.', ['Don’t', 'keep', 'it', ',', 'e.g', '.', 'for', '1,000', 'days', '.']],
    ['en', 'Write to acme.example (today)', ['Write', 'to', 'acme.example', '(', 'today', ')']],
    ['de', 'Löschfrist: 7 Tage', ['Löschfrist', ':', '7', 'Tage']],
    ['ar', 'نحذفها بعد سَنة.', ['نحذفها', 'بعد', 'سَنة', '.']],
    ['ja', '七日間保存します。', ['七', '日間', '保存', 'し', 'ます', '。']],
  ])('are whole in %s: %s', (locale, text, words) => {
    expect(wordsOf(text, locale)).toEqual(words)
  })

  it.each([
    ['a family of several people', 'A 👩‍👩‍👧‍👦 b', '👩‍👩‍👧‍👦'],
    ['a flag', 'A 🇸🇪 b', '🇸🇪'],
    ['a letter with a mark of its own', 'A cafe\u0301 b', 'cafe\u0301'],
    ['a word with a soft hyphen', 'A da\u00adta b', 'da\u00adta'],
  ])('never cut %s in two', (_what, text, whole) => {
    expect(wordsOf(text)).toContain(whole)
  })

  it('take the short way in Latin text without another result than the language’s own rules', () => {
    const segmenter = new Intl.Segmenter('en', { granularity: 'word' })
    const latin = fc.array(fc.constantFrom('a', 'Ü', 'ß', '7', ' ', '.', ',', '’', '-', '(', '/', '“', '€', '\n'), { maxLength: 30 })
    fc.assert(
      fc.property(latin, (signs) => {
        const text = signs.join('')
        const expected = Array.from(segmenter.segment(text), ({ segment }) => segment).filter((segment) => segment.trim() !== '')

        expect(wordsOf(text)).toEqual(expected)
      }),
      { numRuns: 1000 },
    )
  })
})
