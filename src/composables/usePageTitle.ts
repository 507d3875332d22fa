import { type MaybeRefOrGetter, toValue, watchEffect } from 'vue'
import { useT } from '#src/i18n.ts'
import { useOrganisationStore } from '#src/stores/organisation.ts'

/** Names the page in the window's title. No personal data belongs here: titles end up in histories. */
export function usePageTitle(title: MaybeRefOrGetter<string>): void {
  const t = useT()
  const organisation = useOrganisationStore()
  watchEffect(() => {
    document.title = [toValue(title), t('chrome.privacyCenter'), organisation.name].filter(Boolean).join(' · ')
  })
}
