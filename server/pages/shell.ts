import type { Locale } from '#contract/shared.ts'
import { escapeHtml, html } from '#server/http/html.ts'
import type { Content } from '#server/ports/content.ts'
import { noticesPath } from './addresses.ts'
import type { Say } from './messages.ts'
import { directionOf } from './wording.ts'

/** The portal's own document, in the language of the address before any script runs. */
export function shellDocument(document: string, locale: Locale, say: Say, { name, contactEmail }: Content['organisation']): string {
  const title = escapeHtml(`${say('chrome.privacyCenter')} · ${name}`)
  const withoutScript = html`<noscript><div class="wrap"><p>${say('chrome.noScript')}</p><p><a href="/${locale}${noticesPath}">${say('chrome.nav.notices')}</a> · <a href="mailto:${contactEmail}">${contactEmail}</a></p></div></noscript>`
  return document
    .replace(/<html[^>]*>/, () => `<html lang="${locale}" dir="${directionOf(locale)}">`)
    .replace(/<noscript>.*?<\/noscript>/, () => withoutScript.text)
    .replace(/<title>[^<]*<\/title>/, () => `<title>${title}</title>`)
}
