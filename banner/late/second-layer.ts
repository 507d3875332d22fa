import type { Core, LateData, LateService, Surface } from '../types.ts'
import { fill } from './fill.ts'
import type { Register } from './register.ts'

export interface SecondLayer {
  node: HTMLDialogElement
  /** Opens it with the switches as things stand. */
  open(): void
}

/** The choice, category by category and service by service. A modal dialog of the browser's own; Esc closes it without deciding. */
export function secondLayer(core: Core, { services, categories: asked, bitsOf }: Register, data: LateData): SecondLayer {
  const [texts, categories, notice] = data
  const { signal } = core
  const { h, button } = core.ask!.kit
  const [api, , , language] = core.data
  const switches = new Map<string, HTMLInputElement>()
  let surface: Surface = 'banner-second'
  const press = (bits: () => string) => (event: Event) => core.ask?.decide(event, bits(), surface)
  const wished = (isOn: (service: string, at: number) => unknown) => services.map((service, at) => (isOn(service, at) ? '1' : '0')).join('')
  const advertising = signal ? bitsOf.get('advertising') : undefined

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
        { class: 'r' },
        button(
          texts.reject,
          '',
          press(() => wished(() => false)),
        ),
        button(
          texts.accept,
          '',
          press(() => wished((_, at) => !advertising?.includes(at))),
        ),
        button(
          texts.save,
          'y',
          press(() => wished((service) => switches.get(service)?.checked)),
        ),
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

  function row([id, title, summary, count, members]: LateData[1][number]): HTMLElement {
    const isLocked = id === 'necessary'
    const input = h('input', { type: 'checkbox', role: 'switch', 'aria-describedby': `d-${id}`, checked: isLocked, disabled: isLocked })
    const list = h('ul', {}, ...members.map((service) => item(service, isLocked, () => follow(id))))
    switches.set(id, input)
    input.addEventListener('change', () => {
      for (const [service] of members) if (switches.has(service)) switches.get(service)!.checked = input.checked
    })
    return h(
      'div',
      { class: 'c' },
      h('label', {}, h('span', {}, h('b', {}, title), ...(isLocked ? [' ', h('small', {}, texts.always)] : [])), input),
      h('p', { id: `d-${id}` }, summary, ...(id === 'advertising' && signal ? [' ', h('b', {}, texts.signal)] : [])),
      h('details', {}, h('summary', {}, count), list),
    )
  }

  function item([id, name, line, cookies]: LateService, isLocked: boolean, changed: () => void): HTMLElement {
    const about = h('span', { id: `s-${id}` }, line)
    for (const [cookie, duration] of cookies) about.append(h('small', {}, h('bdi', {}, cookie), ` · ${duration}`))
    if (isLocked) return h('li', {}, h('b', {}, h('bdi', {}, name)), ' ', about)
    const input = h('input', { type: 'checkbox', role: 'switch', 'aria-describedby': `s-${id}` })
    input.addEventListener('change', changed)
    switches.set(id, input)
    return h('li', {}, h('label', {}, h('b', {}, h('bdi', {}, name)), input), about)
  }

  /** A category's switch is on while one of its services is. */
  function follow(category: string): void {
    switches.get(category)!.checked = bitsOf.get(category)!.some((at) => switches.get(services[at]!)?.checked)
  }

  return {
    node,
    open() {
      const { answer } = core
      surface = answer ? 'reopen' : 'banner-second'
      for (const service of services) switches.get(service)!.checked = core.open.has(service)
      for (const category of asked) follow(category)
      kept.hidden = portal.hidden = !answer
      if (answer) {
        const date = new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(answer.end * 1000)
        kept.textContent = fill(texts.keptUntil, { date })
        portal.href = `${api}/${language}/choices#device=${answer.text.slice(-36)}`
      }
      if (!node.open) node.showModal()
      heading.focus()
      node.scrollTop = 0
    },
  }
}
