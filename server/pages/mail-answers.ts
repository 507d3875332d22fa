import type { Locale } from '#contract/shared.ts'
import { answerFromMail, decisionCommit, type MailAnswer, mailAnswers, readMailScope } from '#server/modules/consents/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { preferredLocale } from './languages.ts'
import { type Assets, documentHtml, type Page, themeScript } from './layout.html.ts'
import { deadLinkPage, mailAnswerPage } from './mail-answer.page.ts'
import type { AllMessages } from './messages.ts'
import { readForm } from './read-form.ts'
import { createWording, type Wording } from './wording.ts'

export interface MailAnswerOptions {
  styles: Assets['styles']
  messages: AllMessages
  /** Told after an answer, so that the sources hear of it at once. */
  wake?: () => void
}

const ADDRESS = /^\/u\/([\w-]{20,100})\/?$/

/**
 * `/u/<token>`: GET and HEAD show what stands and never change anything; POST acts without cookie, sign-in or redirect (RFC 8058).
 * @returns null for any other address
 */
export function createMailAnswers(
  ports: Ports,
  { styles, messages, wake }: MailAnswerOptions,
): (request: Request) => Promise<Response | null> {
  const commit = decisionCommit(ports, (run, ms) => void setTimeout(run, ms))
  const answer = (page: Page, wording: Wording) => {
    const { content, settings } = ports
    const assets = { styles, scripts: [themeScript] }
    const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'content-language': wording.locale }
    const around = { wording, organisation: content.organisation, settings, assets }
    return new Response(documentHtml(page, around), { status: page.status ?? 200, headers })
  }
  const speak = (locale: Locale) => createWording(locale, messages, ports)
  return async (request) => {
    const token = ADDRESS.exec(new URL(request.url).pathname)?.[1]
    if (token === undefined) return null
    const reader = preferredLocale(request.headers.get('accept-language'))
    if (request.method === 'GET' || request.method === 'HEAD') {
      const scope = await readMailScope(token, ports)
      if (!scope) return answer(deadLinkPage(speak(reader)), speak(reader))
      return answer(mailAnswerPage(scope, false, speak(scope.locale)), speak(scope.locale))
    }
    if (request.method !== 'POST') return new Response(null, { status: 405, headers: { allow: 'GET, HEAD, POST' } })
    const said = await answerIn(request)
    if (said === null)
      return new Response('Send List-Unsubscribe=One-Click\n', { status: 422, headers: { 'content-type': 'text/plain; charset=utf-8' } })
    const scope = await answerFromMail(token, said, ports, commit)
    if (!scope) return answer(deadLinkPage(speak(reader)), speak(reader))
    wake?.()
    return answer(mailAnswerPage(scope, true, speak(scope.locale)), speak(scope.locale))
  }
}

/** What a form says: RFC 8058's one click, or a button of our page. Null for anything else, which changes nothing. */
async function answerIn(request: Request): Promise<MailAnswer | null> {
  const form = await readForm(request)
  if (form?.get('List-Unsubscribe') === 'One-Click') return 'stop'
  return mailAnswers.find((one) => one === form?.get('answer')) ?? null
}
