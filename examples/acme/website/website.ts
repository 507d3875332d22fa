import { readFileSync } from 'node:fs'
import { CHAT, chatPage, page } from './page.ts'
import { panelScript } from './panel.ts'
import { tagScript, tags } from './tags.ts'
import { type Language, languages } from './texts.ts'

export interface WebsiteFacts {
  /** Origin of the privacy center, without a slash at the end. */
  portalUrl: string
}

const TEXT = 'text/javascript; charset=utf-8'
const files = new Map([
  ['/site.css', { type: 'text/css; charset=utf-8', body: readBeside('site.css') }],
  ['/icon.svg', { type: 'image/svg+xml', body: readBeside('icon.svg') }],
  ['/panel.js', { type: TEXT, body: panelScript }],
  ...tags.map((tag) => [`/tags/${tag.service}.js`, { type: TEXT, body: tagScript(tag) }] as const),
])

/**
 * The sample operator's website: pages in three languages, the banner's script from the privacy center, and ten scripts that
 * wait for consent. Its policy is as strict as a policy gets, to show that the banner lives with it.
 */
export function createWebsite({ portalUrl }: WebsiteFacts): (request: Request) => Response {
  return ({ method, url }) => {
    if (method !== 'GET' && method !== 'HEAD') return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } })
    const { pathname, searchParams } = new URL(url)
    const file = files.get(pathname)
    const language = languageOf(searchParams.get('lang'))
    const answer = file ? fileAnswer(file) : pathname === CHAT ? chatAnswer(language) : pageAnswer(pathname, language, portalUrl)
    return method === 'HEAD' ? new Response(null, answer) : answer
  }
}

function fileAnswer({ type, body }: { type: string; body: string }): Response {
  return new Response(body, { headers: { 'content-type': type, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' } })
}

/** Framed by the website itself, and by nobody else. */
function chatAnswer(language: Language): Response {
  return new Response(chatPage(language), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
      'x-content-type-options': 'nosniff',
    },
  })
}

function pageAnswer(path: string, language: Language, portalUrl: string): Response {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  const { status, markup } = page({ language, path, portalUrl, nonce })
  return new Response(markup, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy(nonce, portalUrl),
      'cache-control': 'no-store',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'x-content-type-options': 'nosniff',
    },
  })
}

function policy(nonce: string, portalUrl: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    "style-src 'self'",
    "img-src 'self'",
    "frame-src 'self'",
    `connect-src ${portalUrl}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types vitrine',
  ].join('; ')
}

function languageOf(asked: string | null): Language {
  return languages.find((language) => language === asked) ?? 'en'
}

function readBeside(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8')
}
