import type { AppSettings } from '#server/ports/ports.ts'

/** Headers of every answer, page or data. */
export function commonHeaders({ demo }: Pick<AppSettings, 'demo'>): [string, string][] {
  return [
    ['x-content-type-options', 'nosniff'],
    ['x-frame-options', 'DENY'],
    ['referrer-policy', 'no-referrer'],
    ['cross-origin-opener-policy', 'same-origin'],
    ['cross-origin-resource-policy', 'same-origin'],
    ['permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'],
    ...(demo ? [] : [['strict-transport-security', 'max-age=63072000; includeSubDomains'] as [string, string]]),
  ]
}

/** Data is never a document: nothing may run, load or frame it. */
export function apiHeaders(settings: Pick<AppSettings, 'demo'>): [string, string][] {
  return [...commonHeaders(settings), ['content-security-policy', "default-src 'none'; frame-ancestors 'none'"]]
}

/** Pages run our own files only; the two Trusted Types policies are Vue's and the one that takes the server's own article HTML. */
export function pageHeaders(settings: Pick<AppSettings, 'demo'>): [string, string][] {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types vue vitrine-article',
  ].join('; ')
  return [...commonHeaders(settings), ['content-security-policy', policy]]
}
