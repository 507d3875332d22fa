import { locales } from '#contract/shared.ts'
import type { ContentFault } from './content.fault.ts'
import type { ContentParts } from './content.parts.ts'
import { report, unique } from './content.references.ts'

/** A spelling that two terms claim would be explained twice. */
export function checkGlossary({ glossary }: ContentParts, faults: ContentFault[]): void {
  if (!glossary) return
  unique(glossary, ['terms'], glossary.value.terms, faults)
  for (const language of locales) {
    const seen = new Map<string, string>()
    for (const [i, { id, term, forms }] of glossary.value.terms.entries()) {
      for (const spelling of [term[language], ...forms[language]]) {
        const key = spelling.toLocaleLowerCase(language)
        const other = seen.get(key)
        if (other !== undefined)
          report(glossary, ['terms', i, 'id'], `${spelling} stands at ${other === id ? 'this term' : other} already; remove one`, faults)
        seen.set(key, id)
      }
    }
  }
}
