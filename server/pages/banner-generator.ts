import type { Locale } from '#contract/shared.ts'
import { type Html, html } from '#server/http/html.ts'
import type { Ports } from '#server/ports/ports.ts'
import { COOKIE_NOTICE } from './banner-config.ts'
import { type ComposedBanner, type ExtraName, extras } from './banner-parts.ts'
import { type BannerTheme, colourOf, defaultTheme, unreadablePairs } from './banner-theme.ts'
import { type Assets, documentHtml, themeScript } from './layout.html.ts'
import type { AllMessages } from './messages.ts'
import { createWording, type Wording } from './wording.ts'

export interface GeneratorOptions {
  assets: Assets
  messages: AllMessages
}

type Needs = Pick<Ports, 'content' | 'settings' | 'clock'>
type Compose = (site: string, language: Locale, wanted: readonly ExtraName[]) => Promise<ComposedBanner>

/** The generator's only script: copies a snippet and says so. */
export const generatorScript = `for (const button of document.querySelectorAll('[data-copies]')) {
  button.addEventListener('click', async () => {
    const area = document.getElementById(button.dataset.copies)
    await navigator.clipboard.writeText(area.value)
    button.nextElementSibling.textContent = button.dataset.copied
  })
}
`

/**
 * The page that writes the snippet for a website: choices are a form, the answer is text to copy. A theme that cannot be read is refused. Both
 * answers of the banner take one colour, so that unequal buttons cannot be asked for.
 */
