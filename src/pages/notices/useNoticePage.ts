import { computed, watch } from 'vue'
import { useRoute } from 'vue-router'
import { servedData } from '#src/api/article.ts'
import { useLoad } from '#src/composables/useLoad.ts'

/** What a page of the notices shows: as served with the document, or asked for; again whenever the address changes. */
export function useNoticePage<T extends object>(ask: (signal: AbortSignal) => Promise<T>) {
  const route = useRoute()
  const served = servedData<T>(document, route.path)
  const servedPath = route.path
  const load = useLoad<{ path: string; content: T }>(async (signal) => {
    const path = route.path
    return { path, content: served && path === servedPath ? served : await ask(signal) }
  })
  const content = computed(() => {
    const loaded = load.value.value
    if (loaded?.path === route.path) return loaded.content
    return route.path === servedPath ? served : null
  })
  watch(
    () => route.path,
    () => void load.reload(),
  )
  return { content, load }
}
