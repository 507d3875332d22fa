import type { Kit } from '../types.ts'

export interface Maker {
  h<K extends keyof HTMLElementTagNameMap>(tag: K, kind: string, ...children: (Node | string)[]): HTMLElementTagNameMap[K]
  button(text: string, kind: string, pressed: (event: MouseEvent) => void): HTMLButtonElement
}

/** Makes elements. Texts become text nodes, so nothing in them can turn into markup. */
export function createMaker({ make }: Pick<Kit, 'make'>): Maker {
  const h: Maker['h'] = (tag, kind, ...children) => {
    const node = make(tag)
    node.className = kind
    node.append(...children)
    return node
  }
  return {
    h,
    /** Hands over the click itself, because a yes counts only if a person made it. */
    button(text, kind, pressed) {
      const node = h('button', kind, text)
      node.onclick = pressed
      return node
    },
  }
}
