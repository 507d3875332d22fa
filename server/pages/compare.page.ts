import type { Notice, NoticeComparison, NoticeVersion } from '#contract/notices.ts'
import { Html, html } from '#server/http/html.ts'
import { comparisonPath, noticePath, versionPath } from './addresses.ts'
import { answerBox } from './answer-box.html.ts'
import { comparisonSummary } from './compare-summary.html.ts'
import { compareIcon, inlineIcon } from './icons.ts'
import type { Page } from './layout.html.ts'
import { crumbs } from './notices.page.ts'
import { directionOf, languages, type Wording } from './wording.ts'

/** What differs between two versions. Which view is shown is a matter of three inputs and the style sheet: no script. */
export function comparePage(
  notice: Notice,
  versions: { older: NoticeVersion; newer: NoticeVersion },
  comparison: NoticeComparison,
  { contactEmail }: { contactEmail: string },
  wording: Wording,
): Page {
  const { older, newer } = versions
  const { locale, say, day, time, text } = wording
  const path = comparisonPath(notice.slug, older.effectiveOn, newer.effectiveOn)
  const title = say(newer.status === 'upcoming' ? 'notices.comparison.titleUpcoming' : 'notices.comparison.titlePast', {
    date: day(newer.effectiveOn),
  })
  const lede = say.html('notices.comparison.lede', {
    from: older.number,
    fromDate: time(older.effectiveOn),
    to: newer.number,
    toDate: time(newer.effectiveOn),
  })
  const { html: _html, ...about } = comparison
  return {
    title,
    path,
    canonical: `/${locale}${path}`,
    alternates: languages.map((language) => language.locale),
    isIndexed: false,
    data: { path: `/${locale}${path}`, notice, comparison: about },
    main: html`<div class="doc"><div class="page-head"><div>${crumbs([[noticePath(notice.slug), text(notice.title)]], say('notices.comparison.crumb', { from: older.number, to: newer.number }), wording)}
<h1>${title}</h1><p class="lede">${lede}</p></div></div>
<div class="rooms"><div class="split">${plainWords(newer, wording)}${newer.status !== 'past' && answerBox(newer, path, contactEmail, wording)}</div>${wordByWord(notice, versions, comparison, wording)}</div></div>`,
  }
}

function plainWords({ changelog }: NoticeVersion, { say, text }: Wording): Html | null {
  if (changelog.length === 0) return null
  const items = changelog.map(
    (change) =>
      html`<li><p>${change.section === null ? text(change.text) : html`<a href="#d-${change.section}">${text(change.text)}</a>`}</p></li>`,
  )
  return html`<section class="case" aria-labelledby="plain"><div class="case__head"><h2 id="plain">${say('notices.comparison.plainWords')}</h2></div><div class="case__body"><ol class="changes">${items}</ol></div></section>`
}

function wordByWord(
  { slug }: Notice,
  versions: { older: NoticeVersion; newer: NoticeVersion },
  comparison: NoticeComparison,
  wording: Wording,
): Html {
  const { say, locale } = wording
  const { language } = comparison
  const hashes = [versions.older, versions.newer].map(
    ({ number, hash, effectiveOn }) =>
      html`<span><a class="link" href="/${locale}${versionPath(slug, effectiveOn)}">${say('notices.version', { number })}</a> <code class="ltr">sha256 ${hash.slice(0, 16)}…</code></span>`,
  )
  return html`<section aria-labelledby="words" class="stack">
<div class="tools"><h2 id="words">${say('notices.comparison.wordByWord')}</h2><div class="row"><fieldset><legend class="vh">${say('notices.comparison.how')}</legend><div class="seg"><label><input type="radio" name="view" id="view-side" checked>${compareIcon}${say('notices.comparison.sideBySide')}</label><label><input type="radio" name="view" id="view-inline">${inlineIcon}${say('notices.comparison.inline')}</label></div></fieldset><label class="pick"><input type="checkbox" id="view-only"><span>${say('notices.comparison.only')}</span></label></div></div>
<p class="small muted">${say.html('notices.comparison.legend', { added: html`<ins>${say('notices.comparison.legendAdded')}</ins>`, removed: html`<del>${say('notices.comparison.legendRemoved')}</del>` })}</p>
${comparisonSummary(comparison, wording)}
<div class="case"><div class="case__body"><article id="article" class="cmp" data-notice="${slug}@${comparison.from}..${comparison.to}@${language}" lang="${language}" dir="${directionOf(language)}">${new Html(comparison.html)}</article></div>
<div class="case__foot"><span>${say('notices.comparison.asPublished')}</span>${hashes}</div></div>
</section>`
}
