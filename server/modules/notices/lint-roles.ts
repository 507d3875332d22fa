import type { Locale } from '#contract/shared.ts'
import { cellsOf, plainText } from '#domain/blocks.ts'
import type { Draft, Finding, LintContext } from './lint-draft.ts'

const roles: Readonly<Record<Locale, { controller: RegExp; processor: RegExp }>> = {
  en: { controller: /\bcontroller\b/i, processor: /\bprocessor\b/i },
  de: { controller: /(?<!auftrags)verantwortliche?[rn]?\b/i, processor: /auftragsverarbeiter/i },
  ar: { controller: /(?:ال)?متحكم|المراقب/, processor: /(?:ال)?معالج/ },
}

/** Rows and sentences that name a kind of data with the other role than the register does. */
export function lintRoles({ language, blocks, lines }: Draft, categories: LintContext['categories']): Finding[] {
  const { controller, processor } = roles[language]
  return blocks.flatMap((block, at) => {
    if (block.kind === 'heading') return []
    const isRow = block.kind === 'table-row'
    const sentences = isRow ? [plainText(block)] : plainText(block).split(/(?<=[.!?؟])\s+/)
    const subjects = isRow ? [plainText({ inline: cellsOf(block.inline)[0] ?? [] })] : sentences
    return sentences.flatMap((sentence, index): Finding[] => {
      const [isController, isProcessor] = [controller.test(sentence), processor.test(sentence)]
      if (isController === isProcessor) return []
      const said = isController ? 'controller' : 'processor'
      return categories
        .filter(({ title, role }) => role !== said && names(subjects[index] ?? '', title[language] ?? title.en))
        .map(({ id, role }) => ({ code: 'role-differs', line: lines[at] ?? null, facts: { category: id, said, role } }))
    })
  })
}

function names(text: string, title: string): boolean {
  return text.toLowerCase().includes(title.toLowerCase())
}
