import fs from 'node:fs'
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

describe('the appearance control of a served page', () => {
  const script = new Function(fs.readFileSync('public/theme.js', 'utf8'))
  const control = (theme: string) => document.querySelector<HTMLInputElement>(`input[value="${theme}"]`)

  beforeEach(() => {
    delete document.documentElement.dataset.theme
    const radios = ['device', 'light', 'dark'].map((value) =>
      Object.assign(document.createElement('input'), { type: 'radio', name: 'theme', value }),
    )
    document.body.replaceChildren(...radios)
  })

  it('shows what was chosen in the portal', () => {
    storeTheme(localStorage, 'dark')

    script()

    expect(document.documentElement.dataset.theme).toBe('dark')
    expect(control('dark')?.checked).toBe(true)
  })

  it('chooses for the portal as well, and forgets the choice with the device', () => {
    script()
    control('light')?.dispatchEvent(new Event('change'))
    const chosen = chosenTheme(localStorage)
    control('device')?.dispatchEvent(new Event('change'))

    expect(chosen).toBe('light')
    expect(localStorage.length).toBe(0)
    expect(document.documentElement.dataset.theme).toBeUndefined()
  })
})
