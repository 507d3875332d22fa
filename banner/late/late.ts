import { PROOF } from '../first/proof.ts'
import type { Core, Late, LateData } from '../types.ts'
import { clearStored } from './clear.ts'
import { createEmbeds } from './embeds.ts'
import { follow } from './follow.ts'
import css from './late.css?inline'
import { outcomeNote } from './note.ts'
import { readRegister } from './register.ts'
import { secondLayer } from './second-layer.ts'

// A tag that still runs may write again what has just been cleared.
const CLEAR_AGAIN_MS = [1000, 4000, 15_000]
const UNDER_WAY_MS = 3000

/** The part that comes when it is needed: the second layer, clearing, embeds, the note about the outcome, and proofs that waited. */
export function comeLate(core: Core, markup: LateData): Late {
  const ask = core.ask!
  const { read, tell, writeCookie, sendProof, make } = ask.kit
  const register = readRegister(core.data[2])
  const made = make('div')
  made.innerHTML = core.rules.createHTML(markup)
  const [holder, cover] = made.children as unknown as [HTMLElement, HTMLElement]
  const [layer, status] = holder.children as unknown as [HTMLDialogElement, HTMLElement]
  if (core.signal) for (const words of layer.querySelectorAll<HTMLElement>('b[hidden]')) words.hidden = false
  const embeds = createEmbeds(core, register, layer, cover)
  const say = outcomeNote(status, () => location.reload())
  const second = secondLayer(core, register, layer, () => flag((flags) => flags | 4))
  let isLowered = false
  ask.addStyle(css)
  ask.box.after(holder)
  core.tellers.push(embeds)
  embeds()

  layer.addEventListener('close', () => {
    ask.showQuestion(!core.answer)
    ask.box.querySelector<HTMLElement>('[value="2"]')?.focus()
  })

  function flag(change: (flags: number) => number): void {
    const { answer } = core
    const flags = change(answer?.flags ?? 0)
    if (!answer || answer.flags === flags) return
    core.keep({ ...answer, flags, text: answer.text.replace(/(\w+\.\w+\.\w+\.)\d/, (_, start: string) => start + flags) })
  }

  function clear(): string[] {
    const names = (isOn: boolean) =>
      [...layer.querySelectorAll('li')]
        .filter((row) => core.open.has(row.querySelector('input')?.value ?? 'necessary') === isOn)
        .flatMap((row) => [...row.querySelectorAll('small bdi')].map(({ textContent }) => textContent))
    return clearStored(names(false), names(true), {
      jar: { read: () => read('cookie'), write: writeCookie },
      areas: areas(),
      host: location.hostname,
      path: location.pathname,
      secure: location.protocol === 'https:',
    })
  }

  /** Sends what earlier pages could not; what this page sends may still be under way. */
  async function flush(): Promise<void> {
    const [store] = areas()
    const bodies = Object.entries<string>({ ...store }).filter(([key, body]) => key.startsWith(PROOF) && !isYoung(body))
    await Promise.all(bodies.map(([key, body]) => sendProof(core, key, body)))
  }

  /** Clears, tells the page, and sends proofs. Once nothing is left to clear or to prove, later pages need not come back to it. */
  function tidyUp(): string[] {
    const remaining = clear()
    tell('vitrine:cleared', { remaining })
    void flush().then(() => {
      const isProven = !Object.keys(areas()[0] ?? {}).some((key) => key.startsWith(PROOF))
      if (remaining.length === 0 && isProven) flag((flags) => flags & 5)
    })
    return remaining
  }

  addEventListener('online', () => void flush())

  return {
    embeds,
    follow: () => void follow(core, register),
    open() {
      const { host } = ask.box.getRootNode() as ShadowRoot
      // A page that writes itself anew may have thrown the banner out.
      if (!host.isConnected) read('documentElement').append(host)
      ask.showQuestion(false)
      second.open()
    },
    tidy() {
      const { answer, signal } = core
      if (!answer) return
      if (signal && !(answer.flags & 1)) {
        const lowered = register.bitsOf.get('advertising')
        const bits = answer.bits.replace(/1/g, (bit, at: number) => (lowered?.includes(at) ? '0' : bit))
        isLowered = bits !== answer.bits
        ask.decide({ isTrusted: false }, bits, 'gpc')
        return
      }
      if (layer.open) layer.close()
      say({ remaining: tidyUp(), lowered: isLowered, isRunning: [...core.ran].some((name) => !core.open.has(name)) })
      isLowered = false
      for (const pause of CLEAR_AGAIN_MS) setTimeout(tidyUp, pause)
    },
  }
}

function isYoung(body: string): boolean {
  return Date.parse(/"decidedAt":"([^"]+)/.exec(body)?.[1] ?? '') > Date.now() - UNDER_WAY_MS
}

/** Local and session storage, as far as the browser lets this page have them. */
function areas(): Storage[] {
  try {
    return [localStorage, sessionStorage]
  } catch {
    // Reading the property alone throws when cookies are blocked.
    return []
  }
}
