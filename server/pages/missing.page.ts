import { html } from '#server/http/html.ts'
import { noticesPath } from './addresses.ts'
import type { Page } from './layout.html.ts'
import type { Wording } from './wording.ts'

/** There is no such notice, or none on that day. */
export function missingPage({ locale, say }: Wording): Page {
  return {
    title: say('notices.missing.title'),
    path: noticesPath,
    canonical: `/${locale}${noticesPath}`,
    alternates: [],
    isIndexed: false,
    status: 404,
    data: null,
    main: html`<div class="page-head"><div><h1>${say('notices.missing.title')}</h1><p class="lede">${say('notices.missing.lede')}</p><p><a class="btn" href="/${locale}${noticesPath}">${say('notices.missing.back')}</a></p></div></div>`,
  }
}

/** There is no page at this address at all. */
export function nowherePage({ locale, say }: Wording): Page {
  return {
    title: say('notFound.title'),
    path: '/',
    canonical: `/${locale}/`,
    alternates: [],
    isIndexed: false,
    status: 404,
    data: null,
    main: html`<div class="page-head"><div><h1>${say('notFound.headline')}</h1><p class="lede">${say('notFound.lede')}</p><div class="btn-row mt-m"><a class="btn" href="/${locale}/">${say('chrome.nav.home')}</a><a class="btn" href="/${locale}${noticesPath}">${say('chrome.nav.notices')}</a></div></div></div>`,
  }
}
