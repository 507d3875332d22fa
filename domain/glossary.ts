import { type Block, plainText } from './blocks.ts'

/** A word of legal texts that the operator explains beside them. */
export interface GlossaryTerm<Language extends string = string> {
  readonly id: string
  readonly term: Readonly<Record<Language, string>>
  /** Other spellings under which the term stands in a text: plurals, cases, abbreviations. */
  readonly forms: Readonly<Record<Language, readonly string[]>>
  readonly meaning: Readonly<Record<Language, string>>
}

/** The terms that stand in a text as whole words, in whatever case, in alphabetical order of the language. */
export function termsIn<Language extends string>(
  blocks: readonly Block[],
  glossary: readonly GlossaryTerm<Language>[],
  language: Language,
): GlossaryTerm<Language>[] {
  const text = blocks.map(plainText).join('\n').replaceAll('\u00ad', '')
  const { compare } = new Intl.Collator(language)
  return glossary
    .filter((term) => new RegExp(patternOf(spellingsOf(term, language), language), 'iu').test(text))
    .toSorted((one, other) => compare(one.term[language], other.term[language]))
}

// Arabic writes "and", "for", "with", "as" and the article into the word that follows.
const BEFORE: Readonly<Record<string, string>> = { ar: '[وف]?(?:لل|[بك]?ال|[بكل])?' }

/** Where a term stands in a text, counted in UTF-16 code units. */
export interface TermPlace<Language extends string> {
  readonly from: number
  readonly to: number
  readonly term: GlossaryTerm<Language>
}

/** Finds every place of any of the terms; of two that begin at one place, the longer. */
export function createTermFinder<Language extends string>(
  glossary: readonly GlossaryTerm<Language>[],
  language: Language,
): (text: string) => TermPlace<Language>[] {
  const spelled = glossary.flatMap((term) => spellingsOf(term, language).map((spelling) => ({ spelling, term })))
  const longestFirst = spelled.toSorted((one, other) => other.spelling.length - one.spelling.length)
  if (longestFirst.length === 0) return () => []
  const pattern = new RegExp(
    patternOf(
      longestFirst.map(({ spelling }) => spelling),
      language,
    ),
    'giu',
  )
  const termOf = new Map(longestFirst.toReversed().map(({ spelling, term }) => [plain(spelling), term]))
  return (text) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const term = termOf.get(plain(match[1] ?? ''))
      return term ? [{ from: match.index, to: match.index + match[0].length, term }] : []
    })
}

function spellingsOf<Language extends string>({ term, forms }: GlossaryTerm<Language>, language: Language): string[] {
  return [term[language], ...forms[language]].map((spelling) => spelling.trim())
}

function plain(spelling: string): string {
  return spelling.toLowerCase().replaceAll(/\s+/g, ' ')
}

/** Matches any of the spellings where no letter, mark or digit touches it; the spelling is the first group. */
function patternOf(spellings: readonly string[], language: string): string {
  const words = spellings.map((spelling) => spelling.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replaceAll(/\s+/g, '\\s+'))
  return `(?<![\\p{L}\\p{M}\\p{N}])${BEFORE[language] ?? ''}(${words.join('|')})(?![\\p{L}\\p{M}\\p{N}])`
}
