import type { NoticeFinding } from '#contract/notice-publication.ts'
import type { Locale } from '#contract/shared.ts'
import type { Block } from '#domain/blocks.ts'
import { lintDates, lintDatesAcross } from './lint-dates.ts'
import type { Draft, Finding, LintContext } from './lint-draft.ts'
import { lintHidden } from './lint-hidden.ts'
import { lintNumbers } from './lint-numbers.ts'
import { lintRoles } from './lint-roles.ts'
import { lintStructure } from './lint-structure.ts'
import { lintTranslations } from './lint-translations.ts'
import { lintWords } from './lint-words.ts'
import { readText } from './markdown.ts'
import type { Publishable } from './publication.ts'
import { unknownRegisters } from './register-tables.ts'
import { stableBlocks } from './stable-ids.ts'

/** Everything in a draft that its author may want to look at. Warns, and never rewrites. */
export function lintDraft(version: Publishable, context: LintContext): NoticeFinding[] {
  const { prevailing, effectiveOn, changelog } = version
  const drafts = readDrafts(version, context)
  const original = drafts.find(({ language }) => language === prevailing)
  const inOne = drafts.flatMap((draft) =>
    [
      ...unknownRegisters(draft.source.join('\n')).map(({ name, line }): Finding => ({ code: 'register-unknown', line, facts: { name } })),
      ...lintHidden(draft),
      ...lintNumbers(draft),
      ...lintWords(draft, effectiveOn),
      ...lintDates(draft, { effectiveOn, publishedOn: context.publishedOn }),
      ...lintStructure(draft, draft === original ? changelog : []),
      ...lintRoles(draft, context.categories),
    ].map((finding): NoticeFinding => ({ ...finding, language: draft.language })),
  )
  const across = original ? [...lintTranslations(original, drafts, context), ...lintDatesAcross(original, drafts)] : []
  return [...inOne, ...across].toSorted((a, b) => (a.language ?? '').localeCompare(b.language ?? '') || (a.line ?? 0) - (b.line ?? 0))
}

/** The prevailing language first, with the addresses that publishing would give. */
function readDrafts({ texts, prevailing }: Publishable, { before }: LintContext): Draft[] {
  const languages = (Object.keys(texts) as Locale[]).toSorted((a, b) => Number(b === prevailing) - Number(a === prevailing))
  let original: readonly Block[] | null = null
  return languages.map((language) => {
    const source = (texts[language] ?? '').replaceAll('\r\n', '\n')
    const reading = readText(source)
    const blocks = stableBlocks(reading, { before: before[language] ?? [], original, taken: new Set(), language })
    if (language === prevailing) original = blocks
    return { language, blocks, lines: reading.lines, source: source.split('\n') }
  })
}
