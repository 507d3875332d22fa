import { type Block, plainText } from '#domain/blocks.ts'

export interface TranslatedTwice {
  /** The prevailing text before and now. */
  original: { before: readonly Block[]; now: readonly Block[] }
  /** The translation before and now. */
  translation: { before: readonly Block[]; now: readonly Block[] }
  /** Sections of the translation that were older than their original already. */
  staleBefore: readonly string[]
}

/** Sections whose original says something else than before while the translation still says the same: it is older than what it translates. */
export function staleSections({ original, translation, staleBefore }: TranslatedTwice): string[] {
  const [wasOriginal, isOriginal] = [wordsBySection(original.before), wordsBySection(original.now)]
  const [wasTranslation, isTranslation] = [wordsBySection(translation.before), wordsBySection(translation.now)]
  return [...isTranslation].flatMap(([section, words]) => {
    if (words !== wasTranslation.get(section)) return []
    const hasMoved = wasOriginal.has(section) && isOriginal.has(section) && wasOriginal.get(section) !== isOriginal.get(section)
    return hasMoved || staleBefore.includes(section) ? [section] : []
  })
}

/** Words only: a new number or a new setting asks for no new translation. */
function wordsBySection(blocks: readonly Block[]): Map<string, string> {
  const words = new Map<string, string>()
  for (const block of blocks) words.set(block.section, `${words.get(block.section) ?? ''}${plainText(block)}\n`)
  return words
}
