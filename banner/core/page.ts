// A page may hold `<img name="cookie">` or `<form name="createElement">`, and such names hide the real members of
// `document`. Everything the banner needs from it is therefore taken from the prototype.
const { prototype } = Document

export function read(name: 'cookie'): string
export function read(name: 'documentElement'): HTMLElement
/** The script element that is running now. Null in a module, and later than the script's first run. */
export function read(name: 'currentScript'): HTMLScriptElement | null
export function read(name: string): unknown {
  return Reflect.get(prototype, name, document)
}

export function writeCookie(line: string): void {
  Reflect.set(prototype, 'cookie', line, document)
}

export function make<K extends keyof HTMLElementTagNameMap>(tag: K): HTMLElementTagNameMap[K] {
  return prototype.createElement.call(document, tag) as HTMLElementTagNameMap[K]
}

export function findAll<E extends Element>(selector: string): NodeListOf<E> {
  return prototype.querySelectorAll.call(document, selector) as NodeListOf<E>
}

/** Sends an event to `document`, past any element that is named `dispatchEvent`. */
export function tell(name: string, detail: unknown): void {
  prototype.dispatchEvent.call(document, new CustomEvent(name, { detail }))
}
