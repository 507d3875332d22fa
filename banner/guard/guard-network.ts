import type { Core, GuardData } from '../types.ts'
import { heldSockets, type SocketAddress } from './held-socket.ts'

interface Held {
  name: string
  go(): void
  drop(): void
}

/**
 * Holds requests to the hosts that the register names for a service, whoever makes them: fetch, XMLHttpRequest, sendBeacon, WebSocket, and
 * `src` of images, scripts and iframes set by script. A yes replays them, a no drops them. What the parser itself loads is out of reach;
 * mark it with `data-consent`.
 */
export function guardNetwork(core: Core, hosts: GuardData): undefined {
  let held: Held[] = []

  /** What must be allowed first; nothing for what may go. */
  const waitsFor = (address: unknown): string | undefined => {
    try {
      const { hostname } = new URL(String(address), document.baseURI)
      const [, name] = hosts.find(([host]) => host && (hostname === host || hostname.endsWith(`.${host}`))) ?? []
      return name && !core.open.has(name) ? name : undefined
    } catch {
      // Not an address: the browser will say so itself.
      return undefined
    }
  }
  const hold = (name: string, go: () => void, drop: () => void = () => undefined) => held.push({ name, go, drop })

  const { fetch: send } = window
  window.fetch = function fetch(input, init) {
    const name = waitsFor(input instanceof Request ? input.url : input)
    if (!name) return send(input, init)
    return new Promise((resolve, reject) => {
      hold(
        name,
        () => resolve(send(input, init)),
        () => reject(new TypeError('Failed to fetch')),
      )
    })
  }

  const { open, send: post } = XMLHttpRequest.prototype
  const addresses = new WeakMap<XMLHttpRequest, unknown>()
  XMLHttpRequest.prototype.open = function (this: XMLHttpRequest, ...given: unknown[]) {
    addresses.set(this, given[1])
    Reflect.apply(open, this, given)
  }
  XMLHttpRequest.prototype.send = function (body) {
    const name = waitsFor(addresses.get(this))
    if (!name) return post.call(this, body)
    hold(
      name,
      () => post.call(this, body),
      () => this.dispatchEvent(new ProgressEvent('error')),
    )
  }

  const { sendBeacon } = Navigator.prototype
  Navigator.prototype.sendBeacon = function (address, body) {
    const name = waitsFor(address)
    if (!name) return sendBeacon.call(this, address, body)
    hold(name, () => sendBeacon.call(this, address, body))
    return true
  }

  const HeldSocket = heldSockets(window.WebSocket)
  window.WebSocket = new Proxy(window.WebSocket, {
    construct(target, given: unknown[]) {
      const name = waitsFor(given[0])
      if (!name) return Reflect.construct(target, given)
      const held = new HeldSocket(...(given as SocketAddress))
      hold(
        name,
        () => held.connect(),
        () => held.refuse(),
      )
      return held
    },
  })

  for (const { prototype } of [HTMLImageElement, HTMLScriptElement, HTMLIFrameElement]) {
    const src = Object.getOwnPropertyDescriptor(prototype, 'src') as Required<PropertyDescriptor>
    Object.defineProperty(prototype, 'src', {
      ...src,
      set(this: HTMLElement, address: unknown) {
        const name = waitsFor(address)
        if (name) hold(name, () => src.set.call(this, address))
        else src.set.call(this, address)
      },
    })
  }
  const { setAttribute } = Element.prototype
  Element.prototype.setAttribute = function (attribute, value) {
    const loads = this instanceof HTMLImageElement || this instanceof HTMLScriptElement || this instanceof HTMLIFrameElement
    const name = loads && attribute.toLowerCase() === 'src' ? waitsFor(value) : undefined
    if (name) hold(name, () => setAttribute.call(this, attribute, value))
    else setAttribute.call(this, attribute, value)
  }

  core.tellers.push(() => {
    if (!core.answer) return
    const decided = held
    held = []
    for (const { name, go, drop } of decided) (core.open.has(name) ? go : drop)()
  })
  return undefined
}
