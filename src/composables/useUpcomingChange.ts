import { computed } from 'vue'
import { call } from '#src/api/client.ts'
import { useLocale } from '#src/i18n.ts'
import { useFormat } from './useFormat.ts'
import { useLoad } from './useLoad.ts'

/** The next change of a notice that is published and not yet in force; `null` when there is none. */
export function useUpcomingChange() {
  const locale = useLocale()
  const format = useFormat()
  const { value } = useLoad((signal) => call('GET /api/notices', { signal }))

  return computed(() => {
    const upcoming = (value.value?.notices ?? []).flatMap(({ slug, title, versions }) => {
      const next = versions.find(({ status }) => status === 'upcoming')
      const current = versions.find(({ status }) => status === 'in-force')
      return next && current ? [{ slug, title, next, current }] : []
    })
    const [first] = upcoming.sort((one, other) => (one.next.effectiveOn < other.next.effectiveOn ? -1 : 1))
    if (!first) return null
    const { slug, title, next, current } = first
    return {
      title: format.text(title),
      publishedAt: next.publishedAt,
      effectiveOn: next.effectiveOn,
      to: {
        name: 'notice-compare',
        params: { locale: locale.value, slug, range: `${current.effectiveOn}..${next.effectiveOn}` },
      },
    }
  })
}
