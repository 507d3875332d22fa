import type { Maker } from './element.ts'
import { fill } from './fill.ts'

export interface Outcome {
  /** Cookies and storage entries of switched-off services that are still there. */
  remaining: readonly string[]
  /** Whether a switched-off service has already run on this page. */
  isRunning: boolean
  /** Whether Global Privacy Control has just switched off what an older answer allowed. */
  lowered: boolean
}

export type NoteTexts = readonly [
  saved: string,
  signal: string,
  /** With `{names}`. */
  remaining: string,
  stillRunning: string,
  reload: string,
  close: string,
]

/** Says that the answer is saved: to screen readers always, on screen only if something is left to do or to know. */
export function outcomeNote(
  node: HTMLElement,
  { h, button }: Maker,
  [saved, signal, left, stillRunning, again, away]: NoteTexts,
  reload: () => void,
): (outcome: Outcome) => void {
  return ({ remaining, isRunning, lowered }) => {
    const isSeen = isRunning || lowered || remaining.length > 0
    node.classList.toggle('s', isSeen)
    const close = button(away, '', () => {
      node.classList.remove('s')
      node.replaceChildren()
    })
    node.replaceChildren(
      h('p', '', lowered ? signal : saved),
      ...(remaining.length > 0 ? [h('p', '', fill(left, { names: remaining.join(', ') }))] : []),
      ...(isRunning ? [h('p', '', stillRunning)] : []),
      ...(isSeen ? [h('div', 'r', ...(isRunning ? [button(again, 'y', reload)] : []), close)] : []),
    )
  }
}
