import { watch } from 'vue'
import { refusalOf } from '#src/api/refusal.ts'
import { useLocale } from '#src/i18n.ts'
import { useSessionStore } from '#src/stores/session.ts'

/**
 * What we write to a person is in the language in which they last used their account: whenever somebody is signed in, that of the page.
 * Not reached, it is said again with the next page.
 */
export function useAccountLanguage(): void {
  const session = useSessionStore()
  const locale = useLocale()
  watch(
    () => (session.isLocked || !session.account || session.account.locale === locale.value ? null : locale.value),
    (spoken) => {
      if (spoken) session.speak(spoken).catch(refusalOf)
    },
    { immediate: true },
  )
}
