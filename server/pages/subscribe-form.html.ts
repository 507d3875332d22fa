import { type Html, html } from '#server/http/html.ts'
import { subscriptionPath } from './addresses.ts'
import type { Wording } from './wording.ts'

/** Asks for mails about a notice. A plain form, so that it works without script; the portal shows the same. */
export function subscribeForm(slug: string, { say, locale, languageName }: Wording, refused: string | null = null): Html {
  const error = refused && html`<p id="subscribe-error" class="err" role="alert"><span>${refused}</span></p>`
  return html`<section class="subscribe" aria-labelledby="subscribe"><h2 id="subscribe">${say('notices.mails.title')}</h2>
<p>${say('notices.mails.lede', { language: languageName(locale) })}</p>
<form method="post" action="/${locale}${subscriptionPath(slug)}"><div class="field"><label for="subscribe-email">${say('notices.mails.email')}</label><input id="subscribe-email" class="input" type="email" name="email" autocomplete="email" maxlength="254" required${refused && html` aria-invalid="true" aria-describedby="subscribe-error"`}>${error}</div><button class="btn" type="submit">${say('notices.mails.ask')}</button></form>
<p class="small muted">${say('notices.mails.kept')}</p></section>`
}
