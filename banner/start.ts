import { read } from './core/page.ts'
import { askFirst } from './first/ask-first.ts'
import { openGate } from './gate/open-gate.ts'
import type { BannerData } from './types.ts'

/**
 * Starts the banner on this page: reads the stored answer, lets through what it allows, asks if there is none. Before an answer nothing is
 * stored and nothing is sent. A second start on the same page does nothing.
 */
export function start(data: BannerData): void {
  if (Object.hasOwn(window, 'vitrine')) return
  const self = read('currentScript')
  const core = openGate(data, self)
  askFirst(core)
  const { answer, signal } = core
  if (self?.id === 'vitrine-open') core.wake((late) => late.open())
  if (!answer) return
  if (answer.flags & 2 || (signal && !(answer.flags & 1))) core.wake((late) => late.tidy())
  if (answer.flags & 4) core.wake((late) => late.follow())
}
