// A page may hold `<img name="cookie">` or `<form name="createElement">`, and such names hide the real members of
// `document`. Everything the banner needs from it is therefore taken from the prototype.
const { createElement, createElementNS, querySelectorAll } = Document.prototype
const { dispatchEvent } = EventTarget.prototype

function read(name: 'cookie' | 'documentElement' | 'currentScript'): unknown {
  return Reflect.get(Document.prototype, name, document)
}

/** Where cookies are read and written; specs hand in their own. */
export interface Jar {
  read(): string
  write(line: string): void
}

export const pageJar: Jar = {
  read: () => read('cookie') as string,
  write: (line) => {
    Reflect.set(Document.prototype, 'cookie', line, document)
  },
}

export function make<K extends keyof HTMLElementTagNameMap>(tag: K): HTMLElementTagNameMap[K] {
  return createElement.call(document, tag) as HTMLElementTagNameMap[K]
}

export function makeSvg(tag: string): SVGElement {
  return createElementNS.call(document, 'http://www.w3.org/2000/svg', tag) as SVGElement
}

/** The `<html>` element. */
export function root(): HTMLElement {
  return read('documentElement') as HTMLElement
}

/** The script element that is running now. Null in a module, and later than the script's first run. */
export function runningScript(): HTMLScriptElement | null {
  const script = read('currentScript')
  return script instanceof HTMLScriptElement ? script : null
}

export function findAll<E extends Element>(selector: string): E[] {
  return [...(querySelectorAll.call(document, selector) as NodeListOf<E>)]
}

/** Sends an event to `document`, past any element that is named `dispatchEvent`. */
export function tell(event: Event): void {
  dispatchEvent.call(document, event)
}
