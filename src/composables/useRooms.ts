import { computed } from 'vue'
import { useRoute } from 'vue-router'
import type { LanguageLink, Room } from '#src/components/shell/rooms.ts'
import { languages, type MessageKey, useLocale, useT } from '#src/i18n.ts'
import { useSessionStore } from '#src/stores/session.ts'

const forVisitors = [
  { name: 'home', label: 'chrome.nav.home' },
  { name: 'notices', label: 'chrome.nav.notices' },
  { name: 'device-choices', label: 'chrome.nav.deviceChoices' },
] as const satisfies readonly { name: string; label: MessageKey }[]
const forAccounts = [
  { name: 'overview', label: 'chrome.nav.overview' },
  { name: 'data', label: 'chrome.nav.data' },
  { name: 'choices', label: 'chrome.nav.choices' },
  { name: 'copies', label: 'chrome.nav.copies' },
  { name: 'notices', label: 'chrome.nav.notices' },
  { name: 'delete', label: 'chrome.nav.delete', isLast: true },
] as const satisfies readonly { name: string; label: MessageKey; isLast?: boolean }[]
const parts: Readonly<Record<string, string>> = {
  category: 'data',
  notice: 'notices',
  'notice-versions': 'notices',
  'notice-compare': 'notices',
}

/** Where a person can go from here, and the same page in the other languages. */
export function useRooms() {
  const t = useT()
  const route = useRoute()
  const locale = useLocale()
  const session = useSessionStore()

  const here = computed(() => {
    const name = String(route.name ?? '')
    return parts[name] ?? name
  })
  const rooms = computed<Room[]>(() =>
    (session.account && !session.isLocked ? forAccounts : forVisitors).map((room) => ({
      to: at(room.name),
      label: t(room.label),
      isCurrent: room.name === here.value,
      isLast: 'isLast' in room,
    })),
  )
  const languageLinks = computed<LanguageLink[]>(() =>
    languages.map(({ locale: other, name }) => ({
      locale: other,
      name,
      isCurrent: other === locale.value,
      to: { path: route.path.replace(/^\/[a-z]{2}(?=\/|$)/, `/${other}`), query: route.query, hash: route.hash },
    })),
  )
  const places = computed(() => ({ home: at('home'), signIn: at('sign-in'), overview: at('overview'), security: at('security') }))

  function at(name: string) {
    return { name, params: { locale: locale.value } }
  }
  return { rooms, languageLinks, places }
}
