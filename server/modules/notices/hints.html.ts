import type { Locale } from '#contract/shared.ts'
import { createTermFinder, type GlossaryTerm } from '#domain/glossary.ts'
import { html } from '#server/http/html.ts'

const TAG = /(<[^>]*>)/
/** Where no hint stands: links lead elsewhere already, titles and numbers are short, and code is quoted. */
const UNTOUCHED = /^<(\/?)(?:a|h[1-6]|code|pre|caption|thead)(?=[\s>])/
const SECTION = /^<(?:section|div) class="clause"/

/**
 * Marks the first use of each explained term in each section as a link to its explanation below the text. Only the page changes: the words,
 * the fingerprint and everything stored stay as they are.
 * @param article HTML made here, in which nothing a person wrote can look like a tag
 */
export function withHints(article: string, glossary: readonly GlossaryTerm<Locale>[], language: Locale): string {
  const placesIn = createTermFinder(glossary, language)
  const used = new Set<string>()
  let depth = 0
  const parts = article.split(TAG).map((part) => {
    if (part.startsWith('<')) {
      if (SECTION.test(part)) used.clear()
      const untouched = UNTOUCHED.exec(part)
      if (untouched) depth += untouched[1] === '/' ? -1 : 1
      return part
    }
    if (depth > 0 || part.trim() === '') return part
    return placesIn(part)
      .filter(({ term }) => !used.has(term.id) && used.add(term.id))
      .reduceRight((text, { from, to, term }) => {
        const link = html`<a class="term" href="#${idOfWord(term.id)}" title="${term.meaning[language]}">`.text
        return `${text.slice(0, from)}${link}${text.slice(from, to)}</a>${text.slice(to)}`
      }, part)
  })
  return parts.join('')
}

/** The address of an explanation on the page of a notice. */
function idOfWord(term: string): string {
  return `word-used-${term}`
}
