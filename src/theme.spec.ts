import { beforeEach, describe, expect, it } from 'vitest'
import { chosenTheme, showTheme, storeTheme } from './theme.ts'

beforeEach(() => localStorage.clear())

describe('the theme', () => {
  it('stores nothing before a person has chosen one', () => {
    expect(chosenTheme(localStorage)).toBe('device')
    expect(localStorage.length).toBe(0)
  })

  it('remembers a choice on this device', () => {
    storeTheme(localStorage, 'dark')

    expect(chosenTheme(localStorage)).toBe('dark')
  })

  it('removes what it stored when the person follows the device again', () => {
    storeTheme(localStorage, 'dark')
    storeTheme(localStorage, 'device')

    expect(localStorage.length).toBe(0)
  })

  it('does not trust what others stored', () => {
    localStorage.setItem('vitrine-theme', 'pink')

    expect(chosenTheme(localStorage)).toBe('device')
  })

  it('stands on the root element only where one was chosen', () => {
    const root = document.createElement('html')

    showTheme(root, 'light')
    const chosen = root.dataset.theme
    showTheme(root, 'device')

    expect(chosen).toBe('light')
    expect(root.dataset.theme).toBeUndefined()
  })
})
