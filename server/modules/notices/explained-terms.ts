import type { NoticeText } from '#contract/notices.ts'
import type { Locale } from '#contract/shared.ts'
import type { Block } from '#domain/blocks.ts'
import { type GlossaryTerm, termsIn } from '#domain/glossary.ts'
import { withHints } from './hints.html.ts'

type Glossary = readonly GlossaryTerm<Locale>[]

// Neither a published text nor the glossary changes while the server runs, so a text is searched once.
const memories = new WeakMap<Glossary, Map<string, GlossaryTerm<Locale>[]>>()

/**
 * The operator's explanations of words that stand in a text, in its language.
 * @param hash the text's fingerprint
 */
export function explainedIn(hash: string, blocks: readonly Block[], glossary: Glossary, language: Locale): NoticeText['glossary'] {
  return foundIn(hash, blocks, glossary, language).map(({ id, term, meaning }) => ({
    id,
    term: term[language],
    meaning: meaning[language],
  }))
}

/** An article whose explained words lead to their explanations. */
export function hinted(
  article: string,
  hash: string,
  { blocks, glossary, language }: { blocks: readonly Block[]; glossary: Glossary; language: Locale },
): string {
  const found = foundIn(hash, blocks, glossary, language)
  return found.length === 0 ? article : withHints(article, found, language)
}

function foundIn(hash: string, blocks: readonly Block[], glossary: Glossary, language: Locale): GlossaryTerm<Locale>[] {
  const memory = memories.get(glossary) ?? new Map<string, GlossaryTerm<Locale>[]>()
  memories.set(glossary, memory)
  const found = memory.get(hash) ?? termsIn(blocks, glossary, language)
  memory.set(hash, found)
  return found
}
