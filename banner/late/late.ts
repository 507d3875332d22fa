import { PROOF } from '../first/proof.ts'
import type { Core, Late, LateData } from '../types.ts'
import { clearStored } from './clear.ts'
import { createEmbeds } from './embeds.ts'
import css from './late.css?inline'
import { outcomeNote } from './note.ts'
import { readRegister } from './register.ts'
import { secondLayer } from './second-layer.ts'

// A tag that still runs may write again what has just been cleared.
const CLEAR_AGAIN_MS = [1000, 4000, 15_000]
const UNDER_WAY_MS = 3000

/** The part that comes when it is needed: the second layer, clearing, embeds, the note about the outcome, and proofs that waited. */
export function comeLate(core: Core, data: LateData): Late {
  const ask = core.ask!
  const { read, tell, writeCookie, sendProof } = ask.kit
  const [texts, categories] = data
  const register = readRegister(core.data[2])
  const embeds = createEmbeds(core, register, data)
  const note = outcomeNote(ask.kit, texts, () => location.reload())
  const second = secondLayer(core, register, data)
  let isLowered = false
  ask.style(css)
  ask.box.append(second.node, note.node)
  core.tellers.push(embeds)
  embeds()

  second.node.addEventListener('close', () => {
    ask.show(!core.answer)
    const back = core.answer ? ask.reopen : ask.box.querySelector<HTMLElement>('section button:last-child')
    back?.focus()
  })

  function clear(): string[] {
    const names = (isOn: boolean) =>
      categories.flatMap(([, , , , members]) =>
        members
          .filter(([id]) => (!register.bitsOf.has(id) || core.open.has(id)) === isOn)
          .flatMap(([, , , cookies]) => cookies.map(([name]) => name)),
      )
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
    await Promise.all(bodies.map(([key, body]) => sendProof(core, key, body, store!)))
  }

  /** Once nothing is left to clear or to prove, later pages need not come back to it. */
  function settle(remaining: readonly string[]): void {
    const isProven = !Object.keys(areas()[0] ?? {}).some((key) => key.startsWith(PROOF))
    const { answer } = core
    if (!answer || answer.flags < 2 || remaining.length > 0 || !isProven) return
    core.apply(answer.text.replace(/(\w+\.\w+\.\w+\.)(\d)/, (_, start: string, flags: string) => start + (+flags & 1)))
  }

  addEventListener('online', () => void flush())

  return {
    embeds,
    open() {
      ask.show(false)
      if (!core.answer) for (const layer of ask.box.querySelectorAll('section')) layer.remove()
      second.open()
    },
    tidy() {
      const { answer, signal, open } = core
      if (!answer) return
      if (signal && !(answer.flags & 1)) {
        isLowered = register.services.some((service, at) => answer.bits[at] === '1' && !open.has(service))
        const bits = register.services.map((service) => (open.has(service) ? '1' : '0'))
        ask.decide({ isTrusted: false }, bits.join(''), 'reopen')
        return
      }
      if (second.node.open) second.node.close()
      let remaining = clear()
      note.tell({ remaining, lowered: isLowered, isRunning: [...core.ran].some((name) => !core.open.has(name)) })
      isLowered = false
      tell('vitrine:cleared', { remaining })
      void flush().then(() => settle(remaining))
      for (const pause of CLEAR_AGAIN_MS) {
        setTimeout(() => {
          remaining = clear()
          tell('vitrine:cleared', { remaining })
          void flush().then(() => settle(remaining))
        }, pause)
      }
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
