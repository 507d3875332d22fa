import { make, root } from '../core/page.ts'
import css from './banner.css?inline'
import { button, caseIcon, h } from './dom.ts'
import { firstLayer } from './first-layer.ts'
import { type Outcome, outcomeNote } from './note.ts'
import { secondLayer } from './second-layer.ts'
import type { Acts, View } from './view.ts'

export const HOST = 'vitrine-banner'

export interface BannerSurface {
  /** Shows the first layer, or only the re-open control if there is an answer. */
  settle(): void
  open(): void
  /** Closes what is open after a decision, says what came of it and puts the focus where a keyboard can go on. */
  decided(event: Event, outcome: Outcome): void
}

/** Everything the banner puts on a page: one element beside the body, its content in a shadow tree with a style sheet of its own. */
export function mountSurface(view: View, acts: Acts, reload: () => void): BannerSurface {
  const { texts, language } = view
  const hasAnswer = () => view.standing().endsAt !== undefined
  const second = secondLayer(view, acts)
  const first = firstLayer(view, acts, () => open())
  const note = outcomeNote(texts, reload)
  const reopen = button('', 'open', () => open())
  reopen.setAttribute('aria-label', texts.reopen)
  reopen.title = texts.reopen
  reopen.append(caseIcon())
  reopen.hidden = true
  first.node.hidden = true

  const host = make(HOST as 'div')
  const shadow = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  shadow.adoptedStyleSheets = [sheet]
  shadow.append(h('div', { lang: language, dir: language === 'ar' ? 'rtl' : 'ltr' }, first.node, second.node, note.node, reopen))
  root().append(host)
  keepFocusVisible(first.node)

  second.node.addEventListener('close', () => {
    settle()
    const back = hasAnswer() ? reopen : first.choose
    back.focus()
  })

  function settle(): void {
    first.node.hidden = hasAnswer()
    reopen.hidden = !hasAnswer()
  }

  function open(): void {
    first.node.hidden = true
    second.open(hasAnswer() ? 'reopen' : 'banner-second')
  }

  return {
    settle,
    open,
    decided(event, outcome) {
      const wasOpen = second.node.open
      if (wasOpen) second.node.close()
      settle()
      note.tell(outcome)
      // A pressed key clicks with detail 0. After a mouse click the focus stays free, or the space bar would open the dialog instead of scrolling.
      if (wasOpen || (event instanceof UIEvent && event.detail === 0)) reopen.focus()
    },
  }
}

/** While the first layer covers the bottom edge, the page scrolls focused elements clear of it (WCAG 2.4.11). */
function keepFocusVisible(layer: HTMLElement): void {
  const { style } = root()
  const before = style.scrollPaddingBlockEnd
  new ResizeObserver(() => {
    style.scrollPaddingBlockEnd = layer.hidden ? before : `${layer.offsetHeight}px`
  }).observe(layer)
}
