import type { Notice } from '#contract/notices.ts'
import { type Html, html } from '#server/http/html.ts'
import type { SubscriptionStanding } from '#server/modules/subscriptions/index.ts'
import { noticePath, noticesPath } from './addresses.ts'
import type { Page } from './layout.html.ts'
import { subscribeForm } from './subscribe-form.html.ts'
import type { Wording } from './wording.ts'

/** The form alone, for readers without script whose address was refused, and for whoever opens its address. */
export function subscribePage(notice: Notice, refused: string | null, wording: Wording): Page {
  const { say, text } = wording
  return page(
    wording,
    say('notices.mails.title'),
    html`<div class="page-head"><div><h1>${text(notice.title)}</h1></div></div>
${subscribeForm(notice.slug, wording, refused)}${back(notice.slug, wording)}`,
  )
}

/** The same words for every address: whether it is new, waits or gets mails already is only said in its mailbox. */
export function askedPage(notice: Notice, wording: Wording): Page {
  const { say } = wording
  return plain(
    wording,
    say('notices.mails.askedTitle'),
    html`<p class="lede" role="status">${say('notices.mails.asked')}</p>`,
    back(notice.slug, wording),
  )
}

/** What the link in a mail opens: a button to confirm, or one to stop. Nothing changes before a button is used. */
export function subscriptionPage(standing: SubscriptionStanding, isAnswered: boolean, wording: Wording): Page {
  const { say, text, time, dayOf, languageName } = wording
  const { slug, title, endsAt, language } = standing
  const about = { notice: html`<bdi>${text(title)}</bdi>`, language: languageName(language) }
  const button = (answer: string, label: string, kind = '') =>
    html`<form method="post"><input type="hidden" name="answer" value="${answer}"><button class="btn ${kind}" type="submit">${label}</button></form>`
  if (endsAt !== null) {
    const until = html`<b>${time(dayOf(endsAt.toISOString()))}</b>`
    const buttons = html`${button('confirm', say('subscription.confirm'), 'btn--primary')}${button('stop', say('subscription.decline'))}`
    return plain(
      wording,
      say('subscription.askedTitle'),
      html`<p class="lede">${say.html('subscription.asked', about)}</p><p>${say.html('subscription.askedUntil', { date: until })}</p><div class="btn-row mt-m">${buttons}</div>`,
    )
  }
  const lede = html`<p class="lede"${isAnswered && html` role="status"`}>${say.html('subscription.standing', about)}</p>`
  const stop = html`<div class="btn-row mt-m">${button('stop', say('subscription.stop'))}</div>`
  return plain(wording, say('subscription.standingTitle'), html`${lede}<p>${say('subscription.stopText')}</p>${stop}`, back(slug, wording))
}

export function stoppedPage(wording: Wording): Page {
  const { say } = wording
  return plain(
    wording,
    say('subscription.stoppedTitle'),
    html`<p class="lede" role="status">${say('subscription.stopped')}</p>`,
    back(null, wording),
  )
}

/** The link opens nothing: its request ended, its mails were stopped, or it was never made. */
export function endedPage(wording: Wording): Page {
  const { say } = wording
  const main = html`<p class="lede">${say('subscription.ended')}</p>`
  return { ...plain(wording, say('subscription.endedTitle'), main, back(null, wording)), status: 404 }
}

function back(slug: string | null, { locale, say }: Wording): Html {
  const [path, name] = slug === null ? [noticesPath, say('notices.missing.back')] : [noticePath(slug), say('notices.mails.back')]
  return html`<p class="mt-m"><a class="link" href="/${locale}${path}">${name}</a></p>`
}

function plain(wording: Wording, title: string, inner: Html, after: Html | null = null): Page {
  return page(wording, title, html`<div class="page-head"><div><h1>${title}</h1>${inner}${after}</div></div>`)
}

function page({ locale }: Wording, title: string, main: Html): Page {
  return { title, path: '/', canonical: `/${locale}/`, alternates: [], isIndexed: false, data: null, main }
}
