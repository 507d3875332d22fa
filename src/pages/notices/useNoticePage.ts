import { computed, nextTick, watch } from 'vue'
import { useRoute } from 'vue-router'
import { servedData } from '#src/api/article.ts'
import { useLoad } from '#src/composables/useLoad.ts'

/** What a page of the notices shows: as served with the document, or asked for; again whenever the address changes. */
export function useNoticePage<T extends object>(ask: (signal: AbortSignal) => Promise<T>) {
  const route = useRoute()
  // A second language beside the first is another page; a clause is a place in the same one.
  const address = computed(() => (typeof route.query.beside === 'string' ? `${route.path}?beside=${route.query.beside}` : route.path))
  const servedAddress = address.value
  const served = servedData<T>(document, servedAddress)
  const load = useLoad<{ address: string; content: T }>(async (signal) => {
    const asked = address.value
    return { address: asked, content: served && asked === servedAddress ? served : await ask(signal) }
  })
  const content = computed(() => {
    const loaded = load.value.value
    if (loaded?.address === address.value) return loaded.content
    return address.value === servedAddress ? served : null
  })
  watch(address, () => void load.reload())
  // The place that a link within the portal names is only there once the page has been read.
  watch(content, async (now, before) => {
    if (!now || before || route.hash === '') return
    await nextTick()
    document.getElementById(route.hash.slice(1))?.scrollIntoView()
  })
  return { content, load }
}
