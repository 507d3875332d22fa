import { describe, expect, it, vi } from 'vitest'
import { outcomeNote } from './note.ts'

const none = { remaining: [], isRunning: false, lowered: false }
function written(): HTMLElement {
  const node = document.createElement('div')
  node.innerHTML =
    '<p hidden>Saved.</p><p hidden>Signal.</p><p hidden>Not removed: {names}.</p><p hidden>Still running.</p><div hidden><button>Reload</button><button>Close</button></div>'
  return node
}
const seen = (node: HTMLElement) => [...node.children].filter((part) => !(part as HTMLElement).hidden).map(({ textContent }) => textContent)

describe('the note about an outcome', () => {
  it('tells screen readers that the answer is saved, and takes no place on screen', () => {
    const node = written()

    outcomeNote(node, vi.fn())(none)

    expect(seen(node)).toEqual(['Saved.'])
    expect(node.classList.contains('s')).toBe(false)
  })

  it('is seen when something could not be removed or still runs, and offers to reload', () => {
    const node = written()
    const reload = vi.fn()

    outcomeNote(node, reload)({ ...none, remaining: ['a', '<b>'], isRunning: true })
    node.querySelector('button')?.click()

    expect(seen(node)).toEqual(['Saved.', 'Not removed: a, <b>.', 'Still running.', 'ReloadClose'])
    expect(node.classList.contains('s')).toBe(true)
    expect(reload).toHaveBeenCalledOnce()
  })

  it('names what remains now, not what remained before', () => {
    const node = written()
    const say = outcomeNote(node, vi.fn())

    say({ ...none, remaining: ['a'] })
    say({ ...none, remaining: ['b'] })

    expect(seen(node)).toContain('Not removed: b.')
  })

  it('says that the signal was honoured where it has lowered an answer, and goes when it is closed', () => {
    const node = written()

    outcomeNote(node, vi.fn())({ ...none, lowered: true })
    expect(seen(node)[0]).toBe('Signal.')
    node.querySelectorAll('button')[1]?.click()

    expect(seen(node)).toEqual([])
    expect(node.classList.contains('s')).toBe(false)
  })
})
