import type { Locale } from '#contract/shared.ts'
import { escapeHtml } from '#server/http/html.ts'
import type { Say } from './messages.ts'
import { directionOf } from './wording.ts'

/** The portal's own document, in the language of the address before any script runs. */
export function shellDocument(document: string, locale: Locale, say: Say, operator: string): string {
  const title = escapeHtml(`${say('chrome.privacyCenter')} · ${operator}`)
  return document
    .replace(/<html[^>]*>/, () => `<html lang="${locale}" dir="${directionOf(locale)}">`)
    .replace(/<title>[^<]*<\/title>/, () => `<title>${title}</title>`)
}
