import type { Core } from '../types.ts'
import { fill } from './fill.ts'
import type { Register } from './register.ts'

const nameOf = ({ dataset }: HTMLElement) => (dataset.service || dataset.consent) as string

/**
 * Holds what is no script: `data-src` of an iframe or image becomes its address, the content of a template is put behind it. Iframes that
 * wait are covered in their own size, with an offer to load one of them: this once, or always by allowing its service.
 * @param layer the second layer, which says who a service is
 * @param model a cover as the privacy center wrote it: a sentence with `{name}`, then the two offers
 * @returns a function that lets in what is open now and covers the rest
 */
export function createEmbeds(core: Core, { services, bitsOf }: Register, layer: HTMLElement, model: HTMLElement): () => void {
  const { make, findAll } = core.ask!.kit
  const covers = new Map<HTMLElement, HTMLElement>()
  const once = new WeakSet<HTMLElement>()
  const unfolded = new WeakSet<HTMLElement>()

  function cover(frame: HTMLIFrameElement): HTMLElement {
    const id = nameOf(frame)
    // A service stands in its own row, a category in its heading.
    const row = layer.querySelector(`[value="${CSS.escape(id)}"]`)?.closest('li,.c')
    const name = row?.querySelector('b')?.textContent ?? id
    const about = row?.querySelector('li > span')?.firstChild?.textContent ?? ''
    const host = make('vitrine-embed' as 'div')
    const shadow = host.attachShadow({ mode: 'open' })
    shadow.adoptedStyleSheets = [...(core.ask!.box.getRootNode() as ShadowRoot).adoptedStyleSheets]
    const box = model.cloneNode(true) as HTMLElement
    const [words, load, allow] = box.querySelectorAll<HTMLElement>('p,button') as unknown as [HTMLElement, HTMLElement, HTMLElement]
    words.textContent = `${fill(words.textContent, name)} ${about}`
    load.onclick = ({ isTrusted }) => {
      if (!isTrusted) return
      once.add(frame)
      frame.src = frame.dataset.src as string
      settle()
    }
    allow.textContent = fill(allow.textContent, name)
    allow.onclick = (event) => {
      const bits = services.map((one, at) => (core.open.has(one) || bitsOf.get(id)?.includes(at) ? '1' : '0'))
      core.ask?.decide(event, bits.join(''), 'banner-second')
    }
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
  const { content, dataset } = template
  for (const script of content.querySelectorAll('script')) {
    if (script.type) script.dataset.type = script.type
    script.type = 'text/plain'
    for (const name of ['consent', 'service']) if (dataset[name]) script.dataset[name] = dataset[name]
  }
  template.after(content)
}
