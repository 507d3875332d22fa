import type { Locale } from '#contract/shared.ts'
import type { Block } from '#domain/blocks.ts'
import { Html, html } from '#server/http/html.ts'
import { articleParts } from './article.html.ts'
import { articleWords } from './article.words.ts'
import { withOwnLinks } from './own-links.ts'

export interface OneLanguage {
  language: Locale
  blocks: readonly Block[]
}

/** Two languages of one version side by side, section beside section. The ids of the second begin with its language. */
export function besideHtml(first: OneLanguage, second: OneLanguage): string {
  const left = articleParts(first.blocks, { words: articleWords[first.language] })
  const right = articleParts(second.blocks, { words: articleWords[second.language], prefix: `${second.language}-` })
  const twins = new Set(left.map(({ id }) => id))
  const rows: { left: string; right: string }[] = left.map((part) => ({
    left: part.html,
    right: right.find(({ id }) => id === part.id)?.html ?? '',
  }))
  const alone = right.filter(({ id }) => !twins.has(id)).map((part) => ({ left: '', right: part.html }))
  return [...rows, ...alone]
    .map(
      (row) =>
        html`<div class="beside__row"><div lang="${first.language}" dir="${directionOf(first.language)}">${side(row.left, first.language)}</div><div lang="${second.language}" dir="${directionOf(second.language)}">${side(row.right, second.language)}</div></div>`
          .text,
    )
    .join('\n')
}

function side(part: string, language: Locale): Html {
  return part === '' ? html`<p class="muted">${articleWords[language].notHere}</p>` : new Html(withOwnLinks(part, language))
}

/** Which way a language runs. */
export function directionOf(language: Locale): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr'
}
