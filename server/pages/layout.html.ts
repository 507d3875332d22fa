import { type Html, type HtmlPart, html, jsonInScript } from '#server/http/html.ts'
import type { ContentOrganisation } from '#server/ports/content.ts'
import type { AppSettings } from '#server/ports/ports.ts'
import { languagesIcon, menuIcon, operatorMark, productMark } from './icons.ts'
import { directionOf, languages, type Wording } from './wording.ts'

/** The portal's files, as the build names them; paths from the root. */
export interface Assets {
  styles: readonly string[]
  scripts: readonly string[]
}

/** Remembers the appearance on pages that the portal's script does not take over. */
export const themeScript = '/theme.js'

/** One page before it is a document. */
export interface Page {
  title: string
  /** The path without its language, as in `/notices/privacy`. */
  path: string
  main: Html
  /** What search engines should take instead; a path with its language. */
  canonical: string
  /** Languages in which this page really exists; empty for pages that are nobody's translation. */
  alternates: readonly string[]
  isIndexed: boolean
  /** What else stands in the document's head. */
  head?: HtmlPart
  /** What the portal needs to show the same page without asking again. */
  data: unknown
  status?: 200 | 404
}

export interface Surroundings {
  wording: Wording
  organisation: ContentOrganisation
  settings: Pick<AppSettings, 'baseUrl' | 'demo'>
  assets: Assets
}

/** A complete document: readable, printable and indexable without script; no style attribute, no inline script. */
export function documentHtml(page: Page, around: Surroundings): string {
  const { wording, organisation, settings, assets } = around
  const { locale, say } = wording
  const title = [page.title, say('chrome.privacyCenter'), organisation.name].join(' · ')
  return html`<!doctype html>
<html lang="${locale}" dir="${directionOf(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="canonical" href="${settings.baseUrl}${page.canonical}">
${!page.isIndexed && html`<meta name="robots" content="noindex">`}
${alternateLinks(page, settings.baseUrl)}
${page.head}
${assets.styles.map((href) => html`<link rel="stylesheet" href="${href}">`)}
${assets.scripts.map((src) => html`<script type="module" src="${src}"></script>`)}
</head>
<body>
<div id="app">
<a class="skip btn" href="#main">${say('chrome.skip')}</a>
${masthead(page, around)}
${rail(page, wording)}
<main id="main" tabindex="-1"><div class="wrap">${page.main}</div></main>
${footer(around)}
</div>
<script type="application/json" id="page-data">${jsonInScript(page.data)}</script>
</body>
</html>
`.text
}

function alternateLinks({ alternates, path }: Page, baseUrl: string): HtmlPart {
  if (alternates.length === 0) return null
  const links = alternates.map((language) => html`<link rel="alternate" hreflang="${language}" href="${baseUrl}/${language}${path}">\n`)
  return html`${links}<link rel="alternate" hreflang="x-default" href="${baseUrl}${path}">`
}

function masthead(page: Page, { wording, organisation }: Surroundings): Html {
  const { locale, say } = wording
  const { path } = page
  const name = languages.find((language) => language.locale === locale)?.name
  const menu = languages.map(
    (language) =>
      html`<li><a href="/${language.locale}${path}" lang="${language.locale}" hreflang="${language.locale}"${language.locale === locale && html` aria-current="true"`}>${language.name}</a></li>`,
  )
  return html`<header class="masthead">
<div class="wrap"><a class="brand" href="/${locale}/">${operatorMark}<span>${organisation.name}</span><span class="where">${say('chrome.privacyCenter')}</span></a>
<div class="masthead__tools"><button class="btn btn--quiet tool-wide" type="button" popovertarget="languages" aria-label="${say('chrome.language', { language: name ?? locale })}">${languagesIcon}${name}</button>
<a class="btn tool-wide" href="/${locale}/sign-in">${say('chrome.signIn')}</a>
<button class="btn menu-btn" type="button" popovertarget="menu">${menuIcon}${say('chrome.menu')}</button></div></div>
<div id="menu" class="sheet" popover><nav aria-label="${say('chrome.menu')}"><ul>${rooms(page, wording)}<li><hr></li><li><a href="/${locale}/sign-in">${say('chrome.signIn')}</a></li><li><hr></li>${menu}</ul></nav></div>
<div id="languages" class="sheet" popover><ul>${menu}</ul></div>
</header>`
}

function rail(page: Page, wording: Wording): Html {
  return html`<nav class="rail" aria-label="${wording.say('chrome.privacyCenter')}"><div class="wrap"><ul>${rooms(page, wording)}</ul></div></nav>`
}

function rooms({ path }: Page, { locale, say }: Wording): Html {
  const isNotice = path.startsWith('/notices')
  return html`<li><a href="/${locale}/">${say('chrome.nav.home')}</a></li><li><a href="/${locale}/notices"${isNotice && html` aria-current="page"`}>${say('chrome.nav.notices')}</a></li><li><a href="/${locale}/choices">${say('chrome.nav.deviceChoices')}</a></li>`
}

function footer({ wording, organisation, settings }: Surroundings): Html {
  const { say, text } = wording
  const { legalName, address, dataProtectionOfficer, contactEmail, answersWithin, supervisoryAuthority, disputeBody } = organisation
  const daysAhead = settings.demo?.daysAhead ?? 0
  const authority = html`<a href="${supervisoryAuthority.url}" rel="noreferrer"><bdi>${supervisoryAuthority.name}</bdi></a>`
  return html`<footer class="foot"><div class="wrap">
<div><h2>${legalName}</h2><p>${address.map((line, at) => html`${at > 0 && html`<br>`}${line}`)}</p><p class="row mt-s">${productMark}<span>${say('chrome.footer.runsOn')}</span></p></div>
<div><h2>${say('chrome.footer.askAPerson')}</h2><p>${say('chrome.footer.dpo', { name: dataProtectionOfficer })}</p><ul class="list"><li><a href="mailto:${contactEmail}"><span class="ltr">${contactEmail}</span></a></li></ul><p>${say('chrome.footer.answersWithin', { time: text(answersWithin) })}</p></div>
<div><h2>${say('chrome.footer.complain')}</h2><p>${say.html('chrome.footer.complainText', { country: text(supervisoryAuthority.country), authority })}</p>${disputeBody && html`<ul class="list"><li><a href="${disputeBody.url}" rel="noreferrer"><bdi>${disputeBody.name}</bdi></a></li></ul>`}</div>
${appearance(wording)}
</div>${settings.demo && html`<div class="wrap foot__demo"><p>${say('chrome.footer.demo')} ${daysAhead > 0 && html`${say('chrome.footer.daysAhead', { count: daysAhead })} `}<a class="link" href="/dev/mail">${say('chrome.footer.mailbox')}</a></p></div>`}</footer>`
}

/** Works by the style sheet alone; a script only remembers it. */
function appearance({ say }: Wording): Html {
  const title = say('chrome.footer.appearance')
  const choices = [
    ['device', say('chrome.footer.device')],
    ['light', say('chrome.footer.light')],
    ['dark', say('chrome.footer.dark')],
  ].map(
    ([value, name], at) =>
      html`<label><input type="radio" name="theme" value="${value}" id="theme-${value}"${at === 0 && html` checked`}>${name}</label>`,
  )
  return html`<fieldset><legend class="vh">${title}</legend><p class="foot__title" aria-hidden="true">${title}</p><div class="seg">${choices}</div></fieldset>`
}
