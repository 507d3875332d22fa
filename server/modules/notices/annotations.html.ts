import type { NoticeAnnotation } from '#contract/notices.ts'
import type { Locale } from '#contract/shared.ts'
import type { Block } from '#domain/blocks.ts'
import { dayIn } from '#domain/clocks.ts'
import { languageTags } from '#domain/language-tags.ts'
import { escapeHtml, html } from '#server/http/html.ts'
import { topLevel } from './article.html.ts'
import { articleWords } from './article.words.ts'

/** The article with its dated notes: those about a clause under the heading of its section, the others are left to the page. */
export function withAnnotations(
  article: string,
  annotations: readonly NoticeAnnotation[],
  { language, blocks, zone }: { language: Locale; blocks: readonly Block[]; zone: string },
): string {
  let annotated = article
  for (const annotation of annotations.toReversed()) {
    const section = annotation.section === null ? null : sectionOf(blocks, annotation.section)
    const start = section === null ? -1 : annotated.indexOf(`<section class="clause" id="${escapeHtml(section)}"`)
    const end = start < 0 ? -1 : annotated.indexOf('</h2>', start)
    if (end < 0) continue
    const at = end + '</h2>'.length
    annotated = annotated.slice(0, at) + annotationHtml(annotation, language, zone) + annotated.slice(at)
  }
  return annotated
}

/** The heading of the section that a clause stands in, at the level that makes sections. */
function sectionOf(blocks: readonly Block[], clause: string): string | null {
  const top = topLevel(blocks)
  let section: string | null = null
  for (const block of blocks) {
    if (block.kind === 'heading' && block.level <= top) section = block.id
    if (block.id === clause) return section
  }
  return null
}

function annotationHtml({ text, notedAt }: NoticeAnnotation, language: Locale, zone: string): string {
  const on = dayIn(new Date(notedAt), zone)
  const tag = languageTags[language]
  const day = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${on}T00:00Z`),
  )
  const spoken = text[language] === undefined ? 'en' : language
  return html`<p role="note" class="annotation"><b>${articleWords[language].notedOn} <time datetime="${on}">${day}</time>.</b> <span lang="${spoken}" dir="${spoken === 'ar' ? 'rtl' : 'ltr'}">${text[language] ?? text.en}</span></p>`
    .text
}
