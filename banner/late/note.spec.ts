import { describe, expect, it } from 'vitest'
import { button, h } from '../core/element.ts'
import en from '../texts/en.json'
import { outcomeNote } from './note.ts'

const buttons = (node: HTMLElement) => [...node.querySelectorAll('button')].map(({ textContent }) => textContent)

describe('what came of an answer', () => {
  it('is announced without taking room when nothing is left to do', () => {
    const note = outcomeNote({ h, button }, en, () => undefined)

    note.tell({ remaining: [], isRunning: false, lowered: false })

    expect(note.node.getAttribute('role')).toBe('status')
    expect(note.node.textContent).toBe('Your answer is saved.')
    expect(note.node.classList.contains('s')).toBe(false)
  })

  it('names the cookies that could not be removed', () => {
    const note = outcomeNote({ h, button }, en, () => undefined)

    note.tell({ remaining: ['a', 'b'], isRunning: false, lowered: false })

    expect(note.node.textContent).toContain('could not be removed from here: a, b.')
    expect(buttons(note.node)).toEqual([en.close])
  })

  it('offers to reload a page on which a switched-off service has run', () => {
    const note = outcomeNote({ h, button }, en, () => undefined)

    note.tell({ remaining: [], isRunning: true, lowered: false })

    expect(note.node.classList.contains('s')).toBe(true)
    expect(buttons(note.node)).toEqual([en.reload, en.close])
  })
})
