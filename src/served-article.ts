let served: { article: HTMLElement; path: string } | null = null

/** Takes over an article that stands in the served document, before the app replaces what is around it. */
export function keepServedArticle(page: Document, path: string): void {
  const article = page.getElementById('article')
  served = article ? { article, path } : null
}

/**
 * The article as the server wrote it, for the page it was served at; `null` everywhere else.
 * The same nodes stay in use, so that marks, selection and fragment stay where they are.
 */
export function servedArticleAt(path: string): HTMLElement | null {
  return served?.path === path ? served.article : null
}
