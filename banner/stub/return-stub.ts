import type { StubData, TrustedRules } from '../types.ts'
import css from './stub.css?inline'

/**
 * What a page that is visited again needs, and nothing else: one valid answer lets its scripts run and shows the control to change it. Every
 * other case (no answer, several, a browser signal it does not know, work left over, embeds) is left to the whole banner, which it fetches.
 * It stands inline in the head, before any element of the page can hide a member of `document`, and counts every byte.
 */
export function returnStub([address, integrity, fingerprint, register, label]: StubData): void {
  const { currentScript, documentElement, cookie } = document
  const { nonce } = currentScript as HTMLScriptElement
  const make = document.createElement.bind(document)
  const find = document.querySelectorAll.bind(document)
  const same = (text: string) => text
  const [text, bits, knew, end] = cookie.match(`vitrine=2\\.${fingerprint}\\.([01]+)\\.([01])\\.(\\w+)\\.[\\w-]{36}(?=;|$)`) ?? []
  const left = Number.parseInt(end!, 36) - Math.floor(Date.now() / 1000)
  const open = new Set(['necessary'])
  let before = Promise.resolve<unknown>(0)
  let policy: TrustedRules | undefined
  let whole: HTMLScriptElement | undefined
  let at = 0

  function scriptOf(src: string, code?: string): HTMLScriptElement {
    const script = make('script')
    policy ??= (window.trustedTypes ?? { createPolicy: (_, rules) => rules }).createPolicy('vitrine', {
      createScript: same,
      createScriptURL: same,
    })
    script.async = false
    script.nonce = nonce
    if (src) script.src = policy.createScriptURL(src)
    else script.text = policy.createScript(code as string)
    return script
  }

  function fetchWhole(isOpen?: unknown): void {
    if (whole) return
    whole = scriptOf(address)
    whole.crossOrigin = ''
    whole.integrity = integrity
    if (isOpen) whole.id = 'vitrine-open'
    // A page may allow each policy once.
    whole.rules = policy
    documentElement.append(whole)
  }

  function sweep(): void {
    for (const waiting of find<HTMLScriptElement>(':is([type="text/plain"],template,iframe,img)[data-consent]')) {
      const { src, dataset, text: code } = waiting
      if (code === undefined) fetchWhole()
      // Without the nonce's check, a page whose policy stops injected scripts would have them run here.
      else if (open.has((dataset.service || dataset.consent) as string) && waiting.nonce === nonce) {
        waiting.type = ''
        const go = () => {
          const script = scriptOf(src, code)
          for (const { name, value } of waiting.attributes) /^(on|type|nonce|src)/.test(name) || script.setAttribute(name, value)
          script.type = dataset.type || ''
          if (src && !script.async) before = new Promise((done) => (script.onload = script.onerror = done))
          waiting.replaceWith(script)
        }
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
    if (!services.filter((service) => bits[at++] !== '1' || !open.add(service))[0]) open.add(category)
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
