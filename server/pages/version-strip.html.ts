import type { Notice, NoticeVersion } from '#contract/notices.ts'
import { type Html, html } from '#server/http/html.ts'
import { comparisonPath, noticePath, versionBefore, versionPath } from './addresses.ts'
import { changeIcon } from './icons.ts'
import type { Wording } from './wording.ts'

/** Says above a text whether it applies; nothing where it simply does. It stays on paper. */
export function versionStrip(notice: Notice, version: NoticeVersion, wording: Wording): Html | null {
  const inForce = notice.versions.find(({ status }) => status === 'in-force')
  const upcoming = notice.versions.filter(({ status }) => status === 'upcoming')
  if (version.status === 'upcoming') return notYet(notice, version, wording)
  if (version.status === 'past') return past(notice, version, inForce, wording)
  if (version.status === 'withdrawn') return withdrawn(notice, version, inForce, wording)
  return coming(notice, version, upcoming, wording)
}

/** What applies until then: the version in force, or another one that is to come first. */
function notYet(notice: Notice, version: NoticeVersion, wording: Wording): Html {
  const { say, time, daysUntil, locale } = wording
  const { effectiveOn, number } = version
  const before = versionBefore(notice, version)
  const count = daysUntil(effectiveOn)
  const values = { number, date: time(effectiveOn), count }
  const title = say('notices.strip.notYet')
  if (!before) return strip(wording, title, say.html('notices.strip.firstText', values, count), undefined)
  const isNext = before.status === 'in-force'
  const path = isNext ? noticePath(notice.slug) : versionPath(notice.slug, before.effectiveOn)
  const current = html`<a href="/${locale}${path}">${say('notices.versionIs', { number: before.number })}</a>`
  const key = isNext ? 'notices.strip.notYetText' : 'notices.strip.laterText'
  const text = say.html(key, { ...values, current, since: time(before.effectiveOn) }, count)
  const compare = {
    href: `/${locale}${comparisonPath(notice.slug, before.effectiveOn, effectiveOn)}`,
    words: say('notices.strip.compare', { number: before.number }),
  }
  return strip(wording, title, text, compare)
}

function past({ slug }: Notice, version: NoticeVersion, inForce: NoticeVersion | undefined, wording: Wording): Html {
  const { say, time, locale } = wording
  const current = html`<a href="/${locale}${noticePath(slug)}">${say('notices.versionIs', { number: inForce?.number ?? version.number })}</a>`
  const values = { number: version.number, from: time(version.effectiveOn), to: time(version.endsOn ?? version.effectiveOn), current }
  const compare = inForce && {
    href: `/${locale}${comparisonPath(slug, version.effectiveOn, inForce.effectiveOn)}`,
    words: say('notices.strip.compare', { number: inForce.number }),
  }
  return strip(wording, say('notices.strip.past'), say.html('notices.strip.pastText', values), compare)
}

function withdrawn({ slug }: Notice, version: NoticeVersion, inForce: NoticeVersion | undefined, wording: Wording): Html {
  const { say, time, dayOf, locale } = wording
  const { number, effectiveOn, withdrawn: back } = version
  const values = { number, date: time(back ? dayOf(back.at) : effectiveOn) }
  const current = inForce && html`<a href="/${locale}${noticePath(slug)}">${say('notices.versionIs', { number: inForce.number })}</a>`
  const text = current
    ? say.html('notices.strip.withdrawnText', { ...values, current })
    : html`${say.html('notices.strip.withdrawnOnly', values)} ${say('notices.noneInForce')}`
  const reason = back && html` ${say.html('notices.strip.withdrawnReason', { reason: html`<bdi>${back.reason}</bdi>` })}`
  return strip(wording, say('notices.strip.withdrawn'), html`${text}${reason}`, undefined)
}

/** Every version that is to come, and what the nearest one changes. */
function coming({ slug }: Notice, version: NoticeVersion, upcoming: readonly NoticeVersion[], wording: Wording): Html | null {
  const { say, time, daysUntil, locale } = wording
  const [next] = upcoming
  if (!next) return null
  const texts = upcoming.map(({ effectiveOn, number }, place) => {
    const count = daysUntil(effectiveOn)
    const date = html`<a href="/${locale}${versionPath(slug, effectiveOn)}">${time(effectiveOn)}</a>`
    return html`${place > 0 && ' '}${say.html('notices.strip.comingText', { number, date, count }, count)}`
  })
  const see = { href: `/${locale}${comparisonPath(slug, version.effectiveOn, next.effectiveOn)}`, words: say('notices.strip.see') }
  return strip(wording, say('notices.strip.coming'), html`${texts}`, see)
}

function strip({ say }: Wording, title: string, text: Html, link: { href: string; words: string } | undefined): Html {
  return html`<aside class="strip strip--page" aria-label="${say('notices.strip.label')}"><div class="wrap"><p>${changeIcon}<span><strong>${title}</strong> ${text}</span></p>${link && html`<a href="${link.href}">${link.words}</a>`}</div></aside>`
}
