import { describe, expect, it } from 'vitest'
import { keepServedArticle, servedArticleAt } from './served-article.ts'

function pageWith(html: string): Document {
  const page = document.implementation.createHTMLDocument()
  page.body.innerHTML = html
  return page
}

describe('an article that the server wrote', () => {
  it('is kept as the same node for the page it was served at', () => {
    const page = pageWith('<div id="app"><article id="article">Text</article></div>')
    const node = page.getElementById('article')

    keepServedArticle(page, '/en/notices/privacy')

    expect(servedArticleAt('/en/notices/privacy')).toBe(node)
  })

  it('is not shown at another address', () => {
    keepServedArticle(pageWith('<article id="article">Text</article>'), '/en/notices/privacy')

    expect(servedArticleAt('/de/notices/privacy')).toBeNull()
  })

  it('is not expected on pages that have none', () => {
    keepServedArticle(pageWith('<div id="app"></div>'), '/en/')

    expect(servedArticleAt('/en/')).toBeNull()
  })
})
