import { readAnswer } from '../core/answer.ts'
import { findAll, make, read, writeCookie } from '../core/page.ts'
import type { BannerData, Core, Late, VitrineApi } from '../types.ts'

const same = (given: string) => given

/**
 * Reads the stored answer, lets through what it allows and holds the rest. Scripts marked `type="text/plain" data-consent="…"` run once the
 * service they name, or their whole category, is open: their type is set and they are put into their own place again, which starts a script
 * that has not started yet. The element stays the page's own, so the page's policy judges it by its own nonce.
 * @param self the script that carries the banner; its nonce is the page's nonce
 */
export function openGate(data: BannerData, self: HTMLScriptElement | null): Core {
  const [api, fingerprint, register, , hash] = data
  const nonce = self?.nonce || ''
  const acts: ((late: Late) => void)[] = []
  let before = Promise.resolve<unknown>(0)
  let wanted = ''
  let chunk: HTMLScriptElement | undefined

  function run(waiting: HTMLScriptElement): void {
    const { src, dataset, text, nonce: own } = waiting
    const name = (dataset.service || dataset.consent) as string
    const go = () => {
      // It may have been refused, or taken away, while it waited.
      if (waiting.type !== 'text/plain' || !core.open.has(name) || !waiting.isConnected) return
      core.ran.add(name)
      waiting.type = dataset.type || ''
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
    if (text === undefined) core.wake((late) => late.embeds())
    // Under 'strict-dynamic' a page's policy would let it run without the nonce, whoever has put it there.
    else if (!nonce || own === nonce) {
      // An inline script waits for the external ones before it, as the parser would make it wait.
      if (src) go()
      else void before.then(go)
    }
  }

  // What stays closed is never touched: on a first visit this asks the browser, and finds nothing.
  const sweep = () => findAll<HTMLScriptElement>(wanted).forEach(run)

  const core: Core = {
    data,
    rules:
      self?.rules ??
      (window.trustedTypes ?? { createPolicy: (_, given) => given }).createPolicy('vitrine', { createHTML: same, createScriptURL: same }),
    ran: new Set(),
    followed: false,
    open: new Set(),
    tellers: [],
    apply(line) {
      const answer = readAnswer(line, fingerprint, register.flat().length - register.length, Date.now() / 1000)
      let at = 0
      core.answer = answer
      core.open = new Set(['necessary'])
      // What the account withdrew elsewhere must not run once more here.
      const isHeld = answer && answer.flags & 4 && !core.followed
      for (const [category, ...services] of register) {
        // A yes from before the signal does not outlive it.
        const isLowered = core.signal && category === 'advertising' && !(answer && answer.flags & 1)
        const off = services.filter((service) => answer?.bits[at++] !== '1' || isHeld || isLowered || !core.open.add(service))
        if (!off[0]) core.open.add(category)
      }
      // Safari forgets cookies set by script after seven days (https://webkit.org/blog/8613), so the answer is written again on each visit.
      if (answer) core.keep(answer)
      wanted = ':is(template,iframe,img)[data-consent]'
      for (const name of core.open) {
        wanted += `,[type="text/plain"]:is([data-service="${name}"],[data-consent="${name}"]:not([data-service]))`
      }
      for (const teller of core.tellers) teller()
      sweep()
    },
    keep(answer) {
      core.answer = answer
      const left = answer.end - Math.floor(Date.now() / 1000)
      writeCookie(`${answer.text};Path=/;Max-Age=${left};SameSite=Lax${location.protocol === 'https:' ? ';Secure' : ''}`)
    },
    wake(act) {
      if (core.late) return act(core.late)
      acts.push(act)
      if (chunk) return
      chunk = make('script')
      chunk.src = core.rules.createScriptURL(`${api}/consent/${hash}.js`)
      chunk.nonce = nonce
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
