import { type Html, html } from '#server/http/html.ts'
import type { MailAnswer, MailScope } from '#server/modules/consents/index.ts'
import type { Page } from './layout.html.ts'
import type { Wording } from './wording.ts'

/** What a link in a mail opens: what stands, and a button for each way to get less. Nothing changes before a button is used. */
export function mailAnswerPage(scope: MailScope, isAnswered: boolean, wording: Wording): Page {
  const { say, locale } = wording
  const { purpose, state } = scope
  const title = html`<span>${wording.text(purpose.title)}</span>`
  const due = html`<b>${wording.time(wording.lastDayOf(scope.dueAt))}</b>`
  const now = stateSentence(scope, title, wording)
  return page(wording, {
    title: state === 'denied' ? say('unsubscribe.stoppedTitle') : say('unsubscribe.title'),
    main: html`<div class="page-head"><div><h1>${state === 'denied' ? say('unsubscribe.stoppedTitle') : say('unsubscribe.title')}</h1><p class="lede">${now}</p>
${isAnswered && html`<p role="status">${say.html('unsubscribe.honoured', { date: due })}</p>`}</div></div>
<div class="rooms"><section class="case"><div class="case__body stack">
<blockquote class="prose"><p>${wording.text(purpose.wording.text)}</p></blockquote>
${buttons(scope, wording)}
</div></section>
<div class="stack prose"><p>${say('unsubscribe.service')}</p><p><a class="link" href="/${locale}/me/choices">${say('unsubscribe.allChoices')}</a></p></div></div>`,
  })
}

/** The link opens nothing: never made, or its purpose or account is gone. */
export function deadLinkPage(wording: Wording): Page {
  const { say, locale } = wording
  return page(wording, {
    title: say('unsubscribe.deadTitle'),
    status: 404,
    main: html`<div class="page-head"><div><h1>${say('unsubscribe.deadTitle')}</h1><p class="lede">${say('unsubscribe.deadLede')}</p><p><a class="btn" href="/${locale}/me/choices">${say('unsubscribe.allChoices')}</a></p></div></div>`,
  })
}

function stateSentence({ state, until }: MailScope, title: Html, { say, time, lastDayOf }: Wording): Html {
  switch (state) {
    case 'granted':
      return say.html('unsubscribe.state.granted', { purpose: title })
    case 'reduced':
      return say.html('unsubscribe.state.reduced', { purpose: title })
    case 'paused':
      return say.html('unsubscribe.state.paused', { purpose: title, date: until ? time(lastDayOf(until)) : '' })
    case 'denied':
      return say.html('unsubscribe.state.denied', { purpose: title })
    default:
      return state satisfies never
  }
}

function buttons({ state, canSendLess, hasMore, pauseEnds, purpose }: MailScope, { say, day, lastDayOf, text }: Wording): Html {
  const name = text(purpose.title)
  const isOn = state === 'granted' || state === 'reduced'
  const button = (answer: MailAnswer, label: string, kind = '') =>
    html`<form method="post"><input type="hidden" name="answer" value="${answer}"><button class="btn ${kind}" type="submit">${label}</button></form>`
  return html`<div class="btn-row">
${state !== 'denied' && button('stop', say('unsubscribe.do.stop', { purpose: name }), 'btn--primary')}
${canSendLess && state === 'granted' && button('less', say('unsubscribe.do.less', { purpose: name }))}
${canSendLess && isOn && button('pause', say('unsubscribe.do.pause', { date: day(lastDayOf(pauseEnds)) }))}
${hasMore && button('stop-all', say('unsubscribe.do.stopAll'))}
</div>`
}

function page({ locale }: Wording, { title, main, status = 200 }: { title: string; main: Html; status?: 200 | 404 }): Page {
  return { title, path: '/', canonical: `/${locale}/`, alternates: [], isIndexed: false, data: null, main, status }
}
