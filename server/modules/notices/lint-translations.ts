import type { NoticeFinding } from '#contract/notice-publication.ts'
import type { Block } from '#domain/blocks.ts'
import type { Draft, LintContext } from './lint-draft.ts'
import { staleSections } from './translations.ts'

/** Translations that are missing, older than their original, or of another shape. */
export function lintTranslations(original: Draft, drafts: readonly Draft[], { before, languages }: LintContext): NoticeFinding[] {
  const missing = languages
    .filter((language) => !drafts.some((draft) => draft.language === language))
    .map((language): NoticeFinding => ({ code: 'translation-missing', language, line: null, facts: { language } }))
  const translations = drafts.filter((draft) => draft !== original)
  return [...missing, ...translations.flatMap((draft) => [...stale(original, draft, before), ...otherShape(original, draft)])]
}

function stale(original: Draft, draft: Draft, before: LintContext['before']): NoticeFinding[] {
  const sections = staleSections({
    original: { before: before[original.language] ?? [], now: original.blocks },
    translation: { before: before[draft.language] ?? [], now: draft.blocks },
    staleBefore: [],
  })
  return sections.map((section) => ({
    code: 'translation-stale',
    language: draft.language,
    line: lineOfSection(draft, section),
    facts: { section },
  }))
}

function otherShape(original: Draft, draft: Draft): NoticeFinding[] {
  const [theirs, own] = [shapeBySection(original.blocks), shapeBySection(draft.blocks)]
  return [...new Set([...theirs.keys(), ...own.keys()])]
    .filter((section) => theirs.get(section) !== own.get(section))
    .map((section) => ({
      code: 'translation-shape',
      language: draft.language,
      line: lineOfSection(draft, section),
      facts: { section: section || 'start', original: original.language },
    }))
}

/** Kinds of the blocks of each section, in order. */
function shapeBySection(blocks: readonly Block[]): Map<string, string> {
  const shapes = new Map<string, string>()
  for (const { section, kind, level } of blocks) shapes.set(section, `${shapes.get(section) ?? ''}${kind}${level},`)
  return shapes
}

function lineOfSection({ blocks, lines }: Draft, section: string): number | null {
  return lines[blocks.findIndex((block) => block.section === section)] ?? null
}
