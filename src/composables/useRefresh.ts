import { type MaybeRefOrGetter, onScopeDispose, toValue, watch } from 'vue'

/**
 * Asks again every so often while that is wanted and someone can see it; at once when the page comes back into view.
 * The next pause begins when the answer is there, so that a slow server is not asked twice at a time.
 * @param everyMs the pause between two askings, in milliseconds
 */
export function useRefresh(ask: () => Promise<void>, isWanted: MaybeRefOrGetter<boolean>, everyMs: MaybeRefOrGetter<number>): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isAsking = false

  const isSeen = () => document.visibilityState === 'visible'
  function wait(): void {
    clearTimeout(timer)
    if (toValue(isWanted) && isSeen()) timer = setTimeout(() => void look(), toValue(everyMs))
  }
  async function look(): Promise<void> {
    if (isAsking || !toValue(isWanted) || !isSeen()) return
    isAsking = true
    try {
      await ask()
    } finally {
      isAsking = false
      wait()
    }
  }
  const comeBack = () => void look()

  watch(() => [toValue(isWanted), toValue(everyMs)], wait, { immediate: true })
  document.addEventListener('visibilitychange', comeBack)
  onScopeDispose(() => {
    clearTimeout(timer)
    isAsking = true
    document.removeEventListener('visibilitychange', comeBack)
  })
}
