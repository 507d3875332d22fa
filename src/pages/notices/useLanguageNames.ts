import { computed } from 'vue'
import type { Locale } from '#contract/shared.ts'
import { languages, useLocale } from '#src/i18n.ts'

/** Languages as the page's own language calls them, and which way they run. */
export function useLanguageNames() {
  const locale = useLocale()
  const names = computed(() => new Intl.DisplayNames([locale.value], { type: 'language' }))
  return {
    nameOf: (language: Locale) => names.value.of(language) ?? language,
    directionOf: (language: Locale) => languages.find((one) => one.locale === language)?.direction ?? 'ltr',
  }
}
