import { findAll, make, read, tell, writeCookie } from '../core/page.ts'
import type { Ask, Core } from '../types.ts'
import { createDecide } from './decide.ts'
import css from './first.css?inline'
import { sendProof } from './proof.ts'

/**
 * Asks where there is no answer, and offers to change one where there is. All of it stands in one element with a shadow tree of its own. The
 * privacy center wrote its markup, every text in it escaped: one parse costs less than twenty calls.
 */
export function askFirst(core: Core): void {
  const { data, signal } = core
  const [, , register, , , , , markup] = data
  const host = make('vitrine-banner' as 'div')
  const shadow = host.attachShadow({ mode: 'open' })
  shadow.innerHTML = core.rules.createHTML(markup)
  const box = shadow.firstChild as HTMLElement
  const [layer, reopen] = box.children as unknown as [HTMLElement, HTMLButtonElement]
  const bitsFor = (isYes: (category: string) => unknown) =>
    register.replace(/(\w+)[^,]*,?/g, (group, category) => (isYes(category) ? '1' : '0').repeat(group.split(' ').length - 1))

  const ask: Ask = {
    kit: { make, findAll, read, tell, writeCookie, sendProof },
    box,
    reopen,
    style(text) {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(text)
      shadow.adoptedStyleSheets.push(sheet)
    },
    show(isShown) {
      if (isShown) box.prepend(layer)
      else {
        layer.remove()
        Object.assign(style, { scrollPaddingBottom, paddingBottom })
      }
      if (core.answer) box.append(reopen)
    },
    decide: createDecide(core, (event) => {
      ask.show(false)
      // A pressed key clicks with detail 0. After a mouse click the focus stays free, or the space bar would open the dialog instead of scrolling.
      if (event.detail === 0) reopen.focus()
      // What is left to do may wait until the question is gone from the screen.
      requestAnimationFrame(() => setTimeout(() => core.wake((late) => late.tidy())))
    }),
  }
  core.ask = ask

  if (signal) {
    for (const words of box.querySelectorAll<HTMLElement>('[hidden]')) words.hidden = false
    reopen.ariaLabel += `. ${reopen.textContent.slice(2)}`
  }
  reopen.onclick = () => core.wake((late) => late.open())
  layer.onpointerenter = () => core.wake(() => undefined)
  layer.onclick = (event) => {
    const { value } = event.target as HTMLButtonElement
    if (value === '2') core.wake((late) => late.open())
    // With Global Privacy Control, advertising is left to its own switch.
    else if (value)
      ask.decide(
        event,
        bitsFor((category) => +value && !(signal && category === 'advertising')),
        'banner-first',
      )
  }

  // While the question covers the bottom edge, the page can be scrolled clear of it, and focused elements are (WCAG 2.4.11). It is measured
  // only when that matters, so that a page is laid out once.
  const root = read('documentElement')
  const { style } = root
  const { scrollPaddingBottom, paddingBottom } = style
  function makeRoom(event: Event): void {
    if (!layer.isConnected) return
    style.scrollPaddingBottom = style.paddingBottom = `${layer.offsetHeight}px`
    const [target] = event.composedPath() as Element[]
    // Under a pointer nothing may move, or its click would be lost.
    if (event.target !== host && target?.matches?.(':focus-visible')) target.scrollIntoView({ block: 'nearest' })
  }
  addEventListener('focusin', makeRoom)
  addEventListener('scroll', makeRoom)

  ask.style(css)
  reopen.remove()
  ask.show(!core.answer)
  for (const stub of findAll('vitrine-banner')) stub.remove()
  root.firstElementChild?.after(host)
}
