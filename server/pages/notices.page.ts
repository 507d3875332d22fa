import type { Notice, NoticeVersion } from '#contract/notices.ts'
import { type Html, html } from '#server/http/html.ts'
import { comparisonPath, noticePath, noticesPath, versionBefore, versionPath, versionsPath } from './addresses.ts'
import type { Page } from './layout.html.ts'
import { languages, type Wording } from './wording.ts'

const everyLanguage = languages.map(({ locale }) => locale)

/** All notices: what applies today, what will. */
export function noticesPage(notices: readonly Notice[], wording: Wording): Page {
  const { locale, say } = wording
  return {
    title: say('notices.title'),
    path: noticesPath,
    canonical: `/${locale}${noticesPath}`,
    alternates: everyLanguage,
    isIndexed: true,
    data: { path: `/${locale}${noticesPath}`, notices },
    main: html`<div class="page-head"><div><h1>${say('notices.title')}</h1><p class="lede">${say('notices.lede')}</p></div></div>
${notices.length === 0 ? html`<p class="muted">${say('notices.none')}</p>` : html`<ul class="notice-list">${notices.map((notice) => noticeItem(notice, wording))}</ul>`}`,
  }
}

function noticeItem({ slug, title, versions }: Notice, { locale, say, time, text, daysUntil }: Wording): Html {
  const inForce = versions.find(({ status }) => status === 'in-force')
  const announced = versions
    .filter(({ status }) => status === 'upcoming')
    .map(({ effectiveOn, number }) => {
      const count = daysUntil(effectiveOn)
      const words = say.html('notices.strip.comingText', { number, date: time(effectiveOn), count }, count)
      return html`<p class="promise"><a href="/${locale}${versionPath(slug, effectiveOn)}">${words}</a></p>`
    })
  return html`<li class="notice-list__item"><h2><a href="/${locale}${noticePath(slug)}"${title[locale] ? null : html` lang="en"`}>${text(title)}</a></h2>
<p>${inForce ? html`${say('notices.version', { number: inForce.number })}. ${say.html('notices.inForceSince', { date: time(inForce.effectiveOn) })}` : say('notices.noneInForce')}</p>
${announced}
<p><a class="link" href="/${locale}${versionsPath(slug)}">${say('notices.allVersions', { count: versions.length }, versions.length)}</a></p></li>`
}

/** Every version of one notice, the newest first. */
export function versionsPage(notice: Notice, wording: Wording): Page {
  const { locale, say, text } = wording
  const name = text(notice.title)
  const path = versionsPath(notice.slug)
  const head = ['version', 'published', 'from', 'until', 'status', 'changes'].map(
    (column) => html`<th scope="col" role="columnheader">${say(`notices.history.${column}`)}</th>`,
  )
  return {
    title: say('notices.history.title', { notice: name }),
    path,
    canonical: `/${locale}${path}`,
    alternates: everyLanguage,
    isIndexed: true,
    data: { path: `/${locale}${path}`, notice },
    main: html`<div class="page-head"><div>${crumbs([[noticePath(notice.slug), name]], say('notices.versions'), wording)}<h1>${say('notices.history.title', { notice: name })}</h1><p class="lede">${say('notices.history.lede')}</p></div></div>
<div class="case"><div class="case__body"><table class="table table--cards" role="table"><caption class="vh">${say('notices.history.caption', { notice: name })}</caption>
<thead role="rowgroup"><tr role="row">${head}</tr></thead><tbody role="rowgroup">${notice.versions.toReversed().map((version) => versionRow(notice, version, wording))}</tbody></table></div></div>`,
  }
}

const statusKeys = { past: 'past', 'in-force': 'current', upcoming: 'upcoming', withdrawn: 'withdrawn' } as const

function versionRow(notice: Notice, version: NoticeVersion, wording: Wording): Html {
  const { locale, say, time, dayOf, text } = wording
  const { effectiveOn, endsOn, number, status, publishedAt } = version
  const before = versionBefore(notice, version)
  const changes = before ? version.changelog.map((change) => html`<li>${text(change.text)}</li>`) : []
  const compare =
    before &&
    html`<p><a class="link" href="/${locale}${comparisonPath(notice.slug, before.effectiveOn, effectiveOn)}">${say('notices.history.compare', { from: before.number, to: number })}</a></p>`
  const cell = (column: string, inner: Html | string) =>
    html`<td role="cell" data-label="${say(`notices.history.${column}`)}">${inner}</td>`
  return html`<tr role="row"><th scope="row" role="rowheader" data-label="${say('notices.history.version')}"><a href="/${locale}${versionPath(notice.slug, effectiveOn)}">${say('notices.version', { number })}</a></th>
${cell('published', time(dayOf(publishedAt)))}${cell('from', time(effectiveOn))}${cell('until', endsOn ? time(endsOn) : say('notices.history.open'))}${cell('status', say(`notices.history.${statusKeys[status]}`))}${cell('changes', html`<ul class="plain">${changes}</ul>${compare}`)}</tr>`
}

/** Where a page stands below the notices. */
export function crumbs(parents: readonly (readonly [path: string, name: string])[], here: string, { locale, say }: Wording): Html {
  const all = [[noticesPath, say('notices.title')] as const, ...parents]
  return html`<nav class="crumbs" aria-label="${say('notices.comparison.where')}"><ol>${all.map(([path, name]) => html`<li><a href="/${locale}${path}">${name}</a></li>`)}<li aria-current="page">${here}</li></ol></nav>`
}
