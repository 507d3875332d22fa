import type { NoticeComparison, NoticeText } from '#contract/notices.ts'

interface Policy {
  createHTML(html: string): string
}
type Policies = { createPolicy(name: string, rules: Policy): Policy } | undefined

// The one door through which HTML enters the page. What passes was made by our own server from blocks, with every word escaped.
let policy: Policy | undefined

function articlePolicy(): Policy {
  const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes
  policy ??= policies?.createPolicy('vitrine-article', { createHTML: (html) => html }) ?? { createHTML: (html) => html }
  return policy
}

/** An article as a node, made like the served one. `direction` is that of the text's language. */
export function articleFrom(text: NoticeText | NoticeComparison, direction: 'ltr' | 'rtl'): HTMLElement {
  const template = document.createElement('template')
  template.innerHTML = articlePolicy().createHTML(text.html)
  const article = document.createElement('article')
  article.id = 'article'
  article.lang = text.language
  article.dir = direction
  article.append(template.content)
  if (!('effectiveOn' in text)) article.className = 'cmp'
  return article
}

/** What the server knew when it wrote this page, so that the portal need not ask again; null for every other path. */
export function servedData<T>(page: Document, path: string): T | null {
  const text = page.getElementById('page-data')?.textContent
  if (!text) return null
  const data = JSON.parse(text) as (T & { path: string }) | null
  return data?.path === path ? data : null
}
