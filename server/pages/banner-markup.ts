import type { BannerConfig, BannerTexts } from '#contract/banner.ts'
import type { Locale } from '#contract/shared.ts'
import { languageTags } from '#domain/language-tags.ts'
import { type Html, html } from '#server/http/html.ts'

type Category = BannerConfig['categories'][number]
type Service = Category['services'][number]

/** The banner's sentences in a language; English where it lacks them. */
export function textsOf({ texts }: Pick<BannerConfig, 'texts'>, language: Locale): BannerTexts {
  return texts[language] ?? texts.en
}

/** The question, and the control by which an answer is changed later. Values of buttons: 0 no, 1 yes, 2 choose. */
export function firstMarkup(config: BannerConfig, language: Locale): string {
  const { label, title, body, notice, reject, accept, choose, reopen, honoured } = textsOf(config, language)
  const companies = new Set(config.categories.flatMap(({ services }) => services.map(({ company }) => company)))
  companies.delete(config.operator)
  const purposes = config.categories.filter(({ id }) => id !== 'necessary').map((category) => inLanguage(category.title, language))
  const question = body
    .replace('{purposes}', () => new Intl.ListFormat(languageTags[language]).format(purposes))
    .replace('{companies}', () => String(companies.size))
  const answers = html`<button class=y value=0>${reject}</button><button class=y value=1>${accept}</button><button value=2>${choose}</button>`
  return html`<div lang=${language} dir=${directionOf(language)}><section aria-label='${label}'><h2>${title}</h2><p>${question} <a href='${inLanguage(config.notice, language)}'>${notice}</a></p><p hidden>Global Privacy Control: ${honoured}</p><div class=r>${answers}</div></section><button class=o value=2 aria-label='${reopen}'>◨<span hidden> ${honoured}</span></button></div>`
    .text
}

/** The second layer, the note about an outcome with a hidden part for each thing it can say, and a cover for embeds. */
export function lateMarkup(config: BannerConfig, language: Locale): string {
  const texts = textsOf(config, language)
  const { chooseTitle, chooseIntro, notice, keptUntil, portal, reject, accept, save } = texts
  const rows = config.categories.map((category) => categoryRow(category, texts, language))
  const answers = html`<button value=0>${reject}</button><button value=1>${accept}</button><button class=y value=2>${save}</button>`
  const layer = html`<dialog aria-labelledby=h><div><h2 id=h tabindex=-1>${chooseTitle}</h2><p>${chooseIntro} <a href='${inLanguage(config.notice, language)}'>${notice}</a></p><p class=k lang=${languageTags[language]}>${keptUntil}</p>${rows}<p><a class=p>${portal}</a></p><div class=r>${answers}</div></div></dialog>`
  const { saved, signal, remaining, stillRunning, reload, close, embed, embedOnce, embedAlways } = texts
  const sentences = [saved, signal, remaining, stillRunning].map((text) => html`<p hidden>${text}</p>`)
  const note = html`<div class=n role=status>${sentences}<div class=r hidden><button class=y>${reload}</button><button>${close}</button></div></div>`
  const cover = html`<p>${embed}</p><div class=r><button class=y>${embedOnce}</button><button>${embedAlways}</button></div>`
  const spoken = html`lang=${language} dir=${directionOf(language)}`
  return html`<div ${spoken}>${layer}${note}</div><div class=e ${spoken}>${cover}</div>`.text
}

function categoryRow({ id, title, summary, services }: Category, texts: BannerTexts, language: Locale): Html {
  const isLocked = id === 'necessary'
  const names = html`<b>${inLanguage(title, language)}</b>${isLocked && html` <small>${texts.always}</small>`}`
  const count = texts.services.replace('{count}', () => String(services.length))
  const rows = services.map((service) => serviceRow(service, isLocked, texts, language))
  return html`<div class=c><label><span>${names}</span><input type=checkbox role=switch value=${id} aria-describedby=d-${id}${isLocked && html` checked disabled`}></label><p id=d-${id}>${inLanguage(summary, language)}${id === 'advertising' && html` <b hidden>${texts.signal}</b>`}</p><details><summary>${count}</summary><ul>${rows}</ul></details></div>`
}

function serviceRow(service: Service, isLocked: boolean, texts: BannerTexts, language: Locale): Html {
  const { id, name, company, country, purpose, cookies } = service
  const line = texts.service
    .replace('{company}', () => company)
    .replace('{country}', () => inLanguage(country, language))
    .replace('{purpose}', () => inLanguage(purpose, language))
  const stored = cookies.map((cookie) => html`<small><bdi>${cookie.name}</bdi> · ${inLanguage(cookie.duration, language)}</small>`)
  if (isLocked) return html`<li><b><bdi>${name}</bdi></b> <span>${line}${stored}</span>`
  return html`<li><label><b><bdi>${name}</bdi></b><input type=checkbox role=switch value=${id} aria-describedby=s-${id}></label><span id=s-${id}>${line}${stored}</span>`
}

function inLanguage(text: { en: string } & { [L in Locale]?: string | undefined }, language: Locale): string {
  return text[language] ?? text.en
}

function directionOf(language: Locale): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr'
}
