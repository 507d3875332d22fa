import type { Kit, LateData } from '../types.ts'
import { fill } from './fill.ts'

export interface Outcome {
  /** Cookies and storage entries of switched-off services that are still there. */
  remaining: readonly string[]
  /** Whether a switched-off service has already run on this page. */
  isRunning: boolean
  /** Whether Global Privacy Control has just switched off what an older answer allowed. */
  lowered: boolean
}

export interface Note {
  node: HTMLElement
  tell(outcome: Outcome): void
}

/** Says that the answer is saved: to screen readers always, on screen only if something is left to do or to know. */
export function outcomeNote({ h, button }: Pick<Kit, 'h' | 'button'>, texts: LateData[0], reload: () => void): Note {
  const node = h('div', { class: 'n', role: 'status' })
  return {
    node,
    tell({ remaining, isRunning, lowered }) {
      const isSeen = isRunning || lowered || remaining.length > 0
      node.classList.toggle('s', isSeen)
      const close = button(texts.close, '', () => {
        node.classList.remove('s')
        node.replaceChildren()
      })
      node.replaceChildren(
        h('p', {}, lowered ? texts.signal : texts.saved),
        ...(remaining.length > 0 ? [h('p', {}, fill(texts.remaining, { names: remaining.join(', ') }))] : []),
        ...(isRunning ? [h('p', {}, texts.stillRunning)] : []),
        ...(isSeen ? [h('div', { class: 'r' }, ...(isRunning ? [button(texts.reload, 'y', reload)] : []), close)] : []),
      )
    },
  }
}
