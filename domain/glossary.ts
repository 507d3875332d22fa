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
    .filter(({ term, forms }) => patternOf([term[language], ...forms[language]], language).test(text))
    .toSorted((one, other) => compare(one.term[language], other.term[language]))
}

// Arabic writes "and", "for", "with", "as" and the article into the word that follows.
const BEFORE: Readonly<Record<string, string>> = { ar: '[وف]?(?:لل|[بك]?ال|[بكل])?' }

/** Matches any of the spellings where no letter, mark or digit touches it. */
function patternOf(spellings: readonly string[], language: string): RegExp {
  const words = spellings.map((spelling) =>
    spelling
      .trim()
      .replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
      .replaceAll(/\s+/g, '\\s+'),
  )
  return new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])${BEFORE[language] ?? ''}(?:${words.join('|')})(?![\\p{L}\\p{M}\\p{N}])`, 'iu')
}
