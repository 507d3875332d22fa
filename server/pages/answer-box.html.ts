import type { NoticeVersion } from '#contract/notices.ts'
import { type Html, html } from '#server/http/html.ts'
import type { Wording } from './wording.ts'

/** What can be said about a version, until when and what follows. Answers need an account, so here is the way to its door and no button. */
export function answerBox(
  version: NoticeVersion,
  path: string,
  contactEmail: string,
  { say, day, text, locale, daysUntil }: Wording,
): Html | null {
  const { objection, number, effectiveOn } = version
  if (!objection) return null
  const values = { number, date: day(effectiveOn), last: day(objection.lastDay) }
  const purposes = new Intl.ListFormat(locale).format(version.purposes.map(({ title }) => text(title)))
  const mail = html`<a href="mailto:${contactEmail}"><span class="ltr">${contactEmail}</span></a>`
  const days = daysUntil(effectiveOn)
  const clock = html`<div class="clock"><p class="left">${say('charts.days', { count: days }, days)} <small>${say('charts.leftApplies', { date: values.date })}</small></p></div>`
  const open = html`${clock}<p><strong>${say('notices.answer.until', values)}</strong></p><p>${say('notices.answer.agree')}</p><p>${say('notices.answer.object')}</p>${version.purposes.length > 0 && html`<p>${say('notices.answer.part', { purposes })}</p>`}`
  const closed = html`<p><strong>${say('notices.answer.closed', values)}</strong></p>`
  const next = encodeURIComponent(`/${locale}${path}#answer`)
  return html`<section id="answer" class="case case--time answer no-print" aria-labelledby="answer-title"><div class="case__body"><h2 id="answer-title">${say('notices.answer.title', { number })}</h2>
${objection.isOpen ? open : closed}
<p class="small muted">${say('notices.answer.signInWhy')}</p>
<p class="btn-row"><a class="btn" href="/${locale}/sign-in?next=${next}">${say('notices.answer.signIn')}</a></p>
${objection.isOpen && html`<noscript><p class="small">${say.html('notices.answer.noScript', { mail })}</p></noscript>`}</div></section>`
}
