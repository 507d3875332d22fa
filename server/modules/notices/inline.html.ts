import type { Mark, Run } from '#domain/blocks.ts'
import { Html, type HtmlPart, html } from '#server/http/html.ts'

/** Runs as HTML. Neighbours with one link share one anchor. An image is never loaded: its words lead to it. */
export function inlineHtml(runs: readonly Run[]): Html {
  const groups: { href: string | null; title: string; runs: Run[] }[] = []
  for (const run of runs) {
    const last = groups.at(-1)
    const [href, title] = [addressOf(run), run.title ?? '']
    if (last && last.href === href && last.title === title) last.runs.push(run)
    else groups.push({ href, title, runs: [run] })
  }
  return html`${groups.map(({ href, title, runs }) => (href === null ? runs.map(runHtml) : linkHtml(href, title, runs)))}`
}

function addressOf({ href, image = '' }: Run): string | null {
  return href ?? (/^https?:\/\//i.test(image) ? image : null)
}

function linkHtml(href: string, title: string, runs: readonly Run[]): Html {
  const isExternal = /^https?:/i.test(href)
  return html`<a href="${href}"${title !== '' && html` title="${title}"`}${isExternal && html` rel="external noopener noreferrer"`}>${runs.map(runHtml)}</a>`
}

function runHtml({ text, marks }: Run): Html {
  return [...marks].reverse().reduce(marked, linesHtml(text))
}

function linesHtml(text: string): Html {
  const parts: HtmlPart[] = text.split('\n').map((line, at) => (at === 0 ? line : html`<br>${line}`))
  return html`${parts}`
}

function marked(inner: Html, mark: Mark): Html {
  switch (mark) {
    case 'strong':
      return html`<strong>${inner}</strong>`
    case 'em':
      return html`<em>${inner}</em>`
    case 'strike':
      return html`<s>${inner}</s>`
    case 'code':
      return html`<code dir="ltr">${inner}</code>`
    default:
      return mark satisfies never
  }
}

export const nothing = new Html('')
