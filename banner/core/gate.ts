import { findAll, make } from './page.ts'
import { trusted } from './trusted.ts'

const WAITING = 'script[type="text/plain"][data-consent]'

export interface GateRules {
  /** Whether this category, and the service if one is named, may run now. */
  allows(category: string, service: string | null): boolean
  /** Nonce of the banner's own script; empty when the page's policy uses none. */
  nonce: string
}

export interface Gate {
  /** Runs what may run now, in document order, and keeps the rest waiting. */
  sweep(): void
  /** Categories of which at least one script has run on this page. */
  ran: ReadonlySet<string>
}

/**
 * Holds scripts marked `type="text/plain" data-consent="…"` until their category is allowed. An allowed script is written
 * anew as a real one. Inline scripts wait for the external ones before them, as the parser would make them wait.
 */
export function createGate({ allows, nonce }: GateRules): Gate {
  const taken = new WeakSet<HTMLScriptElement>()
  const ran = new Set<string>()
  let turn = Promise.resolve()
  let loading: Promise<unknown>[] = []

  async function run(waiting: HTMLScriptElement): Promise<void> {
    if (!mayRun(waiting)) {
      taken.delete(waiting)
      return
    }
    const external = waiting.hasAttribute('src')
    if (!external) {
      await Promise.all(loading)
      loading = []
    }
    try {
      const script = revive(waiting, nonce)
      if (external && !script.async) loading.push(settled(script))
      waiting.replaceWith(script)
      ran.add(waiting.dataset.consent ?? '')
    } catch {
      // The page's Trusted Types policy list does not name ours: the script stays off and says so to whoever inspects it.
      waiting.dataset.refused = 'trusted-types'
    }
  }

  function mayRun({ dataset, isConnected, nonce: own }: HTMLScriptElement): boolean {
    if (!isConnected || !allows(dataset.consent ?? '', dataset.service ?? null)) return false
    // Without this, a page whose policy stops injected scripts would have them run through the banner.
    return !nonce || own === nonce
  }

  return {
    ran,
    sweep() {
      for (const waiting of findAll<HTMLScriptElement>(WAITING)) {
        if (taken.has(waiting) || !mayRun(waiting)) continue
        taken.add(waiting)
        turn = turn.then(() => run(waiting))
      }
    },
  }
}

/** Sweeps again whenever the page grows, for tags that are written late. */
export function watch(gate: Gate): void {
  new MutationObserver(() => gate.sweep()).observe(document, { childList: true, subtree: true })
}

function revive(waiting: HTMLScriptElement, nonce: string): HTMLScriptElement {
  const script = make('script')
  script.async = waiting.hasAttribute('async')
  for (const { name, value } of waiting.attributes) {
    if (name === 'src') script.src = trusted.url(value)
    else if (name === 'data-type') script.type = value
    else if (name !== 'type' && name !== 'nonce') script.setAttribute(name, name.startsWith('on') ? trusted.code(value) : value)
  }
  if (nonce) script.nonce = nonce
  if (!script.hasAttribute('src')) script.text = trusted.code(waiting.text)
  return script
}

function settled(script: HTMLScriptElement): Promise<unknown> {
  return new Promise((done) => {
    script.addEventListener('load', done)
    script.addEventListener('error', done)
  })
}
