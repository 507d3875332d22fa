import { computed, type MaybeRefOrGetter, ref, toValue, watch } from 'vue'
import { useRoute } from 'vue-router'
import type { Notice, NoticeClause, NoticeVersion } from '#contract/notices.ts'
import { clauseFate } from '#domain/notice-reading.ts'
import { call } from '#src/api/client.ts'
import { refusalOf } from '#src/api/refusal.ts'
import { useLocale } from '#src/i18n.ts'

interface Reading {
  notice: Notice
  version: NoticeVersion
  article: HTMLElement
}

/** What became of the clause that the address names, when the text on the page does not have it; null while there is nothing to say. */
export function useAskedClause(reading: MaybeRefOrGetter<Reading | null>) {
  const route = useRoute()
  const locale = useLocale()
  const history = ref<{ id: string; clause: NoticeClause | null } | null>(null)
  const asked = computed(() => (typeof route.query.clause === 'string' && route.query.clause ? route.query.clause : decoded(route.hash)))

  watch([asked, () => toValue(reading)] as const, find, { immediate: true })

  async function find() {
    const now = toValue(reading)
    const id = asked.value
    history.value = null
    if (!now || id === '' || now.article.querySelector(`#${CSS.escape(id)}`)) return
    // A fragment may also name something around the text, such as the list of changes.
    if (route.query.clause === undefined && document.getElementById(id)) return
    const clause = await clauseOf(now.notice.slug, id)
    if (asked.value === id) history.value = { id, clause }
  }

  async function clauseOf(slug: string, id: string): Promise<NoticeClause | null> {
    try {
      return await call('GET /api/notices/{slug}/clauses/{clause}', { params: { slug, clause: id }, query: { language: locale.value } })
    } catch (failure) {
      refusalOf(failure)
      return null
    }
  }

  return computed(() => {
    const now = toValue(reading)
    if (!now || !history.value) return null
    const { id, clause } = history.value
    const holders = clause?.versions.map(({ effectiveOn }) => effectiveOn) ?? []
    const wordsIn = ({ effectiveOn }: NoticeVersion) => clause?.versions.find((one) => one.effectiveOn === effectiveOn)?.words ?? ''
    return { id, wordsIn, ...clauseFate(now.notice.versions, holders, now.version.effectiveOn) }
  })
}

function decoded(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1))
  } catch (failure) {
    // A percent sign that starts no code: the fragment names nothing.
    if (failure instanceof URIError) return ''
    throw failure
  }
}