export async function generatorPage(
  ports: Needs,
  { assets, messages }: GeneratorOptions,
  locale: Locale,
  query: URLSearchParams,
  compose: Compose,
): Promise<Response> {
  const wording = createWording(locale, messages, ports as Pick<Ports, 'clock' | 'content'>)
  const { sites } = ports.content.organisation
  const site = sites.find(({ id }) => id === query.get('site')) ?? sites[0]
  const chosen = (Object.keys(extras) as ExtraName[]).filter((name) => query.getAll('with').includes(name))
  const mode = query.get('mode') === 'inline' ? 'inline' : 'file'
  const theme = themeOf(query)
  const banner = site ? await compose(site.id, locale, chosen) : undefined
  const { say } = wording
  const page = {
    title: say('banner.title'),
    path: '/banner',
    canonical: `/${locale}/banner`,
    alternates: ['en', 'de', 'ar'],
    isIndexed: false,
    data: null,
    main: html`<div class="page-head"><div><h1>${say('banner.title')}</h1><p class="lede">${say('banner.lede')}</p></div></div>
<div class="rooms"><section class="room"><div class="label"><h2>${say('banner.write')}</h2></div>
<form method="get" class="stack stack--l">${fields(wording, { sites: sites.map(({ id }) => id), site: site?.id ?? '', mode, chosen, theme })}
<p><button class="btn btn--primary" type="submit">${say('banner.write')}</button></p></form></section>
${banner && site && answer(wording, { noticeAddress: `${ports.settings.baseUrl}/${locale}/notices/${COOKIE_NOTICE}`, banner, mode, theme, tag: tagFor(ports.settings.baseUrl, site.id, locale, chosen) })}</div>`,
  }
  const around = {
    wording,
    organisation: ports.content.organisation,
    settings: ports.settings,
    // The portal knows no such page, so its script stays away.
    assets: { ...assets, scripts: [themeScript, '/consent/copy-button.js'] },
  }
  return new Response(documentHtml(page, around), { headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' } })
}

interface Choices {
  sites: readonly string[]
  site: string
  mode: 'file' | 'inline'
  chosen: readonly ExtraName[]
  theme: BannerTheme
}

function fields({ say }: Wording, { sites, site, mode, chosen, theme }: Choices): Html {
  const extra = (name: ExtraName, text: string) =>
    html`<label class="pick"><input type="checkbox" name="with" value="${name}"${chosen.includes(name) && html` checked`}> <span>${text}</span></label>`
  const way = (value: Choices['mode'], text: string) =>
    html`<label class="pick"><input type="radio" name="mode" value="${value}"${mode === value && html` checked`}> <span>${text}</span></label>`
  const colour = (name: keyof BannerTheme, text: string) =>
    html`<div class="field"><label for="c-${name}">${text}</label><input class="input" id="c-${name}" type="color" name="${name}" value="${theme[name]}"></div>`
  const group = (title: string, held: Html) =>
    html`<fieldset class="field"><legend class="lbl">${title}</legend><div class="pick-list">${held}</div></fieldset>`
  const options = sites.map((id) => html`<option${id === site && html` selected`}>${id}</option>`)
  return html`<div class="field"><label for="site">${say('banner.site')}</label><select class="select" id="site" name="site">${options}</select></div>
${group(say('banner.way'), html`${way('file', say('banner.file'))}${way('inline', say('banner.inline'))}`)}
${group(say('banner.with'), html`${extra('google', say('banner.google'))}${extra('microsoft', say('banner.microsoft'))}${extra('guard', say('banner.guard'))}`)}
${group(
  say('banner.colours'),
  html`${colour('bg', say('banner.bg'))}${colour('ink', say('banner.ink'))}${colour('ink2', say('banner.ink2'))}${colour('btn', say('banner.btn'))}${colour('btnInk', say('banner.btnInk'))}`,
)}`
}

interface Answered {
  noticeAddress: string
  banner: ComposedBanner
  mode: Choices['mode']
  theme: BannerTheme
  tag: string
}

function answer({ say }: Wording, { noticeAddress, banner, mode, theme, tag }: Answered): Html {
  const refused = unreadablePairs(theme)
  if (refused.length > 0) {
    const lines = refused.map(({ ink, ground, ratio }) => {
      const pair = { ink: say(`banner.${ink}`), ground: say(`banner.${ground}`), ratio: ratio.toFixed(1) }
      return html`<p>${say('banner.pair', pair)}</p>`
    })
    return html`<div class="note note--wax" role="alert"><p class="note__title">${say('banner.refused')}</p>${lines}</div>`
  }
  const style = themeText(theme)
  const inline = (text: string) => `${style}<script nonce="NONCE">${text.trim()}</script>\n`
  const room = (id: string, title: string, text: string, hint: string) =>
    html`<section class="room"><div class="label"><h2><label for="${id}">${title}</label></h2>${hint && html`<p>${hint}</p>`}</div>
<div class="stack"><textarea class="textarea mono" id="${id}" rows="5" readonly dir="ltr" spellcheck="false">${text}</textarea>
<p class="row"><button class="btn" type="button" data-copies="${id}" data-copied="${say('banner.copied')}">${say('banner.copy')}</button> <span role="status"></span></p></div></section>`
  const without = `<noscript><p>${say('banner.noscript')} <a href="${noticeAddress}">${say('banner.noscriptLink')}</a></p></noscript>\n`
  const gated = '<script type="text/plain" data-consent="statistics" data-service="SERVICE" nonce="NONCE" src="…"></script>\n'
  return html`${
    mode === 'file'
      ? room('snippet', say('banner.snippet'), `${style}${tag}\n`, '')
      : html`${room('snippet', say('banner.snippetFirst'), inline(banner.whole), '')}${room('stub', say('banner.snippetReturn'), inline(banner.stub), say('banner.rule'))}`
  }${room('gated', say('banner.gated'), gated, say('banner.nonce'))}${room('without', say('banner.without'), without, '')}`
}

function tagFor(baseUrl: string, site: string, locale: Locale, chosen: readonly ExtraName[]): string {
  const more = chosen.length > 0 ? `&amp;with=${chosen.join(',')}` : ''
  // Consent signals must stand before the first tag, so that script may not be put off.
  const when = chosen.length > 0 ? '' : ' defer'
  return `<script${when} nonce="NONCE" src="${baseUrl}/consent.js?site=${site}&amp;lang=${locale}${more}"></script>`
}

function themeOf(query: URLSearchParams): BannerTheme {
  const entries = Object.entries(defaultTheme).map(([name, colour]) => [name, colourOf(query.get(name)) ?? colour])
  return Object.fromEntries(entries) as BannerTheme
}

const properties: Readonly<Record<keyof BannerTheme, string>> = {
  bg: '--vb-bg',
  ink: '--vb-ink',
  ink2: '--vb-ink2',
  btn: '--vb-btn',
  btnInk: '--vb-btn-ink',
}

/** Nothing for the banner's own theme, which knows dark pages as well. */
function themeText(theme: BannerTheme): string {
  const names = Object.keys(properties) as (keyof BannerTheme)[]
  if (names.every((name) => theme[name] === defaultTheme[name])) return ''
  return `<style nonce="NONCE">:root { ${names.map((name) => `${properties[name]}: ${theme[name]};`).join(' ')} }</style>\n`
}
