import { ProblemError } from '#contract/problems.ts'
import { Email, Locale, Slug } from '#contract/shared.ts'
import type { Bindings } from '#server/app.ts'
import { refuseCrossSite } from '#server/http/cross-site.ts'
import { readNotice } from '#server/modules/notices/index.ts'
import { askForMails, confirmSubscription, endSubscription, readSubscription } from '#server/modules/subscriptions/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { preferredLocale } from './languages.ts'
import { type Assets, documentHtml, type Page, themeScript } from './layout.html.ts'
import type { AllMessages } from './messages.ts'
import { readForm } from './read-form.ts'
import { askedPage, endedPage, stoppedPage, subscribePage, subscriptionPage } from './subscription.page.ts'
import { createWording, type Wording } from './wording.ts'

export interface SubscriptionOptions {
  styles: Assets['styles']
  messages: AllMessages
  /** Told after an answer, so that nobody waits for the next round of mails. */
  wake?: () => void
}

const LINK = /^\/s\/([\w-]{20,100})\/?$/
const FORM = /^\/(\w\w)\/notices\/([\w-]+)\/subscription\/?$/

/**
 * Mails about notices for readers without script: the form at `/{locale}/notices/{slug}/subscription`, and `/s/<token>`, the link in every
 * mail, whose POST acts without cookie, sign-in or redirect (RFC 8058). GET and HEAD never change anything.
 * @returns null for any other address
 */
export function createSubscriptions(
  ports: Ports,
  { styles, messages, wake }: SubscriptionOptions,
): (request: Request, bindings: Bindings) => Promise<Response | null> {
  const speak = (locale: Locale) => createWording(locale, messages, ports)
  const show = (page: Page, wording: Wording, status: number = page.status ?? 200) => {
    const { content, settings } = ports
    const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'content-language': wording.locale }
    const around = { wording, organisation: content.organisation, settings, assets: { styles, scripts: [themeScript] } }
    return new Response(documentHtml(page, around), { status, headers })
  }

  return async (request, { address = 'unknown' }) => {
    const { pathname } = new URL(request.url)
    const token = LINK.exec(pathname)?.[1]
    const [, spoken, name] = FORM.exec(pathname) ?? []
    const locale = Locale.safeParse(spoken).data
    const slug = Slug.safeParse(name).data
    if (token === undefined && (!locale || !slug)) return null
    if (!['GET', 'HEAD', 'POST'].includes(request.method)) return new Response(null, { status: 405, headers: { allow: 'GET, HEAD, POST' } })
    if (token !== undefined) return answerLink(request, token)
    return locale && slug ? answerForm(request, { locale, slug, address }) : null
  }

  async function answerLink(request: Request, token: string): Promise<Response> {
    const reader = speak(preferredLocale(request.headers.get('accept-language')))
    const before = await readSubscription(token, ports)
    const wording = before ? speak(before.language) : reader
    if (request.method !== 'POST') return before ? show(subscriptionPage(before, false, wording), wording) : show(endedPage(reader), reader)
    const form = await readForm(request)
    const isStop = form?.get('List-Unsubscribe') === 'One-Click' || form?.get('answer') === 'stop'
    if (!isStop && form?.get('answer') !== 'confirm')
      return new Response('Send List-Unsubscribe=One-Click\n', { status: 422, headers: { 'content-type': 'text/plain; charset=utf-8' } })
    if (isStop) {
      await endSubscription(token, ports)
      return show(stoppedPage(wording), wording)
    }
    const standing = await confirmSubscription(token, ports)
    if (!standing) return show(endedPage(wording), wording)
    wake?.()
    return show(subscriptionPage(standing, true, wording), wording)
  }

  async function answerForm(
    request: Request,
    { locale, slug, address }: { locale: Locale; slug: string; address: string },
  ): Promise<Response | null> {
    const wording = speak(locale)
    const notice = await noticeOrNull(slug)
    if (!notice) return null
    if (request.method !== 'POST') return show(subscribePage(notice, null, wording), wording)
    refuseCrossSite(request, ports.settings.baseUrl)
    const email = Email.safeParse((await readForm(request))?.get('email')).data
    if (email === undefined) return show(subscribePage(notice, wording.say('notices.mails.invalid'), wording), wording, 422)
    try {
      await askForMails({ slug, email, language: locale }, ports, { address })
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'request/too-many') throw error
      return show(subscribePage(notice, wording.say('notices.mails.tooMany'), wording), wording, 429)
    }
    wake?.()
    return show(askedPage(notice, wording), wording)
  }

  async function noticeOrNull(slug: string) {
    try {
      return await readNotice(ports, slug)
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'request/not-found') return null
      throw error
    }
  }
}
