import { describe, expect, it } from 'vitest'
import type { Block } from './blocks.ts'
import { createTermFinder, type GlossaryTerm, termsIn } from './glossary.ts'

const text = (...lines: string[]): Block[] =>
  lines.map((line, at) => ({
    id: `p-${at}`,
    kind: 'paragraph',
    level: 0,
    label: '',
    section: '',
    inline: [{ text: line, marks: [], href: null }],
  }))
const term = (id: string, word: string, ...forms: string[]): GlossaryTerm<'en' | 'ar'> => ({
  id,
  term: { en: word, ar: word },
  forms: { en: forms, ar: forms },
  meaning: { en: 'A meaning.', ar: 'A meaning.' },
})
const idsIn = (line: string, terms: GlossaryTerm<'en' | 'ar'>[], language: 'en' | 'ar' = 'en') =>
  termsIn(text(line), terms, language).map(({ id }) => id)

describe('a term of the glossary', () => {
  it.each(['We are the controller.', 'Controller', 'the “controller”', 'controller/processor', 'con\u00adtroller'])(
    'is found as a whole word, in any case: %s',
    (line) => {
      expect(idsIn(line, [term('controller', 'controller')])).toEqual(['controller'])
    },
  )

  it.each(['subcontroller', 'controllership', 'controller2', 'We decide.'])('is not found inside another word: %s', (line) => {
    expect(idsIn(line, [term('controller', 'controller')])).toEqual([])
  })

  it('is found in its other spellings and across a line or a hard space', () => {
    const clauses = term('clauses', 'standard contractual clauses', 'SCC')

    expect(idsIn('the standard contractual\u00a0clauses', [clauses])).toEqual(['clauses'])
    expect(idsIn('under the SCC', [clauses])).toEqual(['clauses'])
  })

  it('means what is written, not a pattern', () => {
    expect(idsIn('the EEA', [term('dots', 'E.A')])).toEqual([])
    expect(idsIn('Art. 6(1)(f) applies', [term('interest', '6(1)(f)')])).toEqual(['interest'])
  })

  it.each(['متحكم', 'المتحكم', 'والمتحكم', 'للمتحكم', 'بالمتحكم'])('is found in Arabic with what is written into it: %s', (word) => {
    expect(idsIn(`نحن ${word}.`, [term('controller', 'متحكم')], 'ar')).toEqual(['controller'])
  })

  it('stands in the order of the alphabet, each once', () => {
    const terms = [term('processor', 'processor'), term('consent', 'consent'), term('hash', 'hash')]

    expect(termsIn(text('A processor.', 'Your consent, and the processor.'), terms, 'en').map(({ id }) => id)).toEqual([
      'consent',
      'processor',
    ])
  })
})

describe('the places of terms', () => {
  it('are told with what is written into the word, and the longer of two terms is meant', () => {
    const find = createTermFinder([term('data', 'data'), term('subject', 'data subject', 'data subjects')], 'en')

    expect(find('Data of data subjects').map(({ from, to, term: { id } }) => [from, to, id])).toEqual([
      [0, 4, 'data'],
      [8, 21, 'subject'],
    ])
    expect(createTermFinder([term('consent', 'موافقة')], 'ar')('بالموافقة').map(({ from, to }) => [from, to])).toEqual([[0, 9]])
    expect(createTermFinder([], 'en')('anything')).toEqual([])
  })
})
