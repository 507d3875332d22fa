import type { Locale } from '#contract/shared.ts'
import { type Html, html } from '#server/http/html.ts'
import type { Ports } from '#server/ports/ports.ts'
import { type ComposedBanner, type ExtraName, extras } from './banner-parts.ts'
import { type BannerTheme, colourOf, defaultTheme, unreadablePairs } from './banner-theme.ts'
import { type Assets, documentHtml } from './layout.html.ts'
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
<form method="get" class="stack">${fields(wording, { sites: sites.map(({ id }) => id), site: site?.id ?? '', mode, chosen, theme })}
<p><button class="btn btn--primary" type="submit">${say('banner.write')}</button></p></form>
${banner && site && answer(wording, { banner, mode, theme, tag: tagFor(ports.settings.baseUrl, site.id, locale, chosen) })}`,
  }
  const around = {
    wording,
    organisation: ports.content.organisation,
    settings: ports.settings,
    // The portal knows no such page, so its script stays away.
    assets: { ...assets, scripts: ['/consent/copy-button.js'] },
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
    html`<label class="check"><input type="checkbox" name="with" value="${name}"${chosen.includes(name) && html` checked`}> ${text}</label>`
  const way = (value: Choices['mode'], text: string) =>
    html`<label class="check"><input type="radio" name="mode" value="${value}"${mode === value && html` checked`}> ${text}</label>`
  const colour = (name: keyof BannerTheme, text: string) =>
    html`<p class="field"><label for="c-${name}">${text}</label><input id="c-${name}" type="color" name="${name}" value="${theme[name]}"></p>`
  return html`<p class="field"><label for="site">${say('banner.site')}</label><select id="site" name="site">${sites.map(
    (id) => html`<option${id === site && html` selected`}>${id}</option>`,
  )}</select></p>
<fieldset><legend>${say('banner.way')}</legend>${way('file', say('banner.file'))}${way('inline', say('banner.inline'))}</fieldset>
<fieldset><legend>${say('banner.with')}</legend>${extra('google', say('banner.google'))}${extra('microsoft', say('banner.microsoft'))}${extra('guard', say('banner.guard'))}</fieldset>
<fieldset><legend>${say('banner.colours')}</legend>${colour('bg', say('banner.bg'))}${colour('ink', say('banner.ink'))}${colour('ink2', say('banner.ink2'))}${colour('btn', say('banner.btn'))}${colour('btnInk', say('banner.btnInk'))}</fieldset>`
}

interface Answered {
  banner: ComposedBanner
  mode: Choices['mode']
  theme: BannerTheme
  tag: string
}

function answer({ say }: Wording, { banner, mode, theme, tag }: Answered): Html {
  const refused = unreadablePairs(theme)
  if (refused.length > 0) {
    return html`<div class="note" role="alert"><h2>${say('banner.refused')}</h2><ul>${refused.map(
      ({ ink, ground, ratio }) =>
        html`<li>${say('banner.pair', { ink: say(`banner.${ink}`), ground: say(`banner.${ground}`), ratio: ratio.toFixed(1) })}</li>`,
    )}</ul></div>`
  }
  const style = themeText(theme)
  const inline = (text: string) => `${style}<script nonce="NONCE">${text.trim()}</script>\n`
  const area = (id: string, title: string, text: string) =>
    html`<section><h2><label for="${id}">${title}</label></h2><textarea id="${id}" rows="6" readonly dir="ltr" spellcheck="false">${text}</textarea>
<p><button class="btn" type="button" data-copies="${id}" data-copied="${say('banner.copied')}">${say('banner.copy')}</button> <span role="status"></span></p></section>`
  const gated = '<script type="text/plain" data-consent="statistics" data-service="SERVICE" nonce="NONCE" src="…"></script>\n'
  return html`${
    mode === 'file'
      ? area('snippet', say('banner.snippet'), `${style}${tag}\n`)
      : html`${area('snippet', say('banner.snippetFirst'), inline(banner.whole))}${area('stub', say('banner.snippetReturn'), inline(banner.stub))}<p>${say('banner.rule')}</p>`
  }${area('gated', say('banner.gated'), gated)}<p>${say('banner.nonce')}</p>`
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
