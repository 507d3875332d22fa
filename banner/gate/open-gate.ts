import { readAnswer } from '../core/answer.ts'
import { findAll, make, read, writeCookie } from '../core/page.ts'
import type { BannerData, Core, Late, VitrineApi } from '../types.ts'

/**
 * Reads the stored answer, lets through what it allows and holds the rest: scripts marked `type="text/plain" data-consent="…"` are written anew
 * as real ones once the service they name, or their whole category, is open.
 * @param self the script that carries the banner; its nonce is the page's nonce
 */
export function openGate(data: BannerData, self: HTMLScriptElement | null): Core {
  const [api, fingerprint, register, , hash] = data
  const nonce = self?.nonce || ''
  const taken = new WeakSet<HTMLScriptElement>()
  const acts: ((late: Late) => void)[] = []
  let before = Promise.resolve<unknown>(0)
  let policy = self?.rules
  let chunk: HTMLScriptElement | undefined

  // A script that keeps its place in the page's order. The policy, created when first needed, passes texts through: scripts
  // of the page itself and our own parts are all it is given.
  function scriptOf(address: string, text: string): HTMLScriptElement {
    const script = make('script')
    const same = (given: string) => given
    policy ??= (window.trustedTypes ?? { createPolicy: (_, rules) => rules }).createPolicy('vitrine', {
      createScript: same,
      createScriptURL: same,
    })
    script.async = false
    script.nonce = nonce
    if (address) script.src = policy.createScriptURL(address)
    else script.text = policy.createScript(text)
    return script
  }

  function run(waiting: HTMLScriptElement): void {
    const { src, dataset, text, nonce: own } = waiting
    const name = (dataset.service || dataset.consent) as string
    // Without the nonce's check, a page whose policy stops injected scripts would have them run through the banner.
    if (text === undefined) core.wake((late) => late.embeds())
    else if (waiting.type === 'text/plain' && core.open.has(name) && !taken.has(waiting) && (!nonce || own === nonce)) {
      taken.add(waiting)
      const go = () => {
        // It may have been refused, or taken away, while it waited.
        if (!core.open.has(name) || !waiting.isConnected) return taken.delete(waiting)
        const script = scriptOf(src, text)
        for (const { name, value } of waiting.attributes) /^(on|type|nonce|src)/.test(name) || script.setAttribute(name, value)
        script.type = dataset.type || ''
        // An inline script waits for the external ones before it, as the parser would make it wait.
        if (src && !script.async) before = new Promise((done) => (script.onload = script.onerror = done))
        core.ran.add(name)
        return waiting.replaceWith(script)
      }
      if (src) go()
      else void before.then(go)
    }
  }

  const sweep = () => findAll<HTMLScriptElement>(':is(script,template,iframe,img)[data-consent]').forEach(run)

  const core: Core = {
    data,
    ran: new Set(),
    open: new Set(),
    tellers: [],
    apply(line) {
      const now = Math.floor(Date.now() / 1000)
      const answer = readAnswer(line, fingerprint, register.split(' ').length - 1, now)
      let at = 0
      core.answer = answer
      core.open = new Set(['necessary'])
      for (const group of register.split(',')) {
        const [category, ...services] = group.split(' ') as [string]
        // A yes from before the signal does not outlive it.
        const isLowered = core.signal && category === 'advertising' && !(answer && answer.flags & 1)
        const off = services.filter((service) => answer?.bits[at++] !== '1' || isLowered || !core.open.add(service))
        if (!off[0]) core.open.add(category)
      }
      if (answer) {
        // Safari forgets cookies set by script after seven days (https://webkit.org/blog/8613), so the answer is written again on each visit.
        writeCookie(`${answer.text};Path=/;Max-Age=${answer.end - now};SameSite=Lax${location.protocol === 'https:' ? ';Secure' : ''}`)
      }
      for (const teller of core.tellers) teller()
      sweep()
    },
    wake(act) {
      if (core.late) return act(core.late)
      acts.push(act)
      if (chunk) return
      chunk = scriptOf(`${api}/consent/${encodeURIComponent(hash)}.js`, '')
      chunk.crossOrigin = ''
      chunk.integrity = `sha256-${hash}`
      // The next wish asks again.
      chunk.onerror = () => {
        chunk = undefined
      }
      read('documentElement').append(chunk)
    },
    signal: !!(navigator as { globalPrivacyControl?: unknown }).globalPrivacyControl,
  }

  window.vitrine = {
    open: () => core.wake((late) => late.open()),
    allows: (name) => core.open.has(name),
    part(made, told) {
      // Parts are taken from our own scripts only: what a page calls here cannot reach the answer.
      const running = read('currentScript')
      if (running !== self && running !== chunk) return
      core.late = made(core, told) || core.late
      if (core.late) for (const act of acts.splice(0)) act(core.late)
    },
  } satisfies VitrineApi

  core.apply(read('cookie'))
  new MutationObserver(sweep).observe(document, { childList: true, subtree: true })
  return core
}
