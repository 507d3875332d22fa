import { fill } from '../core/language.ts'
import type { BannerTexts } from '../types.ts'
import { button, h } from './dom.ts'

export interface Outcome {
  /** Cookies of switched-off services that are still there. */
  remaining: readonly string[]
  /** Whether a switched-off service has already run on this page. */
  isRunning: boolean
}

export interface Note {
  node: HTMLElement
  tell(outcome: Outcome): void
}

/** Says that the answer is saved: to screen readers always, on screen only if something is left to do. */
export function outcomeNote(texts: BannerTexts, reload: () => void): Note {
  const node = h('div', { class: 'note', role: 'status' })
  return {
    node,
    tell({ remaining, isRunning }) {
      node.classList.toggle('seen', isRunning || remaining.length > 0)
      const close = button(texts.close, 'alt', () => {
        node.classList.remove('seen')
        node.replaceChildren()
      })
      node.replaceChildren(
        h('p', {}, texts.saved),
        ...(remaining.length > 0 ? [h('p', {}, fill(texts.remaining, { names: remaining.join(', ') }))] : []),
        ...(isRunning ? [h('p', {}, texts.stillRunning)] : []),
        ...(isRunning ? [h('div', { class: 'row' }, button(texts.reload, '', reload), close)] : remaining.length > 0 ? [close] : []),
      )
    },
  }
}
