import { html, type Markup } from './markup.ts'
import type { Article, SiteTexts } from './site-texts.ts'
import { tags } from './tags.ts'
import { type Language, languages, texts } from './texts.ts'

export interface PageFacts {
  language: Language
  path: string
  portalUrl: string
  nonce: string
}

const PRICING = '/pricing'
export const CHAT = '/embeds/help-chat'
const ARTICLE = '/blog/why-we-throw-your-mail-away'

/** Every page by its path; undefined where there is none. */
function articleAt(
  path: string,
  site: SiteTexts,
  link: (path: string) => string,
): { article: Article; more?: Markup; byline?: string } | undefined {
  const { home, pricing, blog } = site
  if (path === '/') {
    const points = home.points.map(({ title, text }) => html`<li><h2>${title}</h2><p>${text}</p></li>`)
    return { article: home, more: html`<p><a class="deed" href="${link(PRICING)}">${home.deed}</a></p><ul class="points">${points}</ul>` }
  }
  if (path === PRICING) {
    const plans = pricing.plans.map(
      ({ name, price, text }) => html`<li><h2>${name}</h2><p class="price"><bdi>${price}</bdi></p><p>${text}</p></li>`,
    )
    return { article: pricing, more: html`<ul class="points">${plans}</ul>${embed(site, link(CHAT))}` }
  }
  if (path === ARTICLE) return { article: blog, byline: blog.byline }
  return undefined
}

/** One whole page of the website, in one language. Status 404 comes with a page of its own. */
export function page({ language, path, portalUrl, nonce }: PageFacts): { status: 200 | 404; markup: string } {
  const site = texts[language]
  const link = (to: string, into: Language = language) => (into === 'en' ? to : `${to}?lang=${into}`)
  const found = articleAt(path, site, link)
  const { article, more = html``, byline } = found ?? { article: site.missing }
  const navigation = [
    [PRICING, site.nav.pricing],
    [ARTICLE, site.nav.blog],
  ] as const
  const own = found ? path : '/'
  const body = html`<!doctype html>
<html lang="${language}" dir="${site.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${path === '/' ? `Acme Mail: ${article.title}` : `${article.title} · Acme Mail`}</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/site.css">
<script defer nonce="${nonce}" src="${portalUrl}/consent.js?site=acme-website&amp;lang=${language}"></script>
<script defer nonce="${nonce}" src="/panel.js"></script>
${tags.map(
  ({
    service,
    category,
  }) => html`<script type="text/plain" data-consent="${category}" data-service="${service}" nonce="${nonce}" src="/tags/${service}.js"></script>
`,
)}</head>
<body>
<header><a class="skip" href="#content">${site.skip}</a><a class="brand" href="${link('/')}"><bdi>${site.nav.home}</bdi></a>
<nav aria-label="${site.pagesLabel}"><ul>${navigation.map(([to, name]) =>
    to === path ? html`<li><a aria-current="page" href="${link(to)}">${name}</a></li>` : html`<li><a href="${link(to)}">${name}</a></li>`,
  )}</ul></nav>
<nav aria-label="${site.languagesLabel}"><ul>${languages.map((other) =>
    other === language
      ? html`<li><a aria-current="true" lang="${other}" href="${link(own, other)}">${texts[other].ownName}</a></li>`
      : html`<li><a lang="${other}" hreflang="${other}" href="${link(own, other)}">${texts[other].ownName}</a></li>`,
  )}</ul></nav></header>
<main id="content">
<article><h1>${article.title}</h1>${byline ? html`<p class="byline">${byline}</p>` : html``}${article.paragraphs.map((text) => html`<p>${text}</p>`)}</article>
${more}
${panel(site)}
</main>
<footer><nav aria-label="${site.footer.label}"><ul>
<li><a href="${portalUrl}/${language}/notices/privacy">${site.footer.notice}</a></li>
<li><a href="${portalUrl}/${language}/cookies">${site.footer.cookies}</a></li>
<li><a href="${portalUrl}/${language}/">${site.footer.center}</a></li>
<li><a href="${portalUrl}/${language}/banner">${site.footer.banner}</a></li>
<li><button type="button" data-open-choices>${site.footer.choices}</button></li>
</ul></nav><p>${site.sample}</p></footer>
</body>
</html>
`
  return { status: found ? 200 : 404, markup: body.markup }
}

/** Content of a service: it waits behind a cover in its own size, and loads once or always by a click. */
function embed({ chat }: SiteTexts, address: string): Markup {
  return html`<iframe title="${chat.title}" width="640" height="220" data-consent="preferences" data-service="help-chat" data-src="${address}"></iframe>`
}

/** What the help desk would show inside the frame. */
export function chatPage(language: Language): string {
  const { direction, chat } = texts[language]
  return html`<!doctype html>
<html lang="${language}" dir="${direction}">
<head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${chat.title}</title><link rel="stylesheet" href="/site.css"></head>
<body><main><h1 class="small">${chat.title}</h1><p>${chat.text}</p></main></body>
</html>
`.markup
}

function panel({ panel: words }: SiteTexts): Markup {
  const rows = tags.map(
    ({
      service,
      category,
    }) => html`<li data-tag="${service}" data-state="held"><bdi lang="en">${service}</bdi><span>${words.categories[category]}</span><b class="state" data-ran="${words.ran}" data-held="${words.held}">${words.held}</b></li>
`,
  )
  return html`<section class="panel" aria-labelledby="panel"><h2 id="panel">${words.title}</h2><p>${words.intro}</p><ul>${rows}</ul></section>`
}
