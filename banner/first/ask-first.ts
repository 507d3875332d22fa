import { findAll, make, read, tell, writeCookie } from '../core/page.ts'
import type { Ask, Core } from '../types.ts'
import { createDecide } from './decide.ts'
import css from './first.css?inline'
import { post } from './post.ts'
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
  const layer = box.firstChild as HTMLElement
  const root = read('documentElement')
  let before: Partial<CSSStyleDeclaration> | undefined
  const ask: Ask = {
    kit: { make, findAll, read, tell, writeCookie, post, sendProof },
    box,
    addStyle(text) {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(text)
      shadow.adoptedStyleSheets.push(sheet)
    },
    showQuestion(isShown) {
      if (isShown) box.prepend(layer)
      else {
        layer.remove()
        Object.assign(root.style, before)
      }
    },
    decide: createDecide(core, (event) => {
      ask.showQuestion(false)
      // A pressed key clicks with detail 0. After a mouse click the focus stays free, or the space bar would open the dialog instead of scrolling.
      if (event.detail === 0) (box.lastChild as HTMLElement).focus()
      // What is left to do may wait until the question is gone from the screen.
      requestAnimationFrame(() => setTimeout(() => core.wake((late) => late.tidy())))
    }),
  }
  core.ask = ask

  if (signal) {
    const reopen = box.lastChild as HTMLElement
    for (const words of box.querySelectorAll<HTMLElement>('[hidden]')) words.hidden = false
    reopen.ariaLabel += `. ${reopen.textContent.slice(2)}`
  }
  // The pointer comes near before it clicks.
  box.onpointerenter = () => core.wake(() => undefined)
  box.onclick = (event) => {
    // A translation may have wrapped the button's words.
    const value = (event.target as Element).closest('button')?.value
    if (value === '2') core.wake((late) => late.open())
    else if (value) {
      // With Global Privacy Control, advertising is left to its own switch.
      const isYes = (category: string) => +value && !(signal && category === 'advertising')
      const bits = register.map(([category, ...services]) => services.map(() => (isYes(category) ? '1' : '0')).join(''))
      ask.decide(event, bits.join(''), 'banner-first')
    }
  }

  // While the question covers the bottom edge, the page can be scrolled clear of it, and focused elements are (WCAG 2.4.11). It is measured
  // only when that matters, so that a page is laid out once.
  function makeRoom(event: Event): void {
    if (!layer.isConnected) return
    const { style } = root
    const { scrollPaddingBottom, paddingBottom } = style
    before ??= { scrollPaddingBottom, paddingBottom }
    style.scrollPaddingBottom = style.paddingBottom = `${layer.offsetHeight}px`
    const [target] = event.composedPath() as Element[]
    // Under a pointer nothing may move, or its click would be lost.
    if (event.target !== host && target?.matches?.(':focus-visible')) target.scrollIntoView({ block: 'nearest' })
  }
  addEventListener('focusin', makeRoom)
  addEventListener('scroll', makeRoom)

  ask.addStyle(css)
  if (core.answer) layer.remove()
  for (const stub of findAll('vitrine-banner')) stub.remove()
  root.firstElementChild?.after(host)
}
