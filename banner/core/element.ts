import { make } from './page.ts'

type Attributes = Record<string, string | boolean | undefined>

/** Makes an element from attributes and children. Texts become text nodes, so nothing in them can turn into markup. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const node = make(tag)
  for (const name of Object.keys(attributes)) {
    const value = attributes[name]
    if (value) node.setAttribute(name, value === true ? '' : value)
  }
  node.append(...children)
  return node
}

/** A button that hands over the click itself, because a yes counts only if a person made it. */
export function button(text: string, kind: string, pressed: (event: MouseEvent) => void): HTMLButtonElement {
  const node = h('button', { class: kind }, text)
  node.onclick = pressed
  return node
}
