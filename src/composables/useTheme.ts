import { type Ref, ref, watch } from 'vue'
import { chosenTheme, showTheme, storeTheme, type Theme } from '#src/theme.ts'

/** The theme of this device. Only a choice is stored; `device` stores nothing. */
export function useTheme(): Ref<Theme> {
  const theme = ref(chosenTheme(localStorage))
  watch(theme, (chosen) => {
    storeTheme(localStorage, chosen)
    showTheme(document.documentElement, chosen)
  })
  return theme
}
