import { describe, expect, it, vi } from 'vitest'
import { make } from '../core/page.ts'
import { createMaker } from './element.ts'
import { outcomeNote } from './note.ts'

const texts = ['Saved.', 'Signal.', 'Not removed: {names}.', 'Still running.', 'Reload', 'Close'] as const
const none = { remaining: [], isRunning: false, lowered: false }

describe('the note about an outcome', () => {
  it('tells screen readers that the answer is saved, and takes no place on screen', () => {
    const node = document.createElement('div')

    outcomeNote(node, createMaker({ make }), texts, vi.fn())(none)

    expect(node.textContent).toBe('Saved.')
    expect(node.classList.contains('s')).toBe(false)
    expect(node.querySelector('button')).toBeNull()
  })

  it('is seen when something could not be removed or still runs, and offers to reload', () => {
    const node = document.createElement('div')
    const reload = vi.fn()

    outcomeNote(node, createMaker({ make }), texts, reload)({ ...none, remaining: ['a', '<b>'], isRunning: true })
    node.querySelector('button')?.click()

    expect(node.textContent).toContain('Not removed: a, <b>.')
    expect(node.classList.contains('s')).toBe(true)
    expect(reload).toHaveBeenCalledOnce()
  })
})
