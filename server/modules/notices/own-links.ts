import { type Locale, locales } from '#contract/shared.ts'

const OWN_PAGE = new RegExp(`(<a href=")/(?=[a-z])(?!(?:${locales.join('|')}|api|u|s)(?:/|"))`, 'g')

/**
 * Leads links between our own pages to the language of the text that contains them: authors write `/notices/cookies`, which alone would follow
 * the browser. The stored HTML stays as it is.
 * @param html an article made here, in which nothing a person wrote can look like a tag
 */
export function withOwnLinks(html: string, language: Locale): string {
  return html.replaceAll(OWN_PAGE, `$1/${language}/`)
}
