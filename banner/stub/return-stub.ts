import type { StubData } from '../types.ts'
import css from './stub.css?inline'

/**
 * What a page that is visited again needs, and nothing else: one valid answer lets its scripts run and shows the control to change it. Every
 * other case (no answer, several, a browser signal it does not know, work left over, embeds) is left to the whole banner, which it fetches.
 * It stands inline in the head, before any element of the page can hide a member of `document`, and counts every byte.
 */
export function returnStub([api, hash, fingerprint, register, label]: StubData): void {
  const { currentScript, documentElement, cookie } = document
  const { nonce } = currentScript as HTMLScriptElement
  const make = document.createElement.bind(document)
  const find = document.querySelectorAll.bind(document)
  const same = (text: string) => text
  const [text, bits, knew, end] = cookie.match(`vitrine=2\\.${fingerprint}\\.([01]+)\\.([01])\\.(\\w+)\\.[\\w-]{36}(?=;|$)`) ?? []
  const left = Number.parseInt(end!, 36) - Math.floor(Date.now() / 1000)
  const open = ['necessary']
  let before = Promise.resolve<unknown>(0)
  let whole: HTMLScriptElement | undefined
  let at = 0

  function fetchWhole(isOpen?: unknown): void {
    if (whole) return
    whole = make('script')
    // A page may allow each policy once.
    whole.rules = (window.trustedTypes ?? { createPolicy: (_, rules) => rules }).createPolicy('vitrine', {
      createHTML: same,
      createScriptURL: same,
    })
    whole.src = whole.rules.createScriptURL(`${api}/consent/${hash}.js`)
    whole.nonce = nonce
    whole.crossOrigin = ''
    whole.integrity = `sha256-${hash}`
    if (isOpen) whole.id = 'vitrine-open'
    documentElement.append(whole)
  }

  function sweep(): void {
    for (const waiting of find<HTMLScriptElement>('[data-consent]')) {
      const { src, dataset, text: code, type } = waiting
      const go = () => {
        if (!waiting.hasAttribute('async')) {
          waiting.async = false
          if (src) {
            before = new Promise((done) => {
              waiting.addEventListener('load', done)
              waiting.addEventListener('error', done)
            })
          }
        }
        waiting.after(waiting)
      }
      if (code === undefined) fetchWhole()
      // Under 'strict-dynamic' a page's policy would let it run without the nonce.
      else if (type === 'text/plain' && waiting.nonce === nonce && open.includes((dataset.service || dataset.consent) as string)) {
        waiting.type = dataset.type || ''
        if (src) go()
        else void before.then(go)
      }
    }
  }

  if (
    !bits ||
    left < 0 ||
    cookie.split('vitrine=')[2] ||
    ((navigator as { globalPrivacyControl?: unknown }).globalPrivacyControl && knew === '0')
  ) {
    fetchWhole()
    return
  }
  // Safari forgets cookies set by script after seven days (https://webkit.org/blog/8613), so the answer is written again on each visit.
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is asynchronous and not everywhere
  document.cookie = `${text};Path=/;Max-Age=${left};SameSite=Lax${location.protocol[5] ? ';Secure' : ''}`
  for (const [category, ...services] of register) {
    const allowed = services.filter(() => bits[at++] === '1')
    open.push(...allowed)
    if (allowed.length === services.length) open.push(category)
  }
  const host = make('vitrine-banner')
  const shadow = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  const reopen = make('button')
  sheet.replaceSync(css)
  shadow.adoptedStyleSheets = [sheet]
  reopen.ariaLabel = label
  reopen.textContent = '◨'
  reopen.onclick = fetchWhole
  shadow.append(reopen)
  documentElement.append(host)
  sweep()
  new MutationObserver(sweep).observe(document, { childList: true, subtree: true })
}
