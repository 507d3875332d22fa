import { button, h } from '../core/element.ts'
import { findAll, make, read, tell, writeCookie } from '../core/page.ts'
import type { Ask, Core } from '../types.ts'
import { createDecide } from './decide.ts'
import css from './first.css?inline'
import { sendProof } from './proof.ts'

/** Asks where there is no answer, and offers to change one where there is. All of it stands in one element with a shadow tree of its own. */
export function askFirst(core: Core): void {
  const { data, signal } = core
  const [, , register, language, , , , label, title, body, notice, address, reject, accept, choose, signalText, reopenText, honoured] = data
  const host = make('vitrine-banner' as 'div')
  const shadow = host.attachShadow({ mode: 'open' })
  const box = h('div', { lang: language, dir: language === 'ar' ? 'rtl' : 'ltr' })
  const open = () => core.wake((late) => late.open())
  // With Global Privacy Control, advertising is left to its own switch.
  const all = register.replace(/(\w+)[^,]*,?/g, (group, id) =>
    (signal && id === 'advertising' ? '0' : '1').repeat(group.split(' ').length - 1),
  )
  const none = '0'.repeat(all.length)
  const reopen = button(signal ? `◨ ${honoured}` : '◨', 'o', open)
  reopen.ariaLabel = reopen.title = signal ? `${reopenText}. ${honoured}` : reopenText
  const chooseButton = button(choose, '', open)
  chooseButton.onpointerenter = chooseButton.onfocus = () => core.wake(() => undefined)
  const layer = h(
    'section',
    { 'aria-label': label },
    h('h2', {}, title),
    h('p', {}, body, ' ', h('a', { href: address }, notice)),
    signal ? h('p', {}, signalText) : '',
    h(
      'div',
      { class: 'r' },
      button(reject, 'y', (event) => ask.decide(event, none, 'banner-first')),
      button(accept, 'y', (event) => ask.decide(event, all, 'banner-first')),
      chooseButton,
    ),
  )

  const ask: Ask = {
    kit: { h, button, make, findAll, read, tell, writeCookie, sendProof },
    box,
    reopen,
    style(text) {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(text)
      shadow.adoptedStyleSheets.push(sheet)
    },
    show(isShown) {
      if (isShown) box.prepend(layer)
      else layer.remove()
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

  // While it covers the bottom edge, the page scrolls focused elements clear of it, also its last ones (WCAG 2.4.11).
  const root = read('documentElement')
  const { style } = root
  const { scrollPaddingBottom, paddingBottom } = style
  new ResizeObserver(() => {
    const room = layer.isConnected && `${layer.offsetHeight}px`
    style.scrollPaddingBottom = room || scrollPaddingBottom
    style.paddingBottom = room || paddingBottom
  }).observe(layer)

  ask.style(css)
  ask.show(!core.answer)
  shadow.append(box)
  for (const stub of findAll('vitrine-banner')) stub.remove()
  root.firstElementChild?.after(host)
}
