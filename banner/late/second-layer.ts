import type { Core, Surface } from '../types.ts'
import { fill } from './fill.ts'
import type { Register } from './register.ts'

export interface SecondLayer {
  /** Opens it with the switches as things stand. */
  open(): void
}

/**
 * The choice, category by category and service by service. A modal dialog of the browser's own; Esc closes it without deciding.
 * @param node as the privacy center wrote it: one `.c` per category, whose first switch is the category's own
 * @param visit takes note that the visitor takes this device to the privacy center
 */
export function secondLayer(core: Core, { services, bitsOf }: Register, node: HTMLDialogElement, visit: () => void): SecondLayer {
  const { signal } = core
  const [api, , , language] = core.data
  const find = <E extends HTMLElement>(selector: string) => node.querySelector(selector) as E
  const switchOf = (service: string) => find<HTMLInputElement>(`li [value="${service}"]`)
  const heading = find('h2')
  const kept = find('.k')
  const keptUntil = kept.textContent
  const portal = find<HTMLAnchorElement>('.p')
  let surface: Surface = 'banner-second'

  function follow(target: Element): void {
    const [category, ...own] = target.closest('.c')!.querySelectorAll('input')
    if (target === category) for (const one of own) one.checked = category!.checked
    // A category's switch is on while one of its services is.
    else category!.checked = own.some(({ checked }) => checked)
  }
  node.onchange = ({ target }) => follow(target as Element)
  portal.onclick = visit
  node.onclick = (event) => {
    const value = (event.target as Element).closest('button')?.value
    if (!value) return
    const isYes = (service: string, at: number) => {
      if (value === '2') return switchOf(service).checked
      return value === '1' && !(signal && bitsOf.get('advertising')?.includes(at))
    }
    core.ask?.decide(event, services.map((service, at) => (isYes(service, at) ? '1' : '0')).join(''), surface)
  }

  // The browser's own trap lets Tab leave for its address bar; here it goes round, as the dialog pattern of ARIA has it.
  node.onkeydown = (event) => {
    if (event.key !== 'Tab') return
    const stops = [...node.querySelectorAll<HTMLElement>('a[href],button,summary,input:enabled')].filter((stop) => stop.checkVisibility())
    const focused = (node.getRootNode() as ShadowRoot).activeElement
    const isAtEnd = focused === stops.at(event.shiftKey ? 0 : -1) || (event.shiftKey && focused === heading)
    if (!isAtEnd) return
    event.preventDefault()
    stops.at(event.shiftKey ? -1 : 0)?.focus()
  }

  return {
    open() {
      const { answer } = core
      surface = answer ? 'reopen' : 'banner-second'
      for (const service of services) {
        const own = switchOf(service)
        own.checked = core.open.has(service)
        follow(own)
      }
      kept.hidden = portal.hidden = !answer
      if (answer) {
        const date = new Intl.DateTimeFormat(kept.lang, { dateStyle: 'long' }).format(answer.end * 1000)
        kept.textContent = fill(keptUntil, date)
        portal.href = `${api}/${language}/choices#device=${answer.text.slice(-36)}`
      }
      if (!node.open) node.showModal()
      heading.focus()
      node.scrollTop = 0
    },
  }
}
