import type { Core, LateData } from '../types.ts'
import { fill } from './fill.ts'
import type { Register } from './register.ts'

const nameOf = ({ dataset }: HTMLElement) => (dataset.service || dataset.consent) as string

/**
 * Holds what is no script: `data-src` of an iframe or image becomes its address, the content of a template is put behind it. Iframes that
 * wait are covered in their own size, with an offer to load one of them: this once, or always by allowing its service.
 * @returns a function that lets in what is open now and covers the rest
 */
export function createEmbeds(core: Core, { services, bitsOf }: Register, [texts, categories]: LateData): () => void {
  const { h, button, make, findAll } = core.ask!.kit
  const covers = new Map<HTMLElement, HTMLElement>()
  const once = new WeakSet<HTMLElement>()
  const unfolded = new WeakSet<HTMLElement>()

  function cover(frame: HTMLIFrameElement): HTMLElement {
    const id = nameOf(frame)
    const service = categories.flatMap(([, , , , members]) => members).find(([member]) => member === id)
    const name = service?.[1] ?? categories.find(([category]) => category === id)?.[1] ?? id
    const host = make('vitrine-embed' as 'div')
    const shadow = host.attachShadow({ mode: 'open' })
    shadow.adoptedStyleSheets = [...(core.ask!.box.getRootNode() as ShadowRoot).adoptedStyleSheets]
    const load = button(texts.embedOnce, 'y', ({ isTrusted }) => {
      if (!isTrusted) return
      once.add(frame)
      frame.src = frame.dataset.src as string
      settle()
    })
    const always = button(fill(texts.embedAlways, { name }), '', (event) => {
      const bits = services.map((one, at) => (core.open.has(one) || bitsOf.get(id)?.includes(at) ? '1' : '0'))
      core.ask?.decide(event, bits.join(''), 'banner-second')
    })
    const { lang, dir } = core.ask!.box
    const box = h('div', { lang, dir, class: 'e' }, h('p', {}, fill(texts.embed, { name }), ' ', service?.[2] ?? ''))
    box.append(h('div', { class: 'r' }, load, always))
    box.style.width = `${frame.offsetWidth}px`
    box.style.minHeight = `${frame.offsetHeight}px`
    shadow.append(box)
    return host
  }

  function settleFrame(frame: HTMLIFrameElement | HTMLImageElement, isOpen: boolean): void {
    const standing = covers.get(frame)
    if (isOpen || once.has(frame)) {
      if (!frame.hasAttribute('src')) frame.src = frame.dataset.src ?? ''
      standing?.remove()
      covers.delete(frame)
      frame.hidden = false
      return
    }
    frame.removeAttribute('src')
    if (standing?.isConnected || frame.localName !== 'iframe') return
    const made = cover(frame as HTMLIFrameElement)
    covers.set(frame, made)
    frame.before(made)
    frame.hidden = true
  }

  function settle(): void {
    for (const node of findAll<HTMLElement>(':is(template,iframe,img)[data-consent]')) {
      const isOpen = core.open.has(nameOf(node))
      if (isOpen) core.ran.add(nameOf(node))
      if (!(node instanceof HTMLTemplateElement)) settleFrame(node as HTMLIFrameElement, isOpen)
      else if (isOpen && !unfolded.has(node)) {
        unfolded.add(node)
        unfold(node)
      }
    }
  }
  return settle
}

/** Its scripts wait at the gate, so that they run in order and under the same check as all others. */
function unfold(template: HTMLTemplateElement): void {
  const { content, dataset } = template.cloneNode(true) as HTMLTemplateElement
  for (const script of content.querySelectorAll('script')) {
    if (script.type) script.dataset.type = script.type
    script.type = 'text/plain'
    for (const name of ['consent', 'service']) if (dataset[name]) script.dataset[name] = dataset[name]
  }
  template.after(content)
}
