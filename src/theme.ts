/** `device` follows the device, and nothing is stored for it. */
export type Theme = 'device' | 'light' | 'dark'

const KEY = 'vitrine-theme'

/** The theme the person chose on this device. */
export function chosenTheme(storage: Storage): Theme {
  const stored = storage.getItem(KEY)
  return stored === 'light' || stored === 'dark' ? stored : 'device'
}

/** Stores a choice; going back to the device's own theme removes what was stored. */
export function storeTheme(storage: Storage, theme: Theme): void {
  if (theme === 'device') storage.removeItem(KEY)
  else storage.setItem(KEY, theme)
}

/** Shows a theme. Charts hear of it by the attribute on the root element. */
export function showTheme(root: HTMLElement, theme: Theme): void {
  if (theme === 'device') delete root.dataset.theme
  else root.dataset.theme = theme
}
