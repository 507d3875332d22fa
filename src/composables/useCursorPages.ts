import { computed, ref } from 'vue'
import { useLoad } from './useLoad.ts'

/** Walks a list that is read page by page with a cursor: forward by the server's cursor, back over the pages already seen. */
export function useCursorPages<T extends { nextCursor: string | null }>(
  ask: (cursor: string | undefined, signal: AbortSignal, background: boolean) => Promise<T>,
) {
  const cursors = ref<(string | undefined)[]>([undefined])
  const load = useLoad((signal, background) => ask(cursors.value.at(-1), signal, background))

  async function next(): Promise<void> {
    const cursor = load.value.value?.nextCursor
    if (!cursor) return
    cursors.value = [...cursors.value, cursor]
    await load.reload()
  }
  async function previous(): Promise<void> {
    if (cursors.value.length < 2) return
    cursors.value = cursors.value.slice(0, -1)
    await load.reload()
  }
  /** Starts at the first page again, after a search has changed. */
  async function restart(): Promise<void> {
    cursors.value = [undefined]
    await load.reload()
  }
  return {
    ...load,
    next,
    previous,
    restart,
    /** Number of the page shown, from 1. */
    page: computed(() => cursors.value.length),
    hasPrevious: computed(() => cursors.value.length > 1),
    hasNext: computed(() => Boolean(load.value.value?.nextCursor)),
  }
}
