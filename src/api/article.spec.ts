import { afterEach, describe, expect, it, vi } from 'vitest'
import type { NoticeText } from '#contract/notices.ts'
import { articleFrom, servedData } from './article.ts'

const text: NoticeText = {
  slug: 'privacy',
  effectiveOn: '2026-03-01',
  language: 'ar',
  fallbackFrom: null,
  title: 'إشعار',
  html: '<section class="clause" id="kept"><h2>مدة الحفظ</h2></section>',
  sections: [],
  stale: [],
  beside: null,
  glossary: [],
  hash: 'a'.repeat(64),
}

describe('an article made from the API’s answer', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('stands in its own language and direction, like the served one', () => {
    const article = articleFrom(text, 'rtl')

    expect([article.id, article.lang, article.dir]).toEqual(['article', 'ar', 'rtl'])
    expect(article.querySelector('#kept h2')?.textContent).toBe('مدة الحفظ')
  })

  it('enters the page through one policy, made once', async () => {
    vi.resetModules()
    const createPolicy = vi.fn((_name: string, rules: { createHTML(html: string): string }) => rules)
    vi.stubGlobal('trustedTypes', { createPolicy })
    const fresh = await import('./article.ts')

    fresh.articleFrom(text, 'rtl')
    fresh.articleFrom(text, 'rtl')

    expect(createPolicy.mock.calls.map(([name]) => name)).toEqual(['vitrine-article'])
  })
})

describe('the data that came with a page', () => {
  const page = (json: string) => {
    const served = document.implementation.createHTMLDocument()
    const script = served.createElement('script')
    script.type = 'application/json'
    script.id = 'page-data'
    script.textContent = json
    served.body.append(script)
    return served
  }

  it('belongs to the page at its own address only', () => {
    const served = page('{"path":"/en/notices","notices":[]}')

    expect(servedData(served, '/en/notices')).toEqual({ path: '/en/notices', notices: [] })
    expect(servedData(served, '/de/notices')).toBeNull()
  })

  it('may be missing', () => {
    expect(servedData(document.implementation.createHTMLDocument(), '/en/notices')).toBeNull()
    expect(servedData(page('null'), '/en/notices')).toBeNull()
  })
})
