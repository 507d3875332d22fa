import type { Locale } from '#contract/shared.ts'
import { readNotices } from '#server/modules/notices/index.ts'
import type { Ports } from '#server/ports/ports.ts'
import { noticePath } from './addresses.ts'
import { certificatePage } from './certificate.page.ts'
import { findNoticePage } from './find-notice.ts'
import { isLocale, preferredLocale } from './languages.ts'
import { type Assets, documentHtml, type Page, themeScript } from './layout.html.ts'
import { mailboxPage } from './mailbox.page.ts'
import type { AllMessages } from './messages.ts'
import { nowherePage } from './missing.page.ts'
import { isPortalAddress, roomOf } from './portal-addresses.ts'
import { redirect, represent } from './responses.ts'
import { shellDocument } from './shell.ts'
import { createWording, type Wording } from './wording.ts'

export interface PageOptions {
  assets: Assets
  messages: AllMessages
  /** The portal's built index.html, for every page that only the portal draws. */
  document: string
}

/** Rooms whose page is the notice of that name, made from the registers. */
const registerRooms = new Set(['cookies', 'sub-processors', 'transfers', 'retention'])

/** Answers every page address with a complete document; null for what is no page. */
export function createPages(
  ports: Ports,
  options: PageOptions,
): (request: Request, bindings?: { address?: string }) => Promise<Response | null> {
  return async (request, { address = 'unknown' } = {}) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return null
    const { pathname, search, searchParams } = new URL(request.url)
    const [, first, ...rest] = pathname.split('/')
    const preferred = preferredLocale(request.headers.get('accept-language'))
    if (pathname === '/dev/mail' && ports.settings.demo) return mailbox(request, ports, preferred, options)
    if (pathname === '/' || roomOf(pathname) !== null) return redirect(`/${preferred}${pathname}${search}`, { vary: 'accept-language' })
    if (!isLocale(first)) return isForReading(request) ? nowhere(request, ports, preferred, options) : null
    const [room = '', ...below] = rest
    if (registerRooms.has(room) && below.length === 0 && (await isPublished(ports, room)))
      return redirect(`/${first}${noticePath(room)}${search}`)
    const wording = createWording(first, options.messages, ports)
    if (room !== 'notices' && !isPortalAddress(rest.join('/'))) return answer(request, nowherePage(wording), wording, ports, options)
    if (room === 'status') return answer(request, await certificatePage(below[0] ?? '', wording, ports), wording, ports, options)
    if (room !== 'notices') return shell(ports, first, options)
    const found = await findNoticePage(below, { ports, wording, query: searchParams, client: address })
    if ('location' in found) return redirect(found.location)
    if ('representation' in found) return represent(request, found.representation, ports.hasher)
    return answer(request, found.page, wording, ports, options)
  }
}

async function isPublished(ports: Ports, slug: string): Promise<boolean> {
  return (await readNotices(ports)).some((notice) => notice.slug === slug)
}

async function mailbox(request: Request, ports: Ports, locale: Locale, options: PageOptions): Promise<Response> {
  const wording = createWording(locale, options.messages, ports)
  // The portal knows no mailbox, so its script stays away.
  return answer(request, await mailboxPage(ports, wording), wording, ports, withoutScript(options))
}

/** Whether a person's browser asks for a page, and not a program or an image for something that is missing. */
function isForReading(request: Request): boolean {
  return request.headers.get('accept')?.includes('text/html') ?? false
}

/** An address without a language that leads nowhere: the portal's script would look for a page there as well, so it stays away. */
function nowhere(request: Request, ports: Ports, locale: Locale, options: PageOptions): Promise<Response> {
  const wording = createWording(locale, options.messages, ports)
  return answer(request, nowherePage(wording), wording, ports, withoutScript(options))
}

function withoutScript(options: PageOptions): PageOptions {
  return { ...options, assets: { ...options.assets, scripts: [themeScript] } }
}

function shell(ports: Ports, locale: Locale, { document, messages }: PageOptions): Response {
  const { say } = createWording(locale, messages, ports)
  const text = shellDocument(document, locale, say, ports.content.organisation)
  return new Response(text, { headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' } })
}

function answer(request: Request, page: Page, wording: Wording, ports: Ports, { assets }: PageOptions): Promise<Response> {
  const { content, settings, hasher } = ports
  const body = documentHtml(page, { wording, organisation: content.organisation, settings, assets })
  return represent(request, { body, type: 'text/html; charset=utf-8', status: page.status ?? 200 }, hasher)
}
