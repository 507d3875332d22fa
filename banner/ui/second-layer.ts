import { fill } from '../core/language.ts'
import type { Category, OptionalId, Surface } from '../types.ts'
import { button, h } from './dom.ts'
import { type Acts, inLanguage, type View } from './view.ts'

export interface SecondLayer {
  node: HTMLDialogElement
  /** Opens it with the switches as things stand; `surface` goes into the proof. */
  open(surface: Surface): void
}

/** The choice, category by category. A modal dialog of the browser's own: it holds the focus, and Esc closes it without deciding. */
export function secondLayer(view: View, acts: Acts): SecondLayer {
  const { texts, language, categories, notice } = view
  const switches = new Map<OptionalId, HTMLInputElement>()
  let surface: Surface = 'banner-second'

  const heading = h('h2', { id: 'h', tabindex: '-1' }, texts.chooseTitle)
  const kept = h('p', {})
  const portal = h('a', {}, texts.portal)
  const node = h(
    'dialog',
    { 'aria-labelledby': 'h' },
    h(
      'div',
      {},
      heading,
      h('p', {}, texts.chooseIntro, ' ', h('a', { href: notice }, texts.notice)),
      kept,
      ...categories.map((category) => row(category)),
      h('p', {}, portal),
      h(
        'div',
        { class: 'row' },
        button(texts.reject, 'alt', (event) => acts.reject(event, surface)),
        button(texts.accept, 'alt', (event) => acts.accept(event, surface)),
        button(texts.save, '', (event) => acts.save(event, surface, switchedOn())),
      ),
    ),
  )

  // The browser's own trap lets Tab leave for its address bar; here it goes round, as the dialog pattern of ARIA has it.
  node.addEventListener('keydown', (event) => {
    if (event.key !== 'Tab') return
    const stops = [...node.querySelectorAll<HTMLElement>('a[href], button, summary, input:enabled')].filter((stop) =>
      stop.checkVisibility(),
    )
    const focused = (node.getRootNode() as ShadowRoot).activeElement
    const isAtEnd = focused === stops.at(event.shiftKey ? 0 : -1) || (event.shiftKey && focused === heading)
    if (!isAtEnd) return
    event.preventDefault()
    stops.at(event.shiftKey ? -1 : 0)?.focus()
  })

  function row({ id, title, summary, services }: Category): HTMLElement {
    const isLocked = id === 'necessary'
    const input = h('input', { type: 'checkbox', role: 'switch', 'aria-describedby': `d-${id}`, checked: isLocked, disabled: isLocked })
    if (id !== 'necessary') switches.set(id, input)
    return h(
      'div',
      { class: 'c' },
      h(
        'label',
        {},
        h('span', {}, h('b', {}, inLanguage(title, language)), ...(isLocked ? [' ', h('small', {}, texts.always)] : [])),
        input,
      ),
      h(
        'p',
        { id: `d-${id}` },
        inLanguage(summary, language),
        ...(id === 'advertising' && view.signal ? [' ', h('b', {}, texts.signal)] : []),
      ),
      h(
        'details',
        {},
        h('summary', {}, fill(texts.services, { count: new Intl.NumberFormat(language).format(services.length) })),
        h('ul', {}, ...services.map((service) => serviceItem(service))),
      ),
    )
  }

  function serviceItem({ name, company, country, purpose, cookies }: Category['services'][number]): HTMLElement {
    const about = { company, country: inLanguage(country, language), purpose: inLanguage(purpose, language) }
    const lines = cookies.map((cookie) => h('small', {}, h('bdi', {}, cookie.name), ' · ', inLanguage(cookie.duration, language)))
    return h('li', {}, h('b', {}, h('bdi', {}, name)), ' · ', fill(texts.service, about), ...lines)
  }

  function switchedOn(): ReadonlySet<OptionalId> {
    return new Set([...switches].filter(([, { checked }]) => checked).map(([id]) => id))
  }

  return {
    node,
    open(from) {
      surface = from
      const standing = view.standing()
      for (const [id, input] of switches) input.checked = standing.granted.has(id)
      kept.hidden = !standing.endsAt
      if (standing.endsAt) {
        kept.textContent = fill(texts.keptUntil, { date: new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(standing.endsAt) })
      }
      portal.hidden = !standing.portal
      if (standing.portal) portal.href = standing.portal
      if (!node.open) node.showModal()
      heading.focus()
      node.scrollTop = 0
    },
  }
}
