import { fill } from './fill.ts'

export interface Outcome {
  /** Cookies and storage entries of switched-off services that are still there. */
  remaining: readonly string[]
  /** Whether a switched-off service has already run on this page. */
  isRunning: boolean
  /** Whether Global Privacy Control has just switched off what an older answer allowed. */
  lowered: boolean
}

/**
 * Says that the answer is saved: to screen readers always, on screen only if something is left to do or to know.
 * @param node as the privacy center wrote it: one hidden child for each sentence, then the buttons
 * @param reload loads the page again
 */
export function outcomeNote(node: HTMLElement, reload: () => void): (outcome: Outcome) => void {
  const parts = [...node.children] as HTMLElement[]
  const [saved, signal, left, running, buttons] = parts as [HTMLElement, HTMLElement, HTMLElement, HTMLElement, HTMLElement]
  const [again, away] = buttons.children as unknown as [HTMLElement, HTMLElement]
  const sentence = left.textContent
  again.onclick = reload
  away.onclick = () => {
    node.classList.remove('s')
    for (const part of parts) part.hidden = true
  }
  return ({ remaining, isRunning, lowered }) => {
    const isSeen = isRunning || lowered || remaining.length > 0
    saved.hidden = lowered
    signal.hidden = !lowered
    left.hidden = !remaining[0]
    left.textContent = fill(sentence, remaining.join(', '))
    running.hidden = again.hidden = !isRunning
    buttons.hidden = !isSeen
    node.classList.toggle('s', isSeen)
    // What is put in again is read out again.
    node.append(...parts)
  }
}
