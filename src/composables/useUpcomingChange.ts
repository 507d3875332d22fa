import { computed } from 'vue'
import { versionBefore } from '#domain/notice-reading.ts'
import { call } from '#src/api/client.ts'
import { useLocale } from '#src/i18n.ts'
import { useFormat } from './useFormat.ts'
import { useLoad } from './useLoad.ts'

/** The next change of a notice that is published and not yet in force, and how many follow it; `null` when there is none. */
export function useUpcomingChange() {
  const locale = useLocale()
  const format = useFormat()
  const { value } = useLoad((signal) => call('GET /api/notices', { signal }))

  return computed(() => {
    const upcoming = (value.value?.notices ?? []).flatMap(({ slug, title, versions }) =>
      versions.flatMap((next) => {
        const before = next.status === 'upcoming' && versionBefore(versions, next.effectiveOn)
        return before ? [{ slug, title, next, before }] : []
      }),
    )
    const [first, ...further] = upcoming.sort((one, other) => (one.next.effectiveOn < other.next.effectiveOn ? -1 : 1))
    if (!first) return null
    const { slug, title, next, before } = first
    return {
      title: format.text(title),
      publishedAt: next.publishedAt,
      effectiveOn: next.effectiveOn,
      further: further.length,
      to: {
        name: 'notice-compare',
        params: { locale: locale.value, slug, range: `${before.effectiveOn}..${next.effectiveOn}` },
      },
    }
  })
}
