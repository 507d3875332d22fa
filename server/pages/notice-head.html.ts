import type { Notice, NoticeText, NoticeVersion } from '#contract/notices.ts'
import type { Locale } from '#contract/shared.ts'
import { versionsOnRail } from '#domain/notice-reading.ts'
import { type Html, html } from '#server/http/html.ts'
import { comparisonPath, noticePath, versionBefore, versionPath } from './addresses.ts'
import { compareIcon } from './icons.ts'
import { languages, type Wording } from './wording.ts'

/** The versions that fit on a line, each with the days between which it applies. */
export function versionRail({ slug, versions }: Notice, shown: NoticeVersion, wording: Wording): Html {
  const { locale, say } = wording
  const items = versionsOnRail(versions, shown.effectiveOn).map((version) => {
    const { effectiveOn, number, status } = version
    const isShown = effectiveOn === shown.effectiveOn
    const kind = status === 'in-force' || status === 'upcoming' ? status : 'old'
    const note = isShown ? say('notices.reading') : status === 'in-force' ? say('notices.inForceToday') : null
    return html`<li class="${kind}"><a href="/${locale}${versionPath(slug, effectiveOn)}"${isShown && html` aria-current="page"`}><b>${say('notices.version', { number })}</b>${intervalOf(version, wording)}${note && html`<br>${note}`}</a></li>`
  })
  return html`<ol class="versions" aria-label="${say('notices.versions')}">${items}</ol>`
}

function intervalOf({ effectiveOn, endsOn, status }: NoticeVersion, { say, day }: Wording): string {
  const from = day(effectiveOn)
  if (status === 'withdrawn') return say('notices.withdrawnShort')
  if (endsOn !== null) return say('notices.interval', { from, to: day(endsOn) })
  return say(status === 'upcoming' ? 'notices.comingInterval' : 'notices.openInterval', { from })
}

/** Languages, languages side by side, and the comparison with the version before. */
export function noticeTools(notice: Notice, version: NoticeVersion, text: NoticeText, isDated: boolean, wording: Wording): Html {
  const { say, languageName, locale: spoken } = wording
  const path = isDated ? versionPath(notice.slug, version.effectiveOn) : noticePath(notice.slug)
  const offered = languages.filter(({ locale }) => version.languages.includes(locale))
  const links = offered.map(
    ({ locale, name }) =>
      html`<a href="/${locale}${path}" lang="${locale}" hreflang="${locale}"${locale === text.language && text.beside === null && html` aria-current="true"`}>${name}</a>`,
  )
  const second = besideOf(version, text)
  const beside =
    second &&
    html`<a class="btn" href="/${spoken}${path}?beside=${second}"${text.beside && html` aria-current="true"`}>${say('notices.beside', { first: languageName(text.language), second: languageName(second) })}</a>`
  const before = versionBefore(notice, version)
  const compare =
    before &&
    html`<a class="btn" href="/${spoken}${comparisonPath(notice.slug, before.effectiveOn, version.effectiveOn)}">${compareIcon}${say('notices.strip.compare', { number: before.number })}</a>`
  return html`<div class="reader__tools"><nav aria-label="${say('notices.languages')}" class="seg">${links}</nav>${beside}${compare}</div>`
}

/** The language that is worth standing beside a text: the prevailing one, or for the prevailing text another. */
function besideOf({ languages: spoken, prevailing }: NoticeVersion, { language, beside }: NoticeText): Locale | undefined {
  if (beside) return beside
  return language === prevailing ? spoken.find((one) => one !== language) : prevailing
}

/** What a reader must know before the text: publication, prevailing language, fallback, corrections, legal duties, old translations. */
export function noticeFacts(notice: Notice, version: NoticeVersion, text: NoticeText, wording: Wording): Html {
  const { say, time, dayOf, languageName, locale } = wording
  const { number, publishedAt, prevailing, languages: spoken, reason, significance } = version
  const versionLink = (other: NoticeVersion) =>
    html`<a href="/${locale}${versionPath(notice.slug, other.effectiveOn)}">${say('notices.version', { number: other.number })}</a>`
  const note = (inner: Html | string) => html`<p class="note note--time"><span></span><span>${inner}</span></p>`
  const why = html`<bdi>${reason}</bdi>`
  const corrected = notice.versions.find(({ effectiveOn }) => effectiveOn === version.corrects)
  const correction = notice.versions.find(({ corrects, status }) => corrects === version.effectiveOn && status !== 'withdrawn')
  return html`${text.fallbackFrom && note(say('notices.fallback', { language: languageName(text.fallbackFrom), shown: languageName(text.language) }))}
${corrected && note(say.html('notices.corrects', { version: versionLink(corrected), reason: why }))}
${correction && note(say.html('notices.correctedBy', { version: versionLink(correction), reason: html`<bdi>${correction.reason}</bdi>` }))}
${significance === 'legal-duty' && note(say.html('notices.legalDuty', { reason: why }))}
${text.stale.length > 0 && note(say('notices.staleSections', { language: languageName(prevailing), count: text.stale.length }))}
<p class="small muted">${say.html('notices.published', { number, date: time(dayOf(publishedAt)) })}${spoken.length > 1 && html` ${say('notices.prevails', { language: languageName(prevailing) })}`}</p>`
}

/** Notes about the whole text that were added after it was published. */
export function noticeAnnotations({ annotations }: NoticeVersion, { say, time, dayOf, text, locale }: Wording): Html | null {
  const general = annotations.filter(({ section }) => section === null)
  if (general.length === 0) return null
  const items = general.map(
    (one) =>
      html`<li><b>${say.html('notices.notedOn', { date: time(dayOf(one.notedAt)) })}.</b> <span${one.text[locale] ? null : html` lang="en" dir="ltr"`}>${text(one.text)}</span></li>`,
  )
  return html`<section class="annotations" aria-labelledby="notes"><h2 id="notes">${say('notices.annotations')}</h2><p class="small muted">${say('notices.annotationsText')}</p><ul>${items}</ul></section>`
}
