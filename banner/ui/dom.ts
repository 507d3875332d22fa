import { make, makeSvg } from '../core/page.ts'

type Attributes = Record<string, string | boolean | undefined>

/** Makes an element from attributes and children. Texts become text nodes, so nothing in them can turn into markup. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const node = make(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'string') node.setAttribute(name, value)
    else if (value) node.setAttribute(name, '')
  }
  node.append(...children)
  return node
}

/** A button that hands over the click itself, because a yes counts only if a person made it. */
export function button(text: string, kind: string, pressed: (event: MouseEvent) => void): HTMLButtonElement {
  const node = h('button', { type: 'button', class: kind || undefined }, text)
  node.addEventListener('click', pressed)
  return node
}

/** The case on its plinth, with a reflection: the sign of the re-open control. */
export function caseIcon(): SVGElement {
  const icon = makeSvg('svg')
  icon.setAttribute('viewBox', '0 0 24 24')
  icon.setAttribute('aria-hidden', 'true')
  const lines = makeSvg('path')
  lines.setAttribute('d', 'M5 3h14v12H5zM3 15h18v6H3zM9 12l5-6M12.5 12l3-3.6')
  icon.append(lines)
  return icon
}
